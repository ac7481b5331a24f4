package dev.nephelite.emulator.value;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Percent-encoding of URLs.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2">RFC 3986: Characters</a>
 */
public final class PercentEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "-._~";

    private PercentEncoding() {}

    /** Encodes everything but letters, digits and {@code -._~}, so that the result can stand anywhere in a URL. */
    public static String encode(String text) {
        return encode(text, "");
    }

    /** Like {@link #encode(String)}, but the ASCII characters in {@code kept} stay as they are, too. */
    public static String encode(String text, String kept) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > 0
                    && (Character.isLetterOrDigit(octet) || UNRESERVED.indexOf(octet) >= 0 || kept.indexOf(octet) >= 0);
            if (plain) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /**
     * Decodes {@code text} once; a plus sign stays one. It is strict, so that two names that differ on the wire stay
     * different.
     *
     * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits, or if the bytes are
     *     not UTF-8
     */
    public static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                decoded.write(encoded[i]);
            } else if (i + 2 < encoded.length) {
                decoded.write(HexFormat.fromHexDigit(encoded[i + 1]) << 4 | HexFormat.fromHexDigit(encoded[i + 2]));
                i += 2;
            } else {
                throw new IllegalArgumentException("an escape is cut off: " + text);
            }
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(decoded.toByteArray());
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("not UTF-8: " + text, notUtf8);
        }
    }
}
