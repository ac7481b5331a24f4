package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.function.json.DotNetJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AdminApiTest {
    private static final String LOADED_AGAIN = "The app has been loaded again";

    private static final String HOST_JSON = """
            {"version": "2.0", "extensions": {"queues": {"batchSize": 4}}, "watchFiles": ["a.txt", "b.txt"],
             "extensionBundle": {"id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)"},
             "logging": {"applicationInsights": {"connectionString": "InstrumentationKey=1"}}}""";
    private static final Map<String, String> SETTINGS = Map.of(
            "AzureFunctionsWebHost__hostid", "my-host",
            "AzureWebJobsSecretStorageType", "files",
            "AzureFunctionsJobHost__extensions__queues__batchSize", "8");

    @TempDir
    private Path folder = Path.of("");

    private WebHost web;

    @BeforeEach
    void start() throws IOException {
        Path app = Files.createDirectories(folder.resolve("app"));
        Files.writeString(folder.resolve("outside.txt"), "outside");
        Files.writeString(app.resolve("local.settings.json"), "{}");
        Files.createDirectories(app.resolve("echo"));
        Files.writeString(app.resolve("echo/function.json"), "{\"bindings\":[]}");
        Files.createDirectories(app.resolve(".hidden"));
        Files.writeString(app.resolve(".hidden/file"), "hidden");
        web = WebHost.start(app, HOST_JSON, SETTINGS);
    }

    @AfterEach
    void close() {
        web.close();
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = web.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        return DotNetJson.parse(response.body()).orElseThrow();
    }

    @Test
    void getHostStatus_reportsARunningHost() throws Exception {
        JsonNode status = json("/admin/host/status");

        assertThat(status.get("id").asText()).isEqualTo("my-host");
        assertThat(status.get("state").asText()).isEqualTo("Running");
        assertThat(status.get("instanceId").asText()).matches("[0-9a-f]{32}");
        assertThat(status.get("processUptime").asLong()).isNotNegative();
    }

    @Test
    void getFunctions_listsFunctionsInErrorToo() throws Exception {
        assertThat(json("/admin/functions"))
                .map(function -> function.get("name").asText())
                .contains("echo", "silent", "cosmic", "twin");
    }

    @Test
    void getFunction_returnsItsFunctionJson() throws Exception {
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
    void getFunctionStatus_returnsItsErrors() throws Exception {
        assertThat(json("/admin/functions/echo/status").toString()).isEqualTo("{}");
        assertThat(json("/admin/functions/cosmic/status").get("errors").get(0).asText())
                .startsWith("cosmosDB is not supported here, so this function does not run.");
    }

    @Test
    void postFunction_runsItInTheBackground() throws Exception {
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
                    PUT  | /admin/functions/silent        | {}          | 501
                    DELETE | /admin/functions/silent      | ''          | 501
                    GET  | /admin/functions?includeProxies=true | ''    | 200
                    POST | /admin/host/status             | ''          | 404
                    POST | /admin/host/debug              | ''          | 501
                    PUT  | /admin/host/state              | "asleep"    | 400
                    PUT  | /admin/host/state              | "running"   | 200
                    POST | /admin/host/log                | {}          | 400
                    POST | /admin/host/log                | [{"level":"Loud"}] | 400
                    GET  | /admin/vfs/../outside.txt      | ''          | 404
                    GET  | /admin/vfs/..%2Foutside.txt    | ''          | 404
                    GET  | /admin/vfs/local.settings.json | ''          | 404
                    GET  | /admin/vfs/.hidden/file        | ''          | 404
                    GET  | /admin/vfs/%00                 | ''          | 404
                    POST | /admin/vfs/host.json           | ''          | 404
                    GET  | /admin/functions/unknown       | ''          | 404
                    GET  | /admin/functions/unknown/status| ''          | 404
                    GET  | /admin/host/unknown            | ''          | 404
                    GET  | /admin                         | ''          | 404
                    POST | /runtime/webhooks/blobs        | {}          | 404
                    """)
    void adminApi_answersOtherRequestsWithTheirStatus(String method, String path, String body, int status)
            throws Exception {
        assertThat(web.send(web.to(path).method(method, BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void getHostStatus_namesTheExtensionBundle() throws Exception {
        assertThat(json("/admin/host/status").get("extensionBundle").toString())
                .isEqualTo("{\"id\":\"Microsoft.Azure.Functions.ExtensionBundle\",\"version\":\"[4.*, 5.0.0)\"}");
    }

    @Test
    void getHostConfig_returnsTheEffectiveConfigurationWithoutSecrets() throws Exception {
        JsonNode config = json("/admin/host/config");

        assertThat(config.at("/extensions/queues/batchSize").asInt()).isEqualTo(8);
        assertThat(config.get("watchFiles").toString()).isEqualTo("[\"a.txt\",\"b.txt\"]");
        assertThat(config.at("/logging/applicationInsights/connectionString").asText())
                .isEqualTo("[Hidden Credential]");
    }

    @Test
    void getProcesses_listsTheOnlyProcess() throws Exception {
        assertThat(json("/admin/host/processes").at("/processes/0/processId").asLong())
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void postLog_writesLinesOfOthers() throws Exception {
        HttpResponse<String> response = web.post("/admin/host/log", """
                [{"level": "Warning", "functionName": "echo", "message": "look"},
                 {"level": 3, "source": "Portal", "message": "hello"}]""");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(web.log.lines()).contains("warning Function.echo: look", "information Portal: hello");
    }

    @Test
    void platformEndpoints_areAnswered() throws Exception {
        assertThat(web.post("/admin/host/synctriggers", "").body()).isEqualTo("{\"status\":\"success\"}");
        assertThat(web.post("/admin/host/scale/status", "{}").body()).isEqualTo("{\"vote\":0}");
    }

    @Test
    void getFile_returnsLinkedFilesOnly() throws Exception {
        JsonNode echo = json("/admin/functions/echo");

        String files = web.host.url() + "/admin/vfs/";
        assertThat(echo.get("config_href").asText()).isEqualTo(files + "echo/function.json");
        assertThat(echo.get("script_root_path_href").asText()).isEqualTo(files + "echo/");
        assertThat(json("/admin/functions/silent").get("config_href").isNull()).isTrue();
        assertThat(web.get("/admin/vfs/echo/function.json").body()).isEqualTo("{\"bindings\":[]}");
        assertThat(json("/admin/vfs/"))
                .map(entry -> entry.get("name").asText())
                .containsExactly("dev", "echo", "host.json");
        assertThat(json("/admin/vfs/echo/").at("/0/href").asText()).isEqualTo(files + "echo/function.json");
    }

    @Test
    void downloadApp_omitsSecrets() throws Exception {
        HttpResponse<byte[]> response = web.bytes("/admin/functions/download");

        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(response.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names)
                .contains("host.json", "echo/function.json", "dev/nephelite/function/WebFunctions.class")
                .doesNotContain("local.settings.json", ".hidden/file");
    }

    /** Looks again and again, for what is asked for happens in the background. */
    @Test
    void putHostState_takesTheHostOfflineAndOnline() throws Exception {
        HttpRequest.Builder change = web.to("/admin/host/state");

        assertThat(web.send(change.PUT(BodyPublishers.ofString("\"offline\""))).statusCode())
                .isEqualTo(202);
        web.log.await("The app is offline until app_offline.htm is removed.");
        assertThat(json("/admin/host/status").get("state").asText()).isEqualTo("Offline");
        assertThat(web.get("/api/silent").statusCode()).isEqualTo(503);
        assertThat(web.send(change.PUT(BodyPublishers.ofString("\"Running\""))).statusCode())
                .isEqualTo(202);
        web.log.await(LOADED_AGAIN);
        assertThat(json("/admin/host/status").get("state").asText()).isEqualTo("Running");
        assertThat(web.get("/api/silent").statusCode()).isEqualTo(204);
    }

    @Test
    void drain_and_resume_stopAndStartTriggers() throws Exception {
        assertThat(json("/admin/host/drain/status").toString())
                .isEqualTo("{\"state\":\"Disabled\",\"outstandingInvocations\":0,\"outstandingRetries\":0}");
        assertThat(web.post("/admin/host/drain", "").statusCode()).isEqualTo(202);
        assertThat(json("/admin/host/drain/status").get("state").asText()).isEqualTo("Completed");
        assertThat(web.get("/api/silent").statusCode()).isEqualTo(204);

        HttpResponse<String> resumed = web.post("/admin/host/resume", "");

        assertThat(resumed.body()).isEqualTo("{\"state\":\"Running\"}");
        web.log.await(LOADED_AGAIN);
        assertThat(json("/admin/host/drain/status").get("state").asText()).isEqualTo("Disabled");
    }

    @Test
    void restart_createsANewInstance() throws Exception {
        String before = json("/admin/host/status").get("instanceId").asText();

        assertThat(web.post("/admin/host/restart", "").statusCode()).isEqualTo(200);

        web.log.await(LOADED_AGAIN);
        assertThat(json("/admin/host/status").get("instanceId").asText()).isNotEqualTo(before);
        assertThat(web.get("/api/silent").statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/host/ping", "/admin/host/status", "/admin/functions", "/admin/nephelite/functions"})
    void adminApi_refusesRequestsCausedByAnotherSiteWithoutAnOrigin(String path) throws Exception {
        assertThat(web.send(web.to(path).header("Sec-Fetch-Site", "cross-site")).statusCode())
                .isEqualTo(403);
        assertThat(web.send(web.to(path).header("Sec-Fetch-Site", "same-origin"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void getFile_setsATypeThatBrowsersDoNotGuess() throws Exception {
        assertThat(web.get("/admin/vfs/host.json").headers().firstValue("X-Content-Type-Options"))
                .hasValue("nosniff");
        assertThat(web.get("/admin/functions/download").headers().firstValue("X-Content-Type-Options"))
                .hasValue("nosniff");
    }

    @Test
    void adminApi_refusesAForeignOrigin() throws Exception {
        HttpResponse<String> response = web.send(web.to("/admin/host/status").header("Origin", "https://evil.example"));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(web.send(web.to("/api/silent").header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(204);
    }
}
