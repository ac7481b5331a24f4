package dev.nephelite.emulator.auth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a token claims: a JSON object whose values are texts, numbers, or lists of these. Other objects in it are
 * passed over, for no claim that matters here is one.
 */
final class JwtClaims {
    private static final int MAXIMUM_DEPTH = 16;

    private final String json;
    private int position;
    private int depth;

    private JwtClaims(String json) {
        this.json = json;
    }

    /**
     * Returns every claim with its values, all as text.
     *
     * @throws IllegalArgumentException if this is no JSON object
     */
    static Map<String, List<String>> read(String json) {
        JwtClaims claims = new JwtClaims(json);
        Map<String, List<String>> found = claims.object();
        if (claims.peek() != 0) {
            throw claims.malformed();
        }
        return found;
    }

    private Map<String, List<String>> object() {
        Map<String, List<String>> members = new HashMap<>();
        enter('{');
        while (!leave('}', members.isEmpty())) {
            String name = string();
            expect(':');
            members.put(name, value());
        }
        return members;
    }

    private List<String> array() {
        List<String> values = new ArrayList<>();
        enter('[');
        for (boolean first = true; !leave(']', first); first = false) {
            values.addAll(value());
        }
        return values;
    }

    private List<String> value() {
        return switch (peek()) {
            case '"' -> List.of(string());
            case '[' -> array();
            case '{' -> {
                object();
                yield List.of();
            }
            default -> List.of(word());
        };
    }

    private String string() {
        expect('"');
        StringBuilder text = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            text.append(c == '\\' ? escaped() : c);
        }
        return text.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt("" + next() + next() + next() + next(), 16);
            default -> throw malformed();
        };
    }

    /** A number, or one of the words of JSON. */
    private String word() {
        int start = position;
        while (position < json.length() && ",]} \t\r\n".indexOf(json.charAt(position)) < 0) {
            position++;
        }
        String word = json.substring(start, position);
        if (!word.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?|true|false|null")) {
            throw malformed();
        }
        return word;
    }

    private void enter(char bracket) {
        expect(bracket);
        if (++depth > MAXIMUM_DEPTH) {
            throw malformed();
        }
    }

    /** Whether the bracket closes here. Otherwise something follows, after a comma unless it is the first. */
    private boolean leave(char bracket, boolean first) {
        if (peek() == bracket) {
            position++;
            depth--;
            return true;
        }
        if (!first) {
            expect(',');
            if (peek() == bracket) {
                throw malformed();
            }
        }
        return false;
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw malformed();
        }
        position++;
    }

    private char next() {
        if (position == json.length()) {
            throw malformed();
        }
        return json.charAt(position++);
    }

    /** The next character that is no space, which stays; zero at the end. */
    private char peek() {
        while (position < json.length() && " \t\r\n".indexOf(json.charAt(position)) >= 0) {
            position++;
        }
        return position == json.length() ? 0 : json.charAt(position);
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("no claims in JSON");
    }
}
