package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.trigger.HostFlags;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthorizationTest {
    private static final Map<String, String> IN_FILES =
            Map.of("AzureFunctionsWebHost__hostid", "my-host", "AzureWebJobsSecretStorageType", "files");

    @TempDir
    private Path folder = Path.of("");

    private App app(Map<String, String> settings) {
        return TestApp.of(folder, settings, GuardedFunctions.class);
    }

    private Path stored(String document) {
        return folder.resolve(".nephelite/secrets/my-host").resolve(document + ".json");
    }

    @Nested
    class Given_a_host_that_asks_for_keys {
        private WebHost web;
        private String master;

        @BeforeEach
        void start() throws Exception {
            web = new WebHost(app(IN_FILES), new HostFlags(true, false));
            web.host.loaded().join();
            assertThat(web.log.lines())
                    .anyMatch(line ->
                            line.contains("The master key and those of the host are in the file " + stored("host")));
            master = json(Files.readString(stored("host")))
                    .at("/masterKey/value")
                    .asText();
        }

        @AfterEach
        void close() {
            web.close();
        }

        private JsonNode json(String text) {
            return DotNetJson.parse(text).orElseThrow();
        }

        private HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
            return web.send(web.to(path).header("x-functions-key", key));
        }

        private String value(String path) throws IOException, InterruptedException {
            HttpResponse<String> response = get(path, master);
            assertThat(response.statusCode()).isEqualTo(200);
            return json(response.body()).get("value").asText();
        }

        @Test
        void invoke_needsNoKeyForAnAnonymousFunction() throws Exception {
            assertThat(web.get("/api/open").body()).isEqualTo("open");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/api/Guarded", "/api/reserved", "/api/Guarded?code=", "/api/Guarded?code=x"})
        void invoke_answers401WithoutAMatchingKey(String path) throws Exception {
            HttpResponse<String> response = web.get(path);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).isEmpty();
        }

        @Test
        void invoke_acceptsTheKeyOfTheFunction() throws Exception {
            String own = value("/admin/functions/guarded/keys/default");

            assertThat(get("/api/Guarded", own).body()).isEqualTo("guarded false");
            assertThat(web.get("/api/Guarded?code=" + own).body()).isEqualTo("guarded true");
            assertThat(get("/api/other", own).statusCode()).isEqualTo(401);
            assertThat(get("/api/reserved", own).statusCode()).isEqualTo(401);
        }

        @Test
        void invoke_acceptsAKeyOfTheHostExceptAtTheLevelAdmin() throws Exception {
            String ofHost = value("/admin/host/functionkeys/default");

            assertThat(get("/api/Guarded", ofHost).statusCode()).isEqualTo(200);
            assertThat(get("/api/other", ofHost).statusCode()).isEqualTo(200);
            assertThat(get("/api/reserved", ofHost).statusCode()).isEqualTo(401);
            assertThat(get("/admin/host/status", ofHost).statusCode()).isEqualTo(401);
        }

        @Test
        void invoke_acceptsTheMasterKeyAtEveryLevel() throws Exception {
            assertThat(get("/api/Guarded", master).statusCode()).isEqualTo(200);
            assertThat(get("/api/reserved", master).statusCode()).isEqualTo(200);
            assertThat(get("/admin/host/status", master).statusCode()).isEqualTo(200);
            assertThat(web.get("/admin/functions?code=" + master).statusCode()).isEqualTo(200);
        }

        @Test
        void invoke_prefersTheKeyInTheHeader() throws Exception {
            assertThat(get("/api/Guarded?code=" + master, "wrong").statusCode()).isEqualTo(401);
        }

        @ParameterizedTest
        @CsvSource({
            "GET, /admin/host/ping, 200",
            "GET, /admin/host/status, 401",
            "POST, /admin/functions/open, 401",
            "GET, /admin/host/keys, 401",
            "GET, /admin/warmup, 401",
            "GET, /admin/unknown, 401",
            "GET, /, 200"
        })
        void adminApi_needsTheMasterKeyExceptForPing(String method, String path, int status) throws Exception {
            String response = web.exchange(method + " " + path + " HTTP/1.1\r\n");

            assertThat(response).startsWith("HTTP/1.1 " + status + " ");
        }

        private int deliver(String extension, String key) throws IOException, InterruptedException {
            String path = "/runtime/webhooks/" + extension + "?functionName=nobody&code=" + key;
            return web.post(path, "[]").statusCode();
        }

        @Test
        void webhook_acceptsTheKeyOfItsExtensionAndTheMasterKey() throws Exception {
            String eventGrid = value("/admin/host/systemkeys/eventgrid_extension");
            String ofHost = value("/admin/host/functionkeys/default");

            assertThat(deliver("eventgrid", "")).isEqualTo(401);
            assertThat(deliver("eventgrid", ofHost)).isEqualTo(401);
            assertThat(deliver("blobs", eventGrid)).isEqualTo(401);
            assertThat(deliver("unknown", eventGrid)).isEqualTo(401);
            assertThat(deliver("unknown", master)).isEqualTo(404);
            assertThat(deliver("EventGrid", eventGrid)).isEqualTo(deliver("eventgrid", master));
            assertThat(deliver("eventgrid", eventGrid)).isNotEqualTo(401);
        }

        @Test
        void adminApi_answers404ForAnUnknownPath() throws Exception {
            assertThat(get("/admin/unknown", master).statusCode()).isEqualTo(404);
        }

        @Test
        void adminApi_refusesAPageOfAnotherOrigin() throws Exception {
            assertThat(web.send(web.to("/admin/host/status?code=" + master).header("Origin", "https://evil.example"))
                            .statusCode())
                    .isEqualTo(403);
        }

        @Test
        void invoke_refusesAReplacedKey() throws Exception {
            String old = value("/admin/functions/other/keys/default");
            web.send(
                    web.to("/admin/functions/other/keys/default?code=" + master).POST(BodyPublishers.noBody()));

            assertThat(get("/api/other", old).statusCode()).isEqualTo(401);
            assertThat(get("/api/other", value("/admin/functions/other/keys/default"))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void start_keepsTheKeysOfThePreviousHost() throws Exception {
            String own = value("/admin/functions/other/keys/default");
            web.close();
            web = new WebHost(app(IN_FILES), new HostFlags(true, false));

            assertThat(get("/api/other", own).statusCode()).isEqualTo(200);
            assertThat(get("/api/reserved", master).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void invoke_runsADisabledFunctionWithTheMasterKeyOnly() throws Exception {
        App app = app(IN_FILES);
        FunctionDefinition open = app.function("open").orElseThrow();
        FunctionDefinition asleep =
                new FunctionDefinition("open", open.entryPoint(), open.bindings(), true, null, null);
        App alone = new App(
                app.root(), app.host(), app.settings(), app.localHttp(), List.of(asleep), app.code(), List.of());

        try (WebHost web = new WebHost(alone, new HostFlags(true, false))) {
            web.log.await("Callers need keys.");
            String master = DotNetJson.parse(Files.readString(stored("host")))
                    .orElseThrow()
                    .at("/masterKey/value")
                    .asText();

            assertThat(web.get("/api/open").statusCode()).isEqualTo(404);
            assertThat(web.get("/api/open?code=" + master).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void start_createsNoKeysIfNoneAreNeeded() throws Exception {
        try (WebHost web = new WebHost(app(IN_FILES))) {
            assertThat(web.get("/api/reserved").body()).isEqualTo("reserved");
            assertThat(web.get("/api/Guarded?code=wrong").body()).isEqualTo("guarded true");
            assertThat(web.get("/admin/host/status").statusCode()).isEqualTo(200);
        }
        assertThat(stored("host")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"masterKey": {"name": "master", "value": "CfDJ8", "encrypted": true}} | 'master' in the file .* is encrypted
                    nonsense                                                              | it is not a JSON object. Delete it
                    """)
    void start_logsThatKeysCannotBeRead(String content, String reason) throws Exception {
        Files.createDirectories(stored("host").getParent());
        Files.writeString(stored("host"), content);

        try (WebHost web = new WebHost(app(IN_FILES), new HostFlags(true, false))) {
            HttpResponse<String> response = web.get("/api/Guarded?code=CfDJ8");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).startsWith("No key can be checked.").containsPattern(reason);
        }
        assertThat(stored("host")).hasContent(content);
    }

    @Test
    void adminApi_namesAnUnknownStorageForKeys() throws Exception {
        try (WebHost web = new WebHost(app(Map.of("AzureWebJobsSecretStorageType", "keyvault")))) {
            HttpResponse<String> response = web.get("/admin/host/keys");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body())
                    .contains("AzureWebJobsSecretStorageType is 'keyvault'")
                    .contains("'blob' or in 'files'");
        }
    }

    @Test
    void start_runsAWarmupFunctionOnce() throws Exception {
        try (WebHost web = new WebHost(app(Map.of()))) {
            assertThat(web.get("/admin/warmup").statusCode()).isEqualTo(200);
            web.log.await("Function.warm.User: warm now");
            assertThat(web.get("/admin/warmup").statusCode()).isEqualTo(200);
            assertThat(web.host.errors()).isEmpty();
        }
    }
}
