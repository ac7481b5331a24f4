package dev.nephelite.cloud.control.mcp;

import static dev.nephelite.cloud.control.mcp.Tool.Parameter.flag;
import static dev.nephelite.cloud.control.mcp.Tool.Parameter.number;
import static dev.nephelite.cloud.control.mcp.Tool.Parameter.optional;
import static dev.nephelite.cloud.control.mcp.Tool.Parameter.required;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.cloud.control.mcp.ControlApi.Answer;
import dev.nephelite.cloud.control.mcp.Tool.Effect;
import dev.nephelite.cloud.control.mcp.Tool.Parameter;
import dev.nephelite.cloud.control.resource.ControlledCloud;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What agents can do: a table of tools. */
public final class McpTools {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long MOST_LINES = 1_000;

    private final ControlApi api;
    private final List<Tool> tools = new ArrayList<>();

    /**
     * @param operations the control plane's
     * @param clock the machine's
     */
    public McpTools(ControlledCloud cloud, Handler operations, Clock clock) {
        api = new ControlApi(operations, clock);
        StorageTools storage = new StorageTools(api, cloud);
        Parameter account = optional("account", "The storage account. Default: the first one.");
        Parameter prefix = optional("prefix", "Only names that begin with this.");
        Parameter marker = optional("marker", "The nextMarker of the page before.");
        Parameter container = required("container", "The name of the container.");
        Parameter blob = required("blob", "The name of the blob in the container, such as folder/cat.jpg.");
        Parameter queue = required("queue", "The name of the queue.");

        reads("get_status", "What runs, since when, and whether it is ready.", List.of(), unused -> api.get(
                        "/v1/status")
                .send()
                .thenApply(McpTools::object));
        reads(
                "list_functions",
                "The functions of the app with their triggers, URLs and what is wrong with them.",
                List.of(),
                unused -> api.get("/v1/functions").send().thenApply(answer -> list("functions", answer.json())));
        reads(
                "list_runs",
                "The newest runs of functions, the newest last: what triggered each, its outcome, duration and error.",
                List.of(
                        optional("function", "Only runs of this function."),
                        flag("failed", "true for failed runs only, false for the others. Default: all."),
                        optional("since", "Only runs that began at this time or later, such as 2026-01-31T12:00:00Z."),
                        optional(
                                "text",
                                "Only runs with this text in the beginning of the input, the error, or the id."),
                        number("last", "How many at most, up to 1000. Default: 20.")),
                arguments -> api.get("/v1/runs")
                        .query("function", arguments.text("function"))
                        .query("failed", arguments.has("failed") ? arguments.flag("failed", false) : null)
                        .query("since", arguments.text("since"))
                        .query("text", arguments.text("text"))
                        .query("last", arguments.number("last", 20, 1, MOST_LINES))
                        .send()
                        .thenApply(answer -> list("runs", answer.lines())));
        reads(
                "show_run",
                "Everything that is known of one run: inputs, outputs, log, exception with the source line, usage.",
                List.of(required("id", "The id of the run, or its beginning.")),
                arguments -> api.get("/v1/runs/" + ControlApi.segment(arguments.text("id", "")))
                        .send()
                        .thenApply(McpTools::object));
        reads(
                "show_trace",
                "The steps of a trace: requests to storage, the changes that they made, and the runs that these caused.",
                List.of(required("id", "The id of the trace, or of a run in it.")),
                arguments -> api.get("/v1/traces/" + ControlApi.segment(arguments.text("id", "")))
                        .send()
                        .thenApply(McpTools::object));
        reads(
                "why",
                "Why a function ran, did not run or ran several times, with the facts and what to do.",
                List.of(
                        required("function", "The name of the function."),
                        optional(
                                "about",
                                "A blob such as photos/cat.jpg, a message by its id or text, a time, a request such as"
                                        + " GET /api/photos, or a run. Default: the function in general.")),
                arguments -> api.get("/v1/why")
                        .query("function", arguments.text("function"))
                        .query("about", arguments.text("about"))
                        .send()
                        .thenApply(McpTools::object));
        changes(
                Effect.REPLACES,
                "rerun",
                "Runs a function again for the event of an earlier run, with the code of now, and compares both runs."
                        + " The outputs are written unless dryRun is true.",
                List.of(
                        required("id", "The id of the earlier run, or its beginning."),
                        optional("payload", "What the trigger passes instead of what is recorded."),
                        flag(
                                "freshInputs",
                                "Whether inputs are read now instead of being as recorded. Default: false."),
                        flag("dryRun", "Whether outputs are only compared and not written. Default: false.")),
                this::rerun);
        reads(
                "tail_logs",
                "The newest lines of the log of the function host and the functions, the newest last.",
                List.of(
                        optional("text", "Only lines that contain this text."),
                        number("last", "How many at most, up to 1000. Default: 100.")),
                this::tailLogs);
        reads(
                "list_events",
                "The newest changes in storage, such as a blob that was created or a message that was put, the newest last.",
                List.of(number("last", "How many at most, up to 1000. Default: 20.")),
                arguments -> api.get("/v1/events")
                        .query("last", arguments.number("last", 20, 1, MOST_LINES))
                        .send()
                        .thenApply(answer -> list("events", answer.lines())));
        reads(
                "wait_until_idle",
                "Waits until everything that has happened in storage has been handled by the functions.",
                List.of(number("timeout", "For how many seconds at most, up to 600. Default: 30.")),
                arguments -> api.get("/v1/idle")
                        .query("timeout", arguments.number("timeout", 30, 1, 600))
                        .send()
                        .thenApply(McpTools::object));

        reads(
                "list_containers",
                "The blob containers of an account.",
                List.of(prefix, marker, account),
                storage::listContainers);
        reads(
                "list_blobs",
                "The blobs in a container.",
                List.of(
                        container,
                        prefix,
                        optional(
                                "delimiter",
                                "Usually /, to see only what is directly in the folder that prefix names."),
                        marker,
                        account),
                storage::listBlobs);
        reads(
                "read_blob",
                "The properties and the content of a blob; content that is not text is in Base64.",
                List.of(
                        container,
                        blob,
                        number("offset", "The first byte. Default: 0."),
                        number("length", "How many bytes at most, up to 1048576. Default: 65536."),
                        account),
                storage::readBlob);
        changes(
                Effect.REPLACES,
                "write_blob",
                "Writes a block blob and replaces it if it exists. The container has to exist.",
                List.of(
                        container,
                        blob,
                        optional("text", "The content as text. Give either this or base64."),
                        optional("base64", "The content in Base64."),
                        optional("contentType", "Default: text/plain for text, otherwise application/octet-stream."),
                        account),
                storage::writeBlob);
        changes(
                Effect.ADDS,
                "create_container",
                "Creates a blob container.",
                List.of(container, account),
                storage::createContainer);
        reads("list_queues", "The queues of an account.", List.of(prefix, marker, account), storage::listQueues);
        reads(
                "peek_messages",
                "The first messages of a queue that are visible. They stay as they are.",
                List.of(queue, number("count", "How many at most, up to 32. Default: 32."), account),
                storage::peekMessages);
        changes(
                Effect.ADDS,
                "put_message",
                "Puts a message into a queue, which has to exist. A queue trigger runs its function for it.",
                List.of(
                        queue,
                        required("text", "The text of the message."),
                        optional(
                                "encoding",
                                "base64, which queue triggers expect unless host.json says otherwise, or none. Default: base64."),
                        number("visibilityTimeout", "For how many seconds it is invisible at first. Default: 0."),
                        account),
                storage::putMessage);
        changes(Effect.ADDS, "create_queue", "Creates a queue.", List.of(queue, account), storage::createQueue);
    }

    private void reads(String name, String text, List<Parameter> parameters, Tool.Action action) {
        changes(Effect.NONE, name, text, parameters, action);
    }

    private void changes(Effect effect, String name, String text, List<Parameter> parameters, Tool.Action action) {
        tools.add(new Tool(name, text, effect, parameters, action));
    }

    /** The tools in the order of the table. */
    List<Tool> all() {
        return tools;
    }

    /** The tool of that name; null if there is none. */
    @Nullable
    Tool find(String name) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private CompletionStage<ObjectNode> rerun(ToolArguments arguments) throws IOException {
        ObjectNode options = JSON.createObjectNode()
                .put("freshInputs", arguments.flag("freshInputs", false))
                .put("dryRun", arguments.flag("dryRun", false));
        if (arguments.has("payload")) {
            options.put("payload", arguments.text("payload"));
        }
        return api.call("POST", "/v1/runs/" + ControlApi.segment(arguments.text("id", "")) + "/rerun")
                .body(options.toString().getBytes(StandardCharsets.UTF_8))
                .send()
                .thenApply(McpTools::object);
    }

    private CompletionStage<ObjectNode> tailLogs(ToolArguments arguments) throws IOException {
        int most = (int) arguments.number("last", 100, 1, MOST_LINES);
        String text = arguments.text("text", "");
        return api.get("/v1/logs").send().thenApply(answer -> {
            ArrayNode newest = JSON.createArrayNode();
            for (JsonNode line : answer.lines()) {
                if (line.path("message").asText().contains(text)) {
                    newest.add(line);
                    if (newest.size() > most) {
                        newest.remove(0);
                    }
                }
            }
            return list("lines", newest);
        });
    }

    private static ObjectNode object(Answer answer) {
        return (ObjectNode) answer.json();
    }

    /** An object with one list, because the content of a result is an object. */
    static ObjectNode list(String name, JsonNode elements) {
        ObjectNode object = JSON.createObjectNode();
        object.set(name, elements);
        return object;
    }
}
