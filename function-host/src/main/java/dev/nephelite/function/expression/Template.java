package dev.nephelite.function.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text with named placeholders in braces. Doubled braces stand for braces. */
record Template(String text, List<Part> parts) {
    /** Text or a placeholder. */
    sealed interface Part {}

    record Literal(String text) implements Part {}

    /**
     * A placeholder.
     *
     * @param format what follows the first colon, or null
     */
    record Placeholder(String name, @Nullable String format) implements Part {}

    Template {
        parts = List.copyOf(parts);
    }

    static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            char current = text.charAt(position);
            if (text.startsWith("{{", position) || text.startsWith("}}", position)) {
                literal.append(current);
                position += 2;
            } else if (current == '{') {
                int close = closing(text, position);
                addLiteral(literal, parts);
                parts.add(placeholder(text.substring(position + 1, close), text));
                position = close + 1;
            } else if (current == '}') {
                throw new IllegalArgumentException("In '" + text + "', the '}' at position " + position
                        + " closes nothing; write '}}' for a brace.");
            } else {
                literal.append(current);
                position++;
            }
        }
        addLiteral(literal, parts);
        return new Template(text, parts);
    }

    private static int closing(String text, int open) {
        int close = text.indexOf('}', open);
        if (close < 0) {
            throw new IllegalArgumentException(
                    "In '" + text + "', the '{' at position " + open + " is never closed; write '{{' for a brace.");
        }
        return close;
    }

    private static void addLiteral(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private static Placeholder placeholder(String inside, String text) {
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (!name.matches("[\\p{L}\\p{Nd}_$][\\p{L}\\p{Nd}_.$-]*")) {
            throw new IllegalArgumentException("In '" + text + "', '{" + inside + "}' does not name a value.");
        }
        return new Placeholder(name, colon < 0 ? null : inside.substring(colon + 1));
    }
}
