package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.container;
import static dev.nephelite.cloud.Clients.queue;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.emulator.http.fault.FaultInjector.Fault;
import dev.nephelite.emulator.http.fault.FaultInjector.Rule;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.emulator.value.PercentEncoding;
import dev.nephelite.emulator.value.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Storage as clients of the control plane use it, which have no key. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StorageResourceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String OTHER_KEY = "c2VjcmV0";

    private LocalCloud cloud;

    @BeforeEach
    void start() {
        cloud = LocalCloud.builder()
                .accounts(Accounts.of(
                        List.of(Account.DEVELOPMENT, new Account("other", List.of(SigningKey.parse(OTHER_KEY))))))
                .controlPort(0)
                .start();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Nested
    class Requests {
        @Test
        void a_container_and_a_blob_are_created_read_and_deleted() throws Exception {
            assertThat(put("/blob/devstoreaccount1/photos?restype=container", "")
                            .statusCode())
                    .isEqualTo(201);
            HttpResponse<String> written = send(request("/blob/devstoreaccount1/photos/cat%20%C3%A4.txt")
                    .header("x-ms-blob-type", "BlockBlob")
                    .header("Content-Type", "text/plain")
                    .header("x-ms-meta-owner", "me")
                    .PUT(BodyPublishers.ofString("meow")));
            assertThat(written.statusCode()).as(written.body()).isEqualTo(201);

            HttpResponse<String> read = send(request("/blob/devstoreaccount1/photos/cat%20%C3%A4.txt"));
            assertThat(read.body()).isEqualTo("meow");
            assertThat(read.headers().firstValue("x-ms-meta-owner")).hasValue("me");
            BlobClient blob = container(cloud, "photos").getBlobClient("cat ä.txt");
            assertThat(blob.downloadContent()).hasToString("meow");

            HttpResponse<String> part = send(
                    request("/blob/devstoreaccount1/photos/cat%20%C3%A4.txt").header("Range", "bytes=1-2"));
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo("eo");
            HttpResponse<String> head = send(
                    request("/blob/devstoreaccount1/photos/cat%20%C3%A4.txt").method("HEAD", BodyPublishers.noBody()));
            assertThat(head.headers().firstValue("Content-Length")).hasValue("4");

            HttpResponse<String> listed =
                    send(request("/blob/devstoreaccount1/photos?restype=container&comp=list&prefix=cat%20"));
            assertThat(listed.body())
                    .contains(
                            "<Name>cat ä.txt</Name>",
                            "ServiceEndpoint=\"" + cloud.endpoints().blob());

            assertThat(send(request("/blob/devstoreaccount1/photos/cat%20%C3%A4.txt")
                                    .header("If-Match", "\"0x0\"")
                                    .DELETE())
                            .statusCode())
                    .isEqualTo(412);
            assertThat(send(request("/blob/devstoreaccount1/photos/cat%20%C3%A4.txt")
                                    .DELETE())
                            .statusCode())
                    .isEqualTo(202);
        }

        @Test
        void a_message_is_put_and_peeked() throws Exception {
            queue(cloud, "orders");
            HttpResponse<String> put = send(request("/queue/devstoreaccount1/orders/messages")
                    .POST(BodyPublishers.ofString("<QueueMessage><MessageText>hello</MessageText></QueueMessage>")));
            assertThat(put.statusCode()).as(put.body()).isEqualTo(201);

            assertThat(send(request("/queue/devstoreaccount1/orders/messages?peekonly=true"))
                            .body())
                    .contains("<MessageText>hello</MessageText>");
        }

        @Test
        void every_account_is_signed_for_with_its_own_key() throws Exception {
            assertThat(put("/blob/other/mine?restype=container", "").statusCode())
                    .isEqualTo(201);
            assertThat(send(request("/blob/other/?comp=list")).body()).contains("<Name>mine</Name>");
            assertThat(send(request("/blob/devstoreaccount1?comp=list")).body()).doesNotContain("mine");
        }

        @Test
        void large_bodies_are_streamed_both_ways() throws Exception {
            container(cloud, "photos");
            byte[] content = new byte[20_000_000];
            Arrays.fill(content, (byte) 7);
            HttpResponse<String> written = send(request("/blob/devstoreaccount1/photos/large?comp=block&blockid=AAAA")
                    .PUT(BodyPublishers.ofByteArray(content)));
            assertThat(written.statusCode()).as(written.body()).isEqualTo(201);
            send(request("/blob/devstoreaccount1/photos/large?comp=blocklist")
                    .PUT(BodyPublishers.ofString("<BlockList><Latest>AAAA</Latest></BlockList>")));

            HttpResponse<InputStream> read =
                    HTTP.send(request("/blob/devstoreaccount1/photos/large").build(), BodyHandlers.ofInputStream());

            assertThat(read.body().readAllBytes()).isEqualTo(content);
        }

        @Test
        void what_belongs_to_the_connection_of_the_client_is_not_passed_on() throws Exception {
            HttpResponse<String> listed = send(request("/blob/devstoreaccount1?comp=list")
                    .header("Authorization", "SharedKey devstoreaccount1:wrong")
                    .header("x-ms-date", "Thu, 01 Jan 1970 00:00:00 GMT")
                    .header("Cookie", "a=b")
                    .header("Origin", Objects.requireNonNull(cloud.endpoints().control()))
                    .header("Sec-Fetch-Site", "same-origin"));

            assertThat(listed.statusCode()).as(listed.body()).isEqualTo(200);
            assertThat(listed.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }

        @Test
        void rules_for_faults_apply() throws Exception {
            cloud.faults().add(Rule.always(Fault.error(503, "ServerBusy", "")).operation("ListContainers"));

            HttpResponse<String> refused = send(request("/blob/devstoreaccount1?comp=list"));

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("x-ms-error-code")).hasValue("ServerBusy");
        }
    }

    @Nested
    class Responses {
        @Test
        void errors_are_those_of_storage() throws Exception {
            HttpResponse<String> missing = send(request("/blob/devstoreaccount1/none/x"));

            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.headers().firstValue("x-ms-error-code")).hasValue("ContainerNotFound");
            assertThat(missing.body()).contains("<Code>ContainerNotFound</Code>");
        }

        @Test
        void a_stored_page_is_isolated_from_the_control_plane() throws Exception {
            container(cloud, "pages")
                    .getBlobClient("evil.html")
                    .upload(BinaryData.fromString("<script>fetch('/v1/stop', {method: 'POST'})</script>"));
            send(request("/blob/devstoreaccount1/pages/evil.html?comp=properties")
                    .header("x-ms-blob-content-type", "text/html")
                    .header("x-ms-blob-cache-control", "max-age=60")
                    .PUT(BodyPublishers.noBody()));

            HttpResponse<String> page = send(request("/blob/devstoreaccount1/pages/evil.html"));

            assertThat(page.headers().allValues("Content-Type")).containsExactly("text/html");
            assertThat(page.headers().allValues("Content-Security-Policy"))
                    .containsExactly("default-src 'none'; style-src 'unsafe-inline'; sandbox");
            assertThat(page.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(page.headers().allValues("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
            assertThat(page.headers().allValues("Cache-Control")).containsExactly("max-age=60");
            assertThat(page.headers().allValues("Server")).hasSize(1);
        }
    }

    @Nested
    class Refusals {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                /table/devstoreaccount1       | 404 | There is no storage service 'table'.
                /blob/nobody/photos           | 404 | There is no account 'nobody'. The accounts are: devstoreaccount1, other.
                /blob//photos                 | 404 | There is no account ''
                /blob/../v1/stop              | 404 | There is no account '..'
                /blob/http://evil.example/x   | 404 | There is no account 'http:'
                /blob//evil.example/x         | 404 | There is no account ''
                /blob/devstoreaccount1/%zz    | 400 | is not percent-encoded
                /blob/devstoreaccount1/a%00b  | 400 | a character that storage does not accept
                """)
        void what_is_not_there_is_refused(String path, int status, String message) throws Exception {
            String answer = raw("GET", "/v1/storage" + path);

            assertThat(answer).startsWith("HTTP/1.1 " + status).contains(message);
        }

        @Test
        void dots_and_escapes_stay_within_the_account() throws Exception {
            container(cloud, "photos");
            put("/blob/other/mine?restype=container", "");
            assertThat(raw("GET", "/v1/storage/blob/devstoreaccount1/../other/mine?restype=container"))
                    .startsWith("HTTP/1.1 400");
            assertThat(raw("GET", "/v1/storage/blob/devstoreaccount1/%2e%2e/other/mine?restype=container"))
                    .startsWith("HTTP/1.1 400");
            assertThat(raw("GET", "/v1/storage/blob/devstoreaccount1%2Fphotos?restype=container"))
                    .startsWith("HTTP/1.1 200");
            assertThat(raw("GET", "/v1/storage/blob/devstoreaccount1/photos%2F..%2F..%2Fother%2Fmine"))
                    .startsWith("HTTP/1.1 404")
                    .contains("BlobNotFound");
        }

        @Test
        void another_method_is_405() throws Exception {
            assertThat(raw("PATCH", "/v1/storage/blob/devstoreaccount1"))
                    .startsWith("HTTP/1.1 405")
                    .contains("allows GET, HEAD, PUT, POST, DELETE only");
        }

        @ParameterizedTest
        @ValueSource(strings = {"script", "style", "worker", "iframe", "object", "font", "manifest"})
        void what_is_stored_is_no_part_of_a_page(String destination) throws Exception {
            HttpResponse<String> refused =
                    send(request("/blob/devstoreaccount1/photos/a.js").header("Sec-Fetch-Dest", destination));

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("\"Forbidden\"", "as '" + destination + "' (Sec-Fetch-Dest)");
        }

        @ParameterizedTest
        @ValueSource(strings = {"empty", "document", "image"})
        void what_is_stored_is_shown_and_downloaded(String destination) throws Exception {
            HttpResponse<String> listed =
                    send(request("/blob/devstoreaccount1?comp=list").header("Sec-Fetch-Dest", destination));

            assertThat(listed.statusCode()).isEqualTo(200);
        }

        @Test
        void pages_of_other_sites_are_refused() throws Exception {
            HttpResponse<String> refused =
                    send(request("/blob/devstoreaccount1?comp=list").header("Origin", "https://evil.example"));

            assertThat(refused.statusCode()).isEqualTo(403);
        }

        /** Sends a path that a client library would change. */
        private String raw(String method, String path) throws IOException {
            URI url = URI.create(Objects.requireNonNull(cloud.endpoints().control()));
            try (Socket socket = new Socket(url.getHost(), url.getPort())) {
                socket.getOutputStream()
                        .write((method + " " + path + " HTTP/1.1\r\nHost: " + url.getAuthority()
                                        + "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @Nested
    class Signatures {
        @Test
        void a_URL_opens_one_blob_until_it_expires() throws Exception {
            container(cloud, "photos").getBlobClient("a b/$ä?.txt").upload(BinaryData.fromString("meow"));

            JsonNode issued = json(sas("{\"path\": \"photos/a b/$ä?.txt\", \"expiresIn\": \"PT10M\"}"));

            URI url = URI.create(issued.path("url").asText());
            assertThat(send(HttpRequest.newBuilder(url)).body()).isEqualTo("meow");
            assertThat(send(HttpRequest.newBuilder(url).DELETE()).statusCode()).isEqualTo(403);
            cloud.clock().advance(Duration.ofMinutes(11));
            assertThat(send(HttpRequest.newBuilder(url)).statusCode()).isEqualTo(403);
        }

        @ParameterizedTest
        @ValueSource(strings = {"../pages/cat.txt", "a/./b", "a/../b", "..%2Fpages", "/a//b/"})
        void a_URL_names_the_blob_whose_name_looks_like_a_path(String name) throws Exception {
            container(cloud, "pages").getBlobClient("cat.txt").upload(BinaryData.fromString("another"));
            send(request("/blob/devstoreaccount1/photos?restype=container").PUT(BodyPublishers.noBody()));
            send(request("/blob/devstoreaccount1/photos/" + PercentEncoding.encode(name))
                    .header("x-ms-blob-type", "BlockBlob")
                    .PUT(BodyPublishers.ofString("meow")));

            URI url = URI.create(
                    json(sas("{\"path\": \"photos/" + name + "\"}")).path("url").asText());

            assertThat(url.normalize()).isEqualTo(url);
            assertThat(send(HttpRequest.newBuilder(url)).body()).isEqualTo("meow");
        }

        @Test
        void a_URL_opens_a_container_or_a_queue() throws Exception {
            container(cloud, "photos");
            queue(cloud, "orders");

            String ofContainer = json(sas("{\"path\": \"photos\", \"permissions\": \"wl\","
                            + " \"expiresAt\": \"2100-01-01T00:00:00Z\"}"))
                    .path("url")
                    .asText();
            String ofQueue = json(sas("{\"service\": \"queue\", \"account\": \"devstoreaccount1\","
                            + " \"path\": \"orders\", \"permissions\": \"ra\"}"))
                    .path("url")
                    .asText();

            assertThat(ofContainer).contains("se=2100-01-01T00%3A00%3A00Z", "sp=wl");
            assertThat(send(HttpRequest.newBuilder(URI.create(ofContainer + "&restype=container&comp=list")))
                            .statusCode())
                    .isEqualTo(200);
            URI messages = URI.create(ofQueue.replace("?", "/messages?") + "&peekonly=true");
            assertThat(send(HttpRequest.newBuilder(messages)).statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"path\": \"\"}",
                    "{\"path\": \"photos/\"}",
                    "{\"path\": \"photos/..\"}",
                    "{\"path\": \"photos/.\"}",
                    "{\"path\": \"..\"}",
                    "{\"path\": \"photos\", \"permissions\": \"\"}",
                    "{\"path\": \"photos\", \"permissions\": \"rq\"}",
                    "{\"path\": \"photos/cat\", \"permissions\": \"l\"}",
                    "{\"path\": \"photos\", \"expiresIn\": \"tomorrow\"}",
                    "{\"path\": \"photos\", \"expiresAt\": \"tomorrow\"}",
                    "{\"path\": \"photos\", \"expiresAt\": \"+20000-01-01T00:00:00Z\"}",
                    "{\"path\": \"photos\", \"expiresIn\": \"PT2562047788015215H\"}",
                    "{\"path\": \"photos\", \"expiresIn\": \"PT1H\", \"expiresAt\": \"2100-01-01T00:00:00Z\"}",
                    "{\"service\": \"queue\", \"path\": \"orders/messages\"}",
                    "{\"container\": \"photos\"}"
                })
        void other_terms_are_refused(String terms) throws Exception {
            HttpResponse<String> refused = sas(terms);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(json(refused).at("/error/code").asText()).isEqualTo("InvalidParameter");
        }

        @Test
        void an_unknown_service_or_account_is_404() throws Exception {
            assertThat(sas("{\"service\": \"table\", \"path\": \"a\"}").statusCode())
                    .isEqualTo(404);
            assertThat(sas("{\"account\": \"nobody\", \"path\": \"a\"}").statusCode())
                    .isEqualTo(404);
        }

        private HttpResponse<String> sas(String terms) throws Exception {
            return send(HttpRequest.newBuilder(URI.create(cloud.endpoints().control() + "/v1/sas"))
                    .POST(BodyPublishers.ofString(terms)));
        }

        private static JsonNode json(HttpResponse<String> response) throws IOException {
            return new JsonMapper().readTree(response.body());
        }
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        return send(request(path).PUT(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(cloud.endpoints().control() + "/v1/storage" + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
