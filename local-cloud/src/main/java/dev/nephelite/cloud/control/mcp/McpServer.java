package dev.nephelite.cloud.control.mcp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A server of the Model Context Protocol over streamable HTTP. It offers tools only. It keeps nothing of a client, so there are no
 * sessions, and a client goes on after a restart; it sends nothing unasked, so every answer is one JSON document.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-06-18/basic/transports">Transports</a>
 */
public final class McpServer implements Handler {
    /** The newest first, which a client gets that asks for another one. */
    private static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    private static final String VERSION_HEADER = "MCP-Protocol-Version";
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int MAX_MESSAGES = 100;
    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;
    private static final String INSTRUCTIONS =
            "Nephelite emulates Azure Blob Storage, Queue Storage and a function host on this"
                    + " machine. To see what a function did, list runs, then show a run or its trace. After a write, wait until idle before"
                    + " you look at its effects.";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final McpTools tools;

    public McpServer(McpTools tools) {
        this.tools = tools;
    }

    @Override
    public CompletionStage<Response> handle(HttpRequest request) throws IOException {
        @Nullable String version = request.headers().get(VERSION_HEADER);
        if (version != null && !VERSIONS.contains(version)) {
            return refusal(
                    INVALID_REQUEST,
                    VERSION_HEADER + " is '" + version + "'; it can be " + String.join(", ", VERSIONS) + ".");
        }
        byte[] body = request.body().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            return refusal(INVALID_REQUEST, "The body has to have at most " + MAX_BYTES + " bytes.");
        }
        JsonNode message;
        try {
            message = JSON.readTree(body);
        } catch (JacksonException malformed) {
            return refusal(PARSE_ERROR, "The body is not JSON.");
        }
        return message.isArray() ? answerAll(message) : answerOne(message);
    }

    private CompletionStage<Response> answerOne(JsonNode message) throws IOException {
        @Nullable CompletionStage<ObjectNode> answer = answer(message);
        return answer == null
                ? CompletableFuture.completedFuture(Response.of(202))
                : answer.thenApply(json -> JsonResponse.of(200, json.toString()));
    }

    /** Version 2025-03-26 allows several messages in one request. */
    private CompletionStage<Response> answerAll(JsonNode messages) throws IOException {
        if (messages.isEmpty() || messages.size() > MAX_MESSAGES) {
            return refusal(INVALID_REQUEST, "A batch has 1 to " + MAX_MESSAGES + " messages.");
        }
        List<CompletableFuture<ObjectNode>> answers = new ArrayList<>();
        for (JsonNode message : messages) {
            @Nullable CompletionStage<ObjectNode> answer = answer(message);
            if (answer != null) {
                answers.add(answer.toCompletableFuture());
            }
        }
        if (answers.isEmpty()) {
            return CompletableFuture.completedFuture(Response.of(202));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> {
                    ArrayNode array = JSON.createArrayNode();
                    answers.forEach(answer -> array.add(answer.join()));
                    return JsonResponse.of(200, array.toString());
                });
    }

    /** The answer to one message, or null if it wants none. */
    private @Nullable CompletionStage<ObjectNode> answer(JsonNode message) throws IOException {
        JsonNode id = message.path("id");
        JsonNode method = message.path("method");
        boolean isAnswer = message.has("result") || message.has("error");
        if (!message.isObject()
                || !message.path("jsonrpc").asText().equals("2.0")
                || !(method.isTextual() || (method.isMissingNode() && isAnswer))
                || !(id.isTextual() || id.isIntegralNumber() || id.isMissingNode())) {
            return CompletableFuture.completedFuture(error(null, INVALID_REQUEST, "This is no JSON-RPC 2.0 message."));
        }
        if (id.isMissingNode() || method.isMissingNode()) {
            return null;
        }
        JsonNode parameters = message.path("params");
        return switch (method.textValue()) {
            case "initialize" -> result(id, initialized(parameters));
            case "ping" -> result(id, JSON.createObjectNode());
            case "tools/list" -> result(id, listed());
            case "tools/call" -> called(id, parameters);
            default ->
                CompletableFuture.completedFuture(
                        error(id, METHOD_NOT_FOUND, "There is no method '" + method.textValue() + "'."));
        };
    }

    private static ObjectNode initialized(JsonNode parameters) {
        String wanted = parameters.path("protocolVersion").asText();
        ObjectNode result = JSON.createObjectNode();
        result.put("protocolVersion", VERSIONS.contains(wanted) ? wanted : VERSIONS.get(0));
        result.putObject("capabilities").putObject("tools").put("listChanged", false);
        result.putObject("serverInfo")
                .put("name", "nephelite")
                .put("title", "Nephelite")
                .put("version", "1");
        result.put("instructions", INSTRUCTIONS);
        return result;
    }

    private ObjectNode listed() {
        ObjectNode result = JSON.createObjectNode();
        ArrayNode list = result.putArray("tools");
        tools.all().forEach(tool -> list.add(tool.description()));
        return result;
    }

    private CompletionStage<ObjectNode> called(JsonNode id, JsonNode parameters) throws IOException {
        String name = parameters.path("name").asText();
        @Nullable Tool tool = tools.find(name);
        if (tool == null) {
            return CompletableFuture.completedFuture(error(id, INVALID_PARAMS, "There is no tool '" + name + "'."));
        }
        return tool.call(parameters.path("arguments")).thenCompose(content -> result(id, content));
    }

    private static CompletionStage<ObjectNode> result(JsonNode id, JsonNode result) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.set("result", result);
        return CompletableFuture.completedFuture(answer);
    }

    private static ObjectNode error(@Nullable JsonNode id, int code, String message) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }

    private static CompletionStage<Response> refusal(int code, String message) {
        return CompletableFuture.completedFuture(
                JsonResponse.of(400, error(null, code, message).toString()));
    }
}
