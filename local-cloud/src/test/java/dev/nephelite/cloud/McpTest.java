package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.container;
import static dev.nephelite.cloud.Clients.letters;
import static dev.nephelite.cloud.Clients.queue;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class McpTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private LocalCloud cloud;

    @BeforeEach
    void start() {
        cloud = LocalCloud.builder()
                .functions(letters().only(List.of("answer", "deliver")))
                .controlPort(0)
                .start();
        cloud.ready().join();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Nested
    class Messages {
        @ParameterizedTest
        @CsvSource({
            "2025-03-26, 2025-03-26",
            "2025-06-18, 2025-06-18",
            "2025-11-25, 2025-11-25",
            "1999-01-01, 2025-11-25"
        })
        void initialize_agrees_on_a_version(String wanted, String agreed) throws Exception {
            JsonNode result = json(post("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"initialize\", \"params\":"
                            + " {\"protocolVersion\": \"" + wanted + "\"}}"))
                    .path("result");

            assertThat(result.path("protocolVersion").asText()).isEqualTo(agreed);
            assertThat(result.at("/capabilities/tools").isObject()).isTrue();
            assertThat(result.at("/serverInfo/name").asText()).isEqualTo("nephelite");
        }

        @Test
        void ping_is_answered_with_its_id() throws Exception {
            assertThat(post("{\"jsonrpc\": \"2.0\", \"id\": \"a\", \"method\": \"ping\"}")
                            .body()
                            .strip())
                    .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{}}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}",
                    "{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {}}",
                    "[{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}]"
                })
        void what_wants_no_answer_is_202(String message) throws Exception {
            HttpResponse<String> response = post(message);

            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.body()).isEmpty();
        }

        @Test
        void a_batch_is_answered_at_once() throws Exception {
            JsonNode answers = json(post("[{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"},"
                    + " {\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"},"
                    + " {\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"tools/list\"}]"));

            assertThat(answers.findValuesAsText("id")).contains("1", "2");
            assertThat(answers).hasSize(2);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {                                                               | 400 | -32700
                ``                                                              | 200 | -32600
                7                                                               | 200 | -32600
                []                                                              | 400 | -32600
                {"id": 1, "method": "ping"}                                     | 200 | -32600
                {"jsonrpc": "2.0", "id": null, "method": "ping"}                | 200 | -32600
                {"jsonrpc": "2.0", "id": 1.5, "method": "ping"}                 | 200 | -32600
                {"jsonrpc": "2.0", "id": 1}                                     | 200 | -32600
                {"jsonrpc": "2.0", "id": 1, "method": "prompts/list"}           | 200 | -32601
                {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}             | 200 | -32602
                {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "drop"}} | 200 | -32602
                """)
        void other_messages_are_errors(String message, int status, int code) throws Exception {
            HttpResponse<String> refused = post(message);

            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(json(refused).at("/error/code").asInt()).isEqualTo(code);
        }

        @Test
        void an_unknown_version_in_the_header_is_400() throws Exception {
            HttpRequest.Builder ping =
                    request().POST(BodyPublishers.ofString("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}"));

            assertThat(HTTP.send(
                                    ping.copy()
                                            .header("MCP-Protocol-Version", "2025-06-18")
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(HTTP.send(
                                    ping.header("MCP-Protocol-Version", "1999-01-01")
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(400);
        }

        @Test
        void a_stream_is_not_offered() throws Exception {
            HttpResponse<String> refused = HTTP.send(request().build(), BodyHandlers.ofString());

            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).hasValue("POST");
        }

        @Test
        void pages_of_other_sites_are_refused() throws Exception {
            HttpRequest fromPage = request()
                    .header("Origin", "https://evil.example")
                    .POST(BodyPublishers.ofString("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}"))
                    .build();

            assertThat(HTTP.send(fromPage, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(403);
        }
    }

    @Nested
    class Tools {
        @Test
        void all_have_a_schema() throws Exception {
            JsonNode tools = json(post("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}"))
                    .at("/result/tools");

            assertThat(tools.findValuesAsText("name")).contains("list_runs", "show_trace", "put_message", "write_blob");
            assertThat(tools).allSatisfy(tool -> {
                assertThat(tool.at("/inputSchema/type").asText()).isEqualTo("object");
                assertThat(tool.path("description").asText()).endsWith(".");
                tool.at("/inputSchema/required").forEach(required -> assertThat(
                                tool.at("/inputSchema/properties").has(required.asText()))
                        .isTrue());
            });
        }

        @Test
        void a_blob_is_written_and_read_and_what_it_caused_is_shown() throws Exception {
            assertThat(content("create_container", "{\"container\": \"letters\"}")
                            .path("created")
                            .asBoolean())
                    .isTrue();
            container(cloud, "answers");
            JsonNode written =
                    content("write_blob", "{\"container\": \"letters\", \"blob\": \"a/ä b\", \"text\": \"Grüße\"}");
            assertThat(written.path("length").asInt()).isEqualTo(7);
            assertThat(content("wait_until_idle", "{}").path("status").asText()).isEqualTo("idle");

            JsonNode answer = content("read_blob", "{\"container\": \"answers\", \"blob\": \"a/ä b\"}");
            assertThat(answer.path("text").asText()).isEqualTo("Dear a/ä b, you wrote: Grüße");
            assertThat(answer.path("complete").asBoolean()).isTrue();
            JsonNode part = content(
                    "read_blob", "{\"container\": \"letters\", \"blob\": \"a/ä b\", \"offset\": 3, \"length\": 1}");
            assertThat(part.path("base64").asText()).isNotEmpty();
            assertThat(part.path("complete").asBoolean(true)).isFalse();

            JsonNode runs = content("list_runs", "{\"function\": \"answer\", \"failed\": false, \"last\": 5}");
            String id = runs.at("/runs/0/id").asText();
            assertThat(content("show_run", "{\"id\": \"" + id + "\"}")
                            .path("function")
                            .asText())
                    .isEqualTo("answer");
            assertThat(content("show_trace", "{\"id\": \"" + id + "\"}").path("spans"))
                    .isNotEmpty();
            assertThat(content("why", "{\"function\": \"answer\", \"about\": \"letters/a/ä b\"}"))
                    .isNotEmpty();
            JsonNode repeated = content("rerun", "{\"id\": \"" + id + "\", \"payload\": \"Hi\", \"dryRun\": true}");
            assertThat(repeated.at("/first/id").asText()).isEqualTo(id);
            assertThat(repeated.path("same").asBoolean(true)).isFalse();
            assertThat(content("tail_logs", "{\"text\": \"answer\", \"last\": 1}")
                            .path("lines"))
                    .hasSize(1);
            assertThat(content("list_events", "{\"last\": 2}").path("events")).hasSize(2);
            assertThat(content("list_functions", "{}").path("functions")).hasSize(2);
            assertThat(content("get_status", "{}").path("status").asText()).isEqualTo("ready");
        }

        @Test
        void a_message_is_put_and_peeked_without_being_received() throws Exception {
            assertThat(content("create_queue", "{\"queue\": \"orders\"}")
                            .path("created")
                            .asBoolean())
                    .isTrue();
            assertThat(content("create_queue", "{\"queue\": \"orders\"}")
                            .path("created")
                            .asBoolean(true))
                    .isFalse();
            content("put_message", "{\"queue\": \"orders\", \"text\": \"a <b> & ä\"}");
            content("put_message", "{\"queue\": \"orders\", \"text\": \"plain\", \"encoding\": \"none\"}");

            for (int i = 0; i < 2; i++) {
                JsonNode messages =
                        content("peek_messages", "{\"queue\": \"orders\"}").path("messages");
                assertThat(messages.findValuesAsText("text")).containsExactly("a <b> & ä", "plain");
                assertThat(messages.findValuesAsText("encoding")).containsExactly("base64", "none");
                assertThat(messages.findValuesAsText("dequeueCount")).containsExactly("0", "0");
            }
            assertThat(content("list_queues", "{\"prefix\": \"ord\"}")
                            .path("queues")
                            .findValuesAsText("name"))
                    .containsExactly("orders");
        }

        @Test
        void lists_have_pages_and_folders() throws Exception {
            for (int i = 0; i < 201; i++) {
                container(cloud, "many").getBlobClient("folder/" + i).upload(BinaryData.fromString("x"));
            }

            JsonNode first = content("list_blobs", "{\"container\": \"many\"}");
            assertThat(first.path("blobs")).hasSize(200);
            assertThat(first.at("/blobs/0/contentLength").asText()).isEqualTo("1");
            JsonNode second = content(
                    "list_blobs",
                    JSON.createObjectNode()
                            .put("container", "many")
                            .put("marker", first.path("nextMarker").asText())
                            .toString());
            assertThat(second.path("blobs")).hasSize(1);
            assertThat(second.has("nextMarker")).isFalse();
            assertThat(content("list_blobs", "{\"container\": \"many\", \"delimiter\": \"/\"}")
                            .path("prefixes")
                            .path(0)
                            .asText())
                    .isEqualTo("folder/");
            assertThat(content("list_containers", "{}").path("containers").findValuesAsText("name"))
                    .contains("many");
        }

        @Test
        void content_that_is_not_text_is_in_base64() throws Exception {
            container(cloud, "photos");
            content("write_blob", "{\"container\": \"photos\", \"blob\": \"x\", \"base64\": \"AAH/\"}");
            content("write_blob", "{\"container\": \"photos\", \"blob\": \"empty\", \"text\": \"\"}");

            assertThat(content("read_blob", "{\"container\": \"photos\", \"blob\": \"x\"}")
                            .path("base64")
                            .asText())
                    .isEqualTo("AAH/");
            assertThat(content("read_blob", "{\"container\": \"photos\", \"blob\": \"empty\"}")
                            .path("text")
                            .asText("x"))
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                show_run    | {}                                      | The argument 'id' has to be of type string
                show_run    | {"id": 1}                               | The argument 'id' has to be of type string
                show_run    | {"id": "a", "b": 1}                     | There is no argument 'b'.
                show_run    | []                                      | have to be a JSON object
                show_run    | {"id": "nothing"}                       | There is no run 'nothing'
                why         | {"function": "nothing"}                 | nothing
                rerun       | {"id": "nothing"}                       | There is no run 'nothing'
                list_runs   | {"last": 0}                             | has to be from 1 to 1000
                list_runs   | {"since": "yesterday"}                  | is not a time such as
                read_blob   | {"container": "none", "blob": "x"}      | ContainerNotFound
                read_blob   | {"container": "", "blob": "x"}          | The argument 'container' is empty.
                list_blobs  | {"container": "none"}                   | ContainerNotFound: The specified container does not exist.
                list_blobs  | {"container": "x", "account": "nobody"} | There is no account 'nobody'.
                write_blob  | {"container": "x", "blob": "x"}         | either as text or as base64
                write_blob  | {"container": "x", "blob": "x", "base64": "?"} | is not Base64
                put_message | {"queue": "none", "text": "x"}          | QueueNotFound
                put_message | {"queue": "none", "text": "x", "encoding": "utf8"} | is base64 or none
                """)
        void a_call_that_fails_says_why(String tool, String arguments, String reason) throws Exception {
            JsonNode result = call(tool, arguments);

            assertThat(result.path("isError").asBoolean()).isTrue();
            assertThat(result.at("/content/0/text").asText()).contains(reason);
        }

        private JsonNode content(String tool, String arguments) throws Exception {
            JsonNode result = call(tool, arguments);
            assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
            assertThat(JSON.readTree(result.at("/content/0/text").asText()))
                    .isEqualTo(result.path("structuredContent"));
            return result.path("structuredContent");
        }

        private JsonNode call(String tool, String arguments) throws Exception {
            ObjectNode message =
                    JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
            message.putObject("params").put("name", tool).set("arguments", JSON.readTree(arguments));
            return json(post(message.toString())).path("result");
        }
    }

    @Test
    void a_message_in_a_queue_with_a_trigger_runs_the_function() throws Exception {
        queue(cloud, "parcels");
        post("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"put_message\","
                + " \"arguments\": {\"queue\": \"parcels\", \"text\": \"box\"}}}");
        cloud.idle().get();

        assertThat(container(cloud, "answers").getBlobClient("box").exists()).isTrue();
    }

    private HttpResponse<String> post(String message) throws Exception {
        return HTTP.send(request().POST(BodyPublishers.ofString(message)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(cloud.endpoints().control() + "/mcp"))
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json");
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body());
    }
}
