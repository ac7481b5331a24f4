package dev.nephelite.function.trigger.http;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code Content-Type} header.
 *
 * @param mediaType in lower case, without parameters; empty if there is no header
 * @param charset null if there is none
 */
record ContentType(String mediaType, @Nullable String charset) {
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    static ContentType of(@Nullable String header) {
        if (header == null) {
            return new ContentType("", null);
        }
        int end = header.indexOf(';');
        if (end < 0) {
            return new ContentType(header.strip().toLowerCase(Locale.ROOT), null);
        }
        Matcher charset = CHARSET.matcher(header);
        String mediaType = header.substring(0, end).strip().toLowerCase(Locale.ROOT);
        return new ContentType(mediaType, charset.find() ? charset.group(1) : null);
    }

    boolean isJson() {
        return mediaType.equals("application/json") || mediaType.endsWith("+json");
    }

    /** Whether a Functions host passes on a body of this type as bytes; it decodes any other body as text. */
    boolean isBinary() {
        return mediaType.equals("application/octet-stream") || mediaType.startsWith("multipart/");
    }

    String text(byte[] body) {
        return new String(body, encoding());
    }

    /** The named charset if it is supported, else UTF-8. */
    Charset encoding() {
        try {
            return charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
