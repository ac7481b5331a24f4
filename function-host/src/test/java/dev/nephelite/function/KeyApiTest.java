package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.json.DotNetJson;
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
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyApiTest {
    @TempDir
    private Path folder = Path.of("");

    private WebHost web;

    @BeforeEach
    void start() {
        web = new WebHost(TestApp.of(folder, Map.of("AzureWebJobsSecretStorageType", "files"), GuardedFunctions.class));
    }

    @AfterEach
    void close() {
        web.close();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return web.send(web.to(path).method(method, BodyPublishers.ofString(body)));
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = web.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        return DotNetJson.parse(response.body()).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/functions/guarded/keys",
                "/admin/host/keys",
                "/admin/host/functionkeys",
                "/Admin/Host/Keys/"
            })
    void getKeys_returnsADefaultKey(String path) throws Exception {
        JsonNode list = json(path);

        assertThat(list.get("keys")).hasSize(1);
        assertThat(list.at("/keys/0/name").asText()).isEqualTo("default");
        assertThat(list.at("/keys/0/value").asText()).hasSize(56);
        assertThat(list.at("/links/0/rel").asText()).isEqualTo("self");
        assertThat(list.at("/links/0/href").asText()).isEqualTo(web.host.url() + path);
    }

    @Test
    void getSystemKeys_returnsAKeyForEachWebhook() throws Exception {
        assertThat(json("/admin/host/systemkeys").get("keys"))
                .map(key -> key.get("name").asText())
                .containsExactlyInAnyOrder("blobs_extension", "eventgrid_extension");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/functions/guarded/keys", "/admin/host/functionkeys", "/admin/host/systemkeys"})
    void postKey_putKey_and_deleteKey_changeAKey(String scope) throws Exception {
        String key = scope + "/my%20key";

        HttpResponse<String> made = send("POST", key, "");
        HttpResponse<String> replaced = send("POST", key, "");
        HttpResponse<String> set = send("PUT", key, "{\"name\": \"my key\", \"value\": \"s3cret\"}");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).hasValue(web.host.url() + key);
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(replaced.body()).isNotEqualTo(made.body());
        assertThat(set.statusCode()).isEqualTo(200);
        assertThat(json(scope + "/MY%20key").get("value").asText()).isEqualTo("s3cret");
        assertThat(send("DELETE", key, "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", key, "").statusCode()).isEqualTo(404);
        assertThat(send("GET", key, "").statusCode()).isEqualTo(404);
    }

    @Test
    void putKey_createsAKeyWithItsValue() throws Exception {
        assertThat(send("PUT", "/admin/host/keys/mine", "{\"value\":\"abc\"}").statusCode())
                .isEqualTo(201);
        assertThat(json("/admin/host/keys/mine").get("value").asText()).isEqualTo("abc");
    }

    @Test
    void getMasterKey_and_postMasterKey_readAndReplaceIt() throws Exception {
        String before = json("/admin/host/systemkeys/_master").get("value").asText();

        assertThat(send("POST", "/admin/host/systemkeys/_master", "").statusCode())
                .isEqualTo(201);
        assertThat(json("/admin/host/systemkeys/_master").get("value").asText())
                .hasSize(56)
                .isNotEqualTo(before);
        assertThat(send("PUT", "/admin/host/keys/_master", "{\"value\":\"abc\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json("/admin/host/systemkeys/_master").get("value").asText()).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET    | /admin/functions/unknown/keys            | ''            | 404
                    POST   | /admin/functions/unknown/keys/mine       | ''            | 404
                    GET    | /admin/host/keys/unknown                 | ''            | 404
                    DELETE | /admin/host/systemkeys/_master           | ''            | 400
                    DELETE | /admin/host/keys/unknown                 | ''            | 404
                    PUT    | /admin/host/keys/mine                    | ''            | 400
                    PUT    | /admin/host/keys/mine                    | {"value":{}}  | 400
                    PUT    | /admin/host/keys/mine                    | {"value":""}  | 400
                    """)
    void keyApi_answersInvalidRequestsWithTheirStatus(String method, String path, String body, int status)
            throws Exception {
        assertThat(send(method, path, body).statusCode()).isEqualTo(status);
    }
}
