package dev.nephelite.emulator.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * How clients write the value of a header when they sign it, which need not be how it arrives: some fold its spaces, and
 * what a client calls UTF-8 arrives as one character for each byte.
 */
final class HeaderValueForm {
    /** The ways, the usual one first. */
    static final List<UnaryOperator<String>> ALL = List.of(
            UnaryOperator.identity(),
            HeaderValueForm::folded,
            HeaderValueForm::decoded,
            value -> folded(decoded(value)));

    private static final Pattern SPACES = Pattern.compile("[ \\t]+");

    private HeaderValueForm() {}

    private static String folded(String value) {
        return SPACES.matcher(value).replaceAll(" ");
    }

    private static String decoded(String value) {
        ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException notUtf8) {
            return value;
        }
    }
}
