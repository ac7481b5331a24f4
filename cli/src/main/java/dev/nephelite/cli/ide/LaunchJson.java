package dev.nephelite.cli.ide;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a {@code launch.json} of VS Code, in which users write comments and trailing commas. Adding an entry to its
 * {@code configurations} leaves everything else as it is, to the last blank.
 *
 * @param entries the configurations
 * @param start the index of the name of the member {@code configurations}
 * @param lastEntry where the last entry begins; -1 if there is none
 * @param content the index behind the last entry or, if there is none, behind the bracket that opens the array
 * @param end the index of the bracket that closes the array
 */
record LaunchJson(String text, List<JsonNode> entries, int start, int lastEntry, int content, int end) {
    private static final JsonMapper JSONC = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String STANDARD_STEP = "    ";
    private static final String COMMENTS = "(?s)//[^\\n]*|/\\*.*?\\*/";

    /** A new file with one entry. */
    static String containing(AttachConfiguration configuration) {
        return """
                {
                    "version": "0.2.0",
                    "configurations": [
                %s
                    ]
                }
                """.formatted(configuration.json(STANDARD_STEP.repeat(2), STANDARD_STEP, "\n"));
    }

    /** Reads a text; empty if it is not a {@code launch.json} to which an entry can be added. */
    static Optional<LaunchJson> parse(String text) {
        String json = text.startsWith("\uFEFF") ? " " + text.substring(1) : text;
        try (JsonParser parser = JSONC.createParser(json)) {
            return Optional.ofNullable(parse(text, parser));
        } catch (JacksonException ignored) {
            // The caller tells the user what to do.
            return Optional.empty();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable LaunchJson parse(String text, JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        LaunchJson found = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int start = index(parser);
            boolean isWanted = parser.currentName().equals("configurations");
            if (parser.nextToken() == JsonToken.START_ARRAY && isWanted) {
                found = entries(text, start, parser);
            } else {
                parser.skipChildren();
            }
        }
        return parser.nextToken() == null ? found : null;
    }

    private static @Nullable LaunchJson entries(String text, int start, JsonParser parser) throws IOException {
        List<JsonNode> entries = new ArrayList<>();
        int last = -1;
        int content = index(parser) + 1;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            last = index(parser);
            entries.add(parser.readValueAsTree());
            content = Math.toIntExact(parser.currentLocation().getCharOffset());
        }
        boolean valid = entries.stream().allMatch(JsonNode::isObject);
        return valid ? new LaunchJson(text, entries, start, last, content, index(parser)) : null;
    }

    private static int index(JsonParser parser) {
        return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
    }

    /** Whether there is an entry of that name, or another one that attaches to the same port. */
    boolean has(AttachConfiguration configuration) {
        return entries.stream()
                .anyMatch(entry -> entry.path("name").asText().equals(configuration.name())
                        || (entry.path("type").asText().equals("java")
                                && entry.path("request").asText().equals("attach")
                                && entry.path("port").asInt() == configuration.port()));
    }

    /** The text with one more entry, behind the others and the comments that follow them. */
    String with(AttachConfiguration configuration) {
        String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        String outer = indentOf(start);
        String step = outer.isEmpty() ? STANDARD_STEP : outer;
        String indent = lastEntry >= 0 && isFirstOfLine(lastEntry) ? indentOf(lastEntry) : outer + step;
        String following = text.substring(content, end);
        String comments = following.stripTrailing();
        String blanks = following.substring(comments.length());
        boolean needsComma =
                lastEntry >= 0 && !comments.replaceAll(COMMENTS, "").contains(",");
        return text.substring(0, content)
                + (needsComma ? "," : "")
                + comments
                + lineEnd
                + configuration.json(indent, step, lineEnd)
                + (blanks.contains("\n") ? blanks : lineEnd + outer)
                + text.substring(end);
    }

    private boolean isFirstOfLine(int index) {
        return text.substring(lineOf(index), index).isBlank();
    }

    /** The blanks with which the line begins. */
    private String indentOf(int index) {
        String line = text.substring(lineOf(index), index);
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    private int lineOf(int index) {
        return text.lastIndexOf('\n', index - 1) + 1;
    }
}
