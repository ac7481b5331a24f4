package dev.nephelite.cli.output;

/**
 * Makes text safe to print. What users store, send and log may hold escape sequences, with which a terminal can be made to
 * hide or fake lines. Everything printed that is not a constant goes through here.
 */
public final class PrintableText {
    private PrintableText() {}

    /**
     * Returns {@code text} with each control character, line feeds and tabs apart, written as {@code \}{@code u001b}. JSON
     * stays the same JSON.
     */
    public static String of(String text) {
        if (text.chars().noneMatch(PrintableText::isEscaped)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (!isEscaped(character)) {
                escaped.append(character);
            } else if (!text.startsWith("\r\n", index)) {
                escaped.append("\\u%04x".formatted((int) character));
            }
        }
        return escaped.toString();
    }

    private static boolean isEscaped(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\t';
    }
}
