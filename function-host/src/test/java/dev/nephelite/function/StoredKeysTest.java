package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.function.trigger.HostFlags;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys where the cloud has them, and what several hosts, tools and people do to them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StoredKeysTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HostFlags AUTHENTICATED = new HostFlags(true, false);

    @TempDir
    private Path folder;

    private @Nullable BoundApp app;

    private void start(HostFlags flags) throws IOException {
        app = new BoundApp(folder, Map.of("PARTS", "parts", "AzureFunctionsWebHost__hostid", "my-host"), flags);
    }

    private BoundApp app() {
        return Objects.requireNonNull(app);
    }

    @AfterEach
    void close() {
        app().close();
    }

    private BlobClient stored(String document) {
        return app().blobs()
                .getBlobContainerClient("azure-webjobs-secrets")
                .getBlobClient("my-host/" + document + ".json");
    }

    private JsonNode json(String document) throws IOException {
        return JSON.readTree(stored(document).downloadContent().toBytes());
    }

    private int status(FunctionHost host, String key) throws Exception {
        return app().send(host, "POST", "/api/split?to=anna&code=" + key, "a").statusCode();
    }

    @Nested
    class Given_a_host_that_asks_for_keys {
        private String master;

        @BeforeEach
        void begin() throws Exception {
            start(AUTHENTICATED);
            app().awaitLine("Callers need keys. The master key and those of the host are in the blob"
                    + " azure-webjobs-secrets/my-host/host.json of the account behind AzureWebJobsStorage");
            master = json("host").at("/masterKey/value").asText();
        }

        @Test
        void start_writesTheDocumentsOfAzure() throws Exception {
            status(app().host, "wrong");

            JsonNode host = json("host");
            assertThat(host.properties())
                    .map(Map.Entry::getKey)
                    .containsExactlyInAnyOrder(
                            "masterKey",
                            "functionKeys",
                            "systemKeys",
                            "hostName",
                            "instanceId",
                            "source",
                            "decryptionKeyId");
            assertThat(host.at("/masterKey/name").asText()).isEqualTo("master");
            assertThat(host.at("/masterKey/encrypted").asBoolean(true)).isFalse();
            assertThat(host.at("/functionKeys/0/name").asText()).isEqualTo("default");
            assertThat(host.get("source").asText()).isEqualTo("runtime");
            assertThat(json("split").at("/keys/0/name").asText()).isEqualTo("default");
        }

        @Test
        void start_usesTheKeysOfAnEarlierHost() throws Exception {
            HttpResponse<String> made = app().send("POST", "/admin/functions/split/keys/mine?code=" + master, "");
            assertThat(made.statusCode()).isEqualTo(201);
            String mine = JSON.readTree(made.body()).get("value").asText();
            FunctionHost second = app().another();

            assertThat(status(app().host, mine)).isEqualTo(204);
            assertThat(status(second, mine)).isEqualTo(204);
            assertThat(status(second, master)).isEqualTo(204);
            app().host.close();
            assertThat(status(app().another(), mine)).isEqualTo(204);
        }

        @Test
        void start_createsTheSameKeysInHostsThatStartTogether() throws Exception {
            List<FunctionHost> hosts =
                    IntStream.range(0, 4).mapToObj(number -> app().another()).toList();
            List<CompletableFuture<String>> read = hosts.stream()
                    .map(host -> CompletableFuture.supplyAsync(() -> key(host, "lost")))
                    .toList();

            List<String> keys =
                    read.stream().map(CompletableFuture::join).distinct().toList();
            assertThat(keys).containsExactly(json("lost").at("/keys/0/value").asText());
        }

        private String key(FunctionHost host, String function) {
            try {
                String path = "/admin/functions/" + function + "/keys/default?code=" + master;
                return JSON.readTree(app().send(host, "GET", path, "").body())
                        .get("value")
                        .asText();
            } catch (IOException | InterruptedException failed) {
                throw new AssertionError(failed);
            }
        }

        @Test
        void putKey_keepsConcurrentChangesOfTwoHosts() throws Exception {
            List<FunctionHost> hosts = List.of(app().host, app().another());
            List<CompletableFuture<Integer>> made = IntStream.range(0, 20)
                    .mapToObj(
                            number -> CompletableFuture.supplyAsync(() -> make(hosts.get(number % 2), "key" + number)))
                    .toList();

            assertThat(made).extracting(CompletableFuture::join).containsOnly(201);
            assertThat(json("host").get("functionKeys")).hasSize(21);
        }

        private int make(FunctionHost host, String name) {
            try {
                return app().send(host, "POST", "/admin/host/keys/" + name + "?code=" + master, "")
                        .statusCode();
            } catch (IOException | InterruptedException failed) {
                throw new AssertionError(failed);
            }
        }
    }

    @Test
    void start_readsKeysThatAToolWrote() throws Exception {
        start(HostFlags.LOCAL);
        app().blobs().createBlobContainer("azure-webjobs-secrets");
        stored("host").upload(BinaryData.fromString("""
                {"masterKey": {"name": "master", "value": "m/a==", "encrypted": false},
                 "functionKeys": [{"name": "default", "value": "f+k==", "encrypted": false}],
                 "systemKeys": [], "hostName": "my-host.azurewebsites.net", "instanceId": "0001",
                 "source": "runtime", "decryptionKeyId": "x"}"""));
        stored("split").upload(BinaryData.fromString("""
                {"keys": [{"name": "mine", "value": "s3cret", "encrypted": false}]}"""));
        FunctionHost host = app().another(AUTHENTICATED);

        assertThat(status(host, "m%2Fa%3D%3D")).isEqualTo(204);
        assertThat(status(host, "f%2Bk==")).isEqualTo(204);
        assertThat(status(host, "s3cret")).isEqualTo(204);
        assertThat(status(host, "other")).isEqualTo(401);
        assertThat(json("host").at("/masterKey/value").asText()).isEqualTo("m/a==");
        assertThat(json("host").at("/functionKeys/0/value").asText()).isEqualTo("f+k==");
    }

    @Test
    void start_storesNothingUntilAKeyIsNeeded() throws Exception {
        start(HostFlags.LOCAL);
        assertThat(status(app().host, "whatever")).isEqualTo(204);
        assertThat(app().blobs().getBlobContainerClient("azure-webjobs-secrets").exists())
                .isFalse();

        HttpResponse<String> listed = app().send("GET", "/admin/host/keys", "");

        assertThat(JSON.readTree(listed.body()).at("/keys/0/value").asText())
                .isEqualTo(json("host").at("/functionKeys/0/value").asText());
    }
}
