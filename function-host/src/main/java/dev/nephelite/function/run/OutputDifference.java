package dev.nephelite.function.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.function.run.Payload.Form;
import dev.nephelite.function.run.Payload.HttpHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an output of a run differs from that of an earlier one. JSON is compared by its structure, other text line by line, and bytes
 * by their number and hash.
 *
 * @param name of the binding; {@code $return} is what the function has returned
 * @param lines what the earlier run had, after {@code "- "}, and what the later one has, after {@code "+ "}; lines that begin with
 *     two spaces say where that is
 */
public record OutputDifference(String name, Change change, List<String> lines) {
    private static final int MAX_LINES = 500;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public OutputDifference {
        lines = List.copyOf(lines);
    }

    /** Whether an output is different. */
    public enum Change {
        @JsonProperty("same")
        SAME,
        @JsonProperty("changed")
        CHANGED,
        /** Only the later run has the output. */
        @JsonProperty("added")
        ADDED,
        /** Only the earlier run has the output. */
        @JsonProperty("removed")
        REMOVED,
        /** A record has no more than the beginning of the output, and that is the same. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /** Whether the outputs are known to differ. */
    boolean isDifferent() {
        return change != Change.SAME && change != Change.UNKNOWN;
    }

    /** Compares the outputs of two runs by name. */
    static List<OutputDifference> between(Map<String, Payload> before, Map<String, Payload> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .sorted()
                .map(name -> between(name, before.get(name), after.get(name)))
                .toList();
    }

    private static OutputDifference between(String name, @Nullable Payload before, @Nullable Payload after) {
        if (before == null) {
            return new OutputDifference(name, Change.ADDED, limited(after == null ? List.of() : marked("+ ", after)));
        }
        if (after == null) {
            return new OutputDifference(name, Change.REMOVED, limited(marked("- ", before)));
        }
        List<String> lines = lines(before, after);
        if (!lines.isEmpty()) {
            return new OutputDifference(name, Change.CHANGED, limited(lines));
        }
        return before.complete() && after.complete()
                ? new OutputDifference(name, Change.SAME, List.of())
                : new OutputDifference(name, Change.UNKNOWN, List.of("  " + unknown(after)));
    }

    private static String unknown(Payload payload) {
        return payload.form() == Form.STREAM
                ? "a stream, whose content is not recorded"
                : "the same in the beginning that is recorded, and as long: " + bytes(payload);
    }

    /** All of a value that the other run does not have. */
    private static List<String> marked(String mark, Payload payload) {
        List<String> lines = new ArrayList<>();
        if (payload.http() != null) {
            lines.addAll(head(payload).lines().toList());
        }
        String body = isBinary(payload) ? size(payload) : payload.content();
        if (!body.isEmpty()) {
            lines.addAll(List.of(body.split("\n", -1)));
        }
        return lines.stream().map(mark::concat).toList();
    }

    private static List<String> lines(Payload before, Payload after) {
        List<String> lines = new ArrayList<>(LineDifference.between(head(before), head(after)));
        lines.addAll(bodyLines(before, after));
        boolean cut = !before.complete() || !after.complete();
        if (lines.isEmpty() && cut && before.bytes() != after.bytes()) {
            return List.of("- " + bytes(before), "+ " + bytes(after));
        }
        return lines;
    }

    /** Of an HTTP response, the status and the headers. */
    private static String head(Payload payload) {
        @Nullable HttpHead http = payload.http();
        if (http == null) {
            return "";
        }
        StringBuilder head = new StringBuilder(http.line());
        http.headers()
                .forEach((name, value) ->
                        head.append('\n').append(name).append(": ").append(value));
        return head.toString();
    }

    private static List<String> bodyLines(Payload before, Payload after) {
        if (isBinary(before) || isBinary(after)) {
            return LineDifference.between(size(before), size(after));
        }
        Optional<JsonNode> jsonBefore = json(before);
        Optional<JsonNode> jsonAfter = json(after);
        return jsonBefore.isPresent() && jsonAfter.isPresent()
                ? JsonDifference.between(jsonBefore.get(), jsonAfter.get())
                : LineDifference.between(before.content(), after.content());
    }

    private static boolean isBinary(Payload payload) {
        return payload.form() == Form.BASE64;
    }

    private static String size(Payload payload) {
        if (!payload.complete()) {
            return bytes(payload);
        }
        byte[] content = isBinary(payload)
                ? Base64.getDecoder().decode(payload.content())
                : payload.content().getBytes(StandardCharsets.UTF_8);
        return bytes(payload) + ", SHA-256 " + HexFormat.of().formatHex(sha256(content));
    }

    private static String bytes(Payload payload) {
        return payload.bytes() == 1 ? "1 byte" : payload.bytes() + " bytes";
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A text may be JSON, too, if it is an object or an array. */
    private static Optional<JsonNode> json(Payload payload) {
        if (!payload.complete()) {
            return Optional.empty();
        }
        String text = payload.content().strip();
        if (payload.form() != Form.JSON && !text.startsWith("{") && !text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException ignored) {
            // Compared as text.
            return Optional.empty();
        }
    }

    private static List<String> limited(List<String> lines) {
        if (lines.size() <= MAX_LINES) {
            return lines;
        }
        List<String> shown = new ArrayList<>(lines.subList(0, MAX_LINES));
        shown.add("  ... and " + (lines.size() - MAX_LINES) + " more lines");
        return shown;
    }
}
