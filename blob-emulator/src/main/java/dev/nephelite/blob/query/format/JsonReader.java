package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.QueryFailure;
import dev.nephelite.blob.query.sql.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON value from a stream and records its source text. Like the service, it accepts a trailing comma, and its
 * errors are worded as those of the service.
 */
final class JsonReader {
    private static final int DEEPEST = 100;
    private static final ByteInput.FirstBytes TEXT_END_OR_ESCAPE =
            new ByteInput.FirstBytes(new byte[] {'"'}, new byte[] {'\\'});

    private final ByteInput input;
    private final ByteArrayOutputStream source = new ByteArrayOutputStream();
    private final long start;
    private int depth;

    JsonReader(ByteInput input) {
        this.input = input;
        start = input.position();
    }

    /** The source text of the value, after {@link #value}. */
    String source() {
        return source.toString(StandardCharsets.UTF_8);
    }

    /** Reads the value at the current position. */
    Value value() throws IOException {
        int first = input.peek();
        if (first == '{') {
            return object();
        }
        if (first == '[') {
            return array();
        }
        return first == '"' ? new Value.Text(text()) : word();
    }

    private Value object() throws IOException {
        enter();
        Map<String, Value> fields = new LinkedHashMap<>();
        while (!skip('}')) {
            requireNext('"', "'\"', or '}'");
            String name = text();
            skipWhiteSpace();
            requireNext(':', "':'");
            read();
            skipWhiteSpace();
            fields.put(name, value());
            endOfItem('}');
        }
        depth--;
        return new Value.JsonObject(fields);
    }

    private Value array() throws IOException {
        enter();
        List<Value> items = new ArrayList<>();
        while (!skip(']')) {
            items.add(value());
            endOfItem(']');
        }
        depth--;
        return new Value.JsonArray(items);
    }

    private void enter() throws IOException {
        depth++;
        if (depth > DEEPEST) {
            throw QueryFailure.parseError("The JSON is nested too deeply.");
        }
        read();
    }

    /** Reads the comma after an item, or requires the end of the items. */
    private void endOfItem(char end) throws IOException {
        skipWhiteSpace();
        if (input.peek() == ',') {
            read();
        } else {
            requireNext(end, "',', or '" + end + "'");
        }
    }

    private boolean skip(char expected) throws IOException {
        skipWhiteSpace();
        if (input.peek() != expected) {
            return false;
        }
        read();
        return true;
    }

    private String text() throws IOException {
        read();
        StringBuilder text = new StringBuilder();
        int mark;
        do {
            text.append(plain());
            mark = read();
            if (mark == '\\') {
                text.append(escaped(read()));
            }
        } while (mark != '"');
        return text.toString();
    }

    /** Reads text up to its end or to an escape. */
    private String plain() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        int before;
        do {
            before = plain.size();
            input.readUntil(TEXT_END_OR_ESCAPE, plain);
            requireShort();
        } while (plain.size() > before);
        plain.writeTo(source);
        return plain.toString(StandardCharsets.UTF_8);
    }

    private char escaped(int letter) throws IOException {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            case '"', '\\', '/' -> (char) letter;
            default -> throw unexpected(letter, input.position() - 1, "an escape sequence");
        };
    }

    private char unicode() throws IOException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(read(), 16);
            if (digit < 0) {
                throw QueryFailure.parseError("Invalid escape sequence at [byte: " + (input.position() - 1) + "]. ");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    /** Reads a number, null, true or false. */
    private Value word() throws IOException {
        long at = input.position();
        int first = input.peek();
        StringBuilder word = new StringBuilder();
        while (isOfWord(input.peek())) {
            word.append((char) read());
        }
        try {
            return switch (word.toString()) {
                case "null" -> Value.Absent.NULL;
                case "true" -> new Value.Bool(true);
                case "false" -> new Value.Bool(false);
                default -> number(word.toString());
            };
        } catch (NumberFormatException ignored) {
            // The word is not a number either.
            throw unexpected(first, at, depth == 0 ? "'{', or '['" : "a value");
        }
    }

    private static Value number(String word) {
        boolean whole = word.length() < 19 && word.chars().allMatch(c -> c == '-' || Character.isDigit(c));
        return whole ? new Value.Int(Long.parseLong(word)) : Value.FloatingPoint.parse(word);
    }

    private static boolean isOfWord(int octet) {
        return Character.isLetterOrDigit(octet) || octet == '-' || octet == '+' || octet == '.';
    }

    private void skipWhiteSpace() throws IOException {
        while (isWhiteSpace(input.peek())) {
            read();
        }
    }

    private static boolean isWhiteSpace(int octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }

    private void requireNext(char expected, String expectation) throws IOException {
        if (input.peek() != expected) {
            throw unexpected(input.peek(), input.position(), expectation);
        }
    }

    private int read() throws IOException {
        int octet = input.read();
        if (octet == ByteInput.END) {
            throw QueryFailure.parseError("Unexpected end of data at [byte: " + input.position() + "]. ");
        }
        requireShort();
        source.write(octet);
        return octet;
    }

    private void requireShort() {
        if (input.position() - start > TextFormat.RecordReader.MAX_LENGTH) {
            throw QueryFailure.parseError("The record is too long.");
        }
    }

    private static QueryFailure unexpected(int found, long at, String expectation) {
        String token = found == ByteInput.END ? "end of data" : "token '" + (char) found + "'";
        return QueryFailure.parseError(
                "Unexpected " + token + " at [byte: " + at + "]. Expecting tokens " + expectation + ". ");
    }
}
