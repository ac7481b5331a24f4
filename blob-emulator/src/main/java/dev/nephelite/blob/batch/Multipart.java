package dev.nephelite.blob.batch;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a multipart body into its parts. */
final class Multipart {
    private static final Pattern TYPE = Pattern.compile(
            "\\s*+multipart/mixed\\s*+;\\s*+boundary=\"?+([^\"\\s;]{1,200}+)\"?+\\s*+;?+\\s*+",
            Pattern.CASE_INSENSITIVE);

    private Multipart() {}

    /** Parses the boundary from the content type. */
    static String boundary(String contentType) {
        Matcher type = TYPE.matcher(contentType);
        if (!type.matches()) {
            throw StorageException.invalidHeader("Content-Type", contentType);
        }
        return type.group(1);
    }

    /**
     * The parts without the line breaks that belong to the boundaries. Line breaks inside a part become single line
     * feeds.
     */
    static List<String> parse(byte[] body, String boundary) {
        String text = new String(body, StandardCharsets.UTF_8).replace("\r\n", "\n");
        String delimiter = "--" + boundary;
        List<String> parts = new ArrayList<>();
        int start = text.indexOf(delimiter);
        while (start >= 0 && !text.startsWith("--", start + delimiter.length())) {
            int begin = start + delimiter.length();
            int end = text.indexOf("\n" + delimiter, begin);
            if (end < 0 || text.charAt(begin) != '\n') {
                throw CommonError.INVALID_INPUT.exception();
            }
            parts.add(text.substring(Math.min(begin + 1, end), end));
            start = end + 1;
        }
        if (start < 0) {
            throw CommonError.INVALID_INPUT.exception();
        }
        return parts;
    }
}
