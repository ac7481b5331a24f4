package dev.nephelite.function.trigger.http;

import dev.nephelite.function.worker.TypedData;
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

    /** Returns a body as a function receives it: bytes of the types that are always binary, anything else as text. */
    TypedData value(byte[] body) {
        if (body.length == 0) {
            return TypedData.NONE;
        }
        boolean binary = mediaType.equals("application/octet-stream") || mediaType.startsWith("multipart/");
        return binary ? new TypedData.Bytes(body) : new TypedData.Text(new String(body, encoding()));
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
