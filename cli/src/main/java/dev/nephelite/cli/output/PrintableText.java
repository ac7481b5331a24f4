package dev.nephelite.cli.output;

import java.util.Set;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * Makes text safe to print. What users store, send and log may hold escape sequences, with which a terminal can be made to
 * hide or fake lines, and characters that change the direction of text, which reorder what a line says. Everything printed
 * that is not a constant goes through here.
 */
public final class PrintableText {
    /** Of embeddings, overrides and isolates, and of their ends. */
    private static final Set<Byte> DIRECTION_CHANGES = Set.of(
            Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
            Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
            Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
            Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
            Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
            Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE);

    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';

    private PrintableText() {}

    /**
     * Returns {@code text} with each control character, line feeds and tabs apart, and each character that changes the
     * direction of text written as {@code \}{@code u001b}. JSON stays the same JSON.
     */
    public static String of(String text) {
        return escaped(text, false);
    }

    /** The same on one line: line feeds are escaped as well, so that a name cannot pass for several. */
    public static String line(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean oneLine) {
        if (text.chars().noneMatch(character -> isEscaped(character, oneLine))) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (!isEscaped(character, oneLine)) {
                escaped.append(character);
            } else if (oneLine || !text.startsWith("\r\n", index)) {
                escaped.append("\\u%04x".formatted((int) character));
            }
        }
        return escaped.toString();
    }

    private static boolean isEscaped(int character, boolean oneLine) {
        if (character == '\n') {
            return oneLine;
        }
        if (character < LINE_SEPARATOR) {
            return Character.isISOControl(character) && character != '\t';
        }
        return character == LINE_SEPARATOR
                || character == PARAGRAPH_SEPARATOR
                || DIRECTION_CHANGES.contains(Character.getDirectionality(character));
    }

    /** Formats what is logged by {@code java.util.logging}, without control characters. Public because it is created by name. */
    public static final class LogFormatter extends SimpleFormatter {
        @Override
        public String format(LogRecord entry) {
            return PrintableText.of(super.format(entry));
        }
    }
}
