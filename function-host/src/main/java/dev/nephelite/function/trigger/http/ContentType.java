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
 * What a message says its body is.
 *
 * @param mediaType in lower case, without parameters; empty when the message says nothing
 * @param charset null when the message says nothing
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

    /** Whether a Functions host leaves a body of this type alone; it decodes any other one as text. */
    boolean isBinary() {
        return mediaType.equals("application/octet-stream") || mediaType.startsWith("multipart/");
    }

    String text(byte[] body) {
        return new String(body, encoding());
    }

    /** How text of this type is written in bytes: in the charset it names, if we know it, else in UTF-8. */
    Charset encoding() {
        try {
            return charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
