package dev.nephelite.cloud.control.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Something that an agent can do.
 *
 * @param text what it does, for the agent
 * @param parameters its arguments
 */
record Tool(String name, String text, Effect effect, List<Parameter> parameters, Action action) {
    private static final JsonMapper JSON = new JsonMapper();

    /** What a call changes. */
    enum Effect {
        NONE,
        ADDS,
        /** It may replace what is there. */
        REPLACES
    }

    /** What a call does. */
    @FunctionalInterface
    interface Action {
        /**
         * Returns what the agent wants to know.
         *
         * @throws ToolException if that cannot be done, also as the failure of the stage
         */
        CompletionStage<ObjectNode> call(ToolArguments arguments) throws IOException;
    }

    /**
     * An argument.
     *
     * @param type in JSON schema: {@code string}, {@code integer} or {@code boolean}
     */
    record Parameter(String name, String type, boolean required, String text) {
        static Parameter required(String name, String text) {
            return new Parameter(name, "string", true, text);
        }

        static Parameter optional(String name, String text) {
            return new Parameter(name, "string", false, text);
        }

        static Parameter number(String name, String text) {
            return new Parameter(name, "integer", false, text);
        }

        static Parameter flag(String name, String text) {
            return new Parameter(name, "boolean", false, text);
        }
    }

    /** How {@code tools/list} shows this tool. */
    ObjectNode description() {
        ObjectNode shown = JSON.createObjectNode().put("name", name).put("description", text);
        ObjectNode schema = shown.putObject("inputSchema").put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (Parameter parameter : parameters) {
            properties.putObject(parameter.name()).put("type", parameter.type()).put("description", parameter.text());
        }
        parameters.stream().filter(Parameter::required).forEach(parameter -> schema.withArray("required")
                .add(parameter.name()));
        shown.putObject("annotations")
                .put("readOnlyHint", effect == Effect.NONE)
                .put("destructiveHint", effect == Effect.REPLACES)
                .put("openWorldHint", false);
        return shown;
    }

    /** The result of a call, which says if it has failed. */
    CompletionStage<ObjectNode> call(JsonNode arguments) throws IOException {
        CompletionStage<ObjectNode> content;
        try {
            content = action.call(ToolArguments.of(arguments, parameters));
        } catch (ToolException failed) {
            return CompletableFuture.completedFuture(failure(failed));
        }
        return content.thenApply(Tool::success).exceptionally(late -> {
            Throwable cause = late instanceof CompletionException ? late.getCause() : late;
            if (cause instanceof ToolException failed) {
                return failure(failed);
            }
            throw new CompletionException(cause);
        });
    }

    private static ObjectNode success(ObjectNode content) {
        ObjectNode result = result(content.toPrettyString());
        result.set("structuredContent", content);
        return result;
    }

    private static ObjectNode failure(ToolException failed) {
        return result(String.valueOf(failed.getMessage())).put("isError", true);
    }

    private static ObjectNode result(String text) {
        ObjectNode result = JSON.createObjectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result;
    }

    /** A tool cannot do what it was asked; the message is for the agent. */
    static final class ToolException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ToolException(String message) {
            super(message, null, false, false);
        }
    }
}
