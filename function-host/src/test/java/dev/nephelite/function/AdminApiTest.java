package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.function.json.JsonText;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AdminApiTest {
    @TempDir
    private Path folder = Path.of("");

    private WebHost web;

    @BeforeEach
    void start() throws IOException {
        web = WebHost.start(folder, "{\"version\":\"2.0\"}", Map.of("AzureFunctionsWebHost__hostid", "my-host"));
    }

    @AfterEach
    void close() {
        web.close();
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = web.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonText.parse(response.body()).orElseThrow();
    }

    @Test
    void the_status_of_the_host_says_that_it_runs() throws Exception {
        JsonNode status = json("/admin/host/status");

        assertThat(status.get("id").asText()).isEqualTo("my-host");
        assertThat(status.get("state").asText()).isEqualTo("Running");
        assertThat(status.get("instanceId").asText()).matches("[0-9a-f]{32}");
        assertThat(status.get("processUptime").asLong()).isNotNegative();
    }

    @Test
    void every_function_is_listed_those_in_error_too() throws Exception {
        assertThat(json("/admin/functions"))
                .map(function -> function.get("name").asText())
                .contains("echo", "silent", "cosmic", "twin");
    }

    @Test
    void a_function_is_described_as_its_function_json_would() throws Exception {
        JsonNode function = json("/Admin/Functions/ECHO");

        assertThat(function.get("name").asText()).isEqualTo("echo");
        assertThat(function.get("invoke_url_template").asText()).isEqualTo(web.host.url() + "/api/echo/{id:int?}");
        assertThat(function.get("href").asText()).isEqualTo(web.host.url() + "/admin/functions/echo");
        assertThat(function.get("language").asText()).isEqualTo("java");
        assertThat(function.get("isDisabled").asBoolean()).isFalse();
        JsonNode trigger = function.get("config").get("bindings").get(0);
        assertThat(trigger.get("type").asText()).isEqualTo("httpTrigger");
        assertThat(trigger.get("direction").asText()).isEqualTo("in");
        assertThat(trigger.get("route").asText()).isEqualTo("echo/{id:int?}");
    }

    @Test
    void the_status_of_a_function_tells_its_errors() throws Exception {
        assertThat(json("/admin/functions/echo/status").toString()).isEqualTo("{}");
        assertThat(json("/admin/functions/cosmic/status").get("errors").get(0).asText())
                .startsWith("The binding type(s) 'cosmosDB' are not registered.");
    }

    @Test
    void a_function_is_run_by_hand_while_the_caller_goes_on() throws Exception {
        HttpResponse<String> response = web.post("/admin/functions/order", "{\"input\":\"{\\\"count\\\":5}\"}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
        web.log.await(
                "Executing 'Functions.order' (Reason='This function was programmatically called via the host APIs.'");
        web.log.await("Executed 'Functions.order' (Succeeded");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET  | /admin/host/ping               | ''          | 200
                    POST | /admin/host/ping               | ''          | 200
                    POST | /admin/functions/silent        | {}          | 202
                    POST | /admin/functions/silent        | ''          | 400
                    POST | /admin/functions/silent        | nonsense    | 400
                    POST | /admin/functions/silent        | {"input":{}}| 400
                    POST | /admin/functions/unknown       | {}          | 404
                    POST | /admin/functions/cosmic        | {}          | 404
                    PUT  | /admin/functions/silent        | {}          | 404
                    GET  | /admin/functions/unknown       | ''          | 404
                    GET  | /admin/functions/unknown/status| ''          | 404
                    GET  | /admin/host/unknown            | ''          | 404
                    GET  | /admin                         | ''          | 404
                    POST | /runtime/webhooks/blobs        | {}          | 404
                    """)
    void other_requests_have_their_status(String method, String path, String body, int status) throws Exception {
        assertThat(web.send(web.to(path).method(method, BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void a_page_of_a_foreign_origin_may_not_ask() throws Exception {
        HttpResponse<String> response = web.send(web.to("/admin/host/status").header("Origin", "https://evil.example"));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(web.send(web.to("/api/silent").header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(204);
    }
}
