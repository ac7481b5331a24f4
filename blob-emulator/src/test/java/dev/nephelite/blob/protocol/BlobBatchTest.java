package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blob Batch, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobBatchTest {
    private static final String BATCH = "/?comp=batch";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
        service.put("/photos/a", "a");
        service.put("/photos/b", "b");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private RequestSpecification batch(String... parts) {
        StringBuilder body = new StringBuilder();
        for (String part : parts) {
            body.append("--batch_1\r\n").append(part).append("\r\n");
        }
        body.append("--batch_1--\r\n");
        return service.request()
                .contentType("multipart/mixed; boundary=batch_1")
                .body(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String delete(int id, String path) {
        return part(id, "DELETE", path, new Headers.Builder());
    }

    private String tier(int id, String path, String tier) {
        return part(id, "PUT", path + "?comp=tier", new Headers.Builder().add("x-ms-access-tier", tier));
    }

    private String part(int id, String method, String pathAndQuery, Headers.Builder own) {
        return partFor(id, method, "/" + Account.DEVELOPMENT.name() + pathAndQuery, own);
    }

    private String partFor(int id, String method, String target, Headers.Builder own) {
        int mark = target.indexOf('?');
        Headers headers =
                own.add("x-ms-date", HttpDate.format(service.clock.now())).build();
        String signature = SharedKey.sign(
                method,
                mark < 0 ? target : target.substring(0, mark),
                QueryParameters.parse(mark < 0 ? null : target.substring(mark + 1)),
                headers,
                Account.DEVELOPMENT.name(),
                Account.DEVELOPMENT.keys().get(0));
        StringBuilder text = new StringBuilder("Content-Type: application/http\r\n")
                .append("Content-Transfer-Encoding: binary\r\nContent-ID: ")
                .append(id)
                .append("\r\n\r\n")
                .append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("Authorization: ")
                .append(signature)
                .append("\r\nContent-Length: 0\r\n\r\n")
                .toString();
    }

    /** One part with the error, which belongs to no single request. */
    private static Matcher<String> rejectsTheWholeBatch(String code) {
        return matchesPattern(Pattern.compile(
                "--(batchresponse_\\S+)\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 400 .*" + "x-ms-error-code: "
                        + code + "\r\n.*<Code>" + code + "</Code>.*\r\n--\\1--\r\n",
                Pattern.DOTALL));
    }

    @Nested
    class Given_blobs_to_delete {
        @Test
        void blobBatch_deletes_each_blob_and_answers_each_part() {
            String answer = batch(delete(0, "/photos/a"), delete(1, "/photos/b"))
                    .post(BATCH)
                    .then()
                    .statusCode(202)
                    .contentType(startsWith("multipart/mixed; boundary=batchresponse_"))
                    .extract()
                    .asString();

            assertThat(answer)
                    .contains("Content-ID: 0\r\n\r\nHTTP/1.1 202 Accepted\r\n")
                    .contains("Content-ID: 1\r\n\r\nHTTP/1.1 202 Accepted\r\n")
                    .contains("x-ms-delete-type-permanent: true\r\n")
                    .contains("\r\n\r\n--batchresponse_")
                    .doesNotContain("\r\n\r\n\r\n")
                    .endsWith("--\r\n");
            service.request().head("/photos/a").then().statusCode(404);
            service.request().head("/photos/b").then().statusCode(404);
        }

        @Test
        void blobBatch_deletes_the_other_blobs_when_one_is_missing() {
            batch(delete(0, "/photos/none"), delete(1, "/photos/b"))
                    .post(BATCH)
                    .then()
                    .statusCode(202)
                    .body(containsString("HTTP/1.1 404 The specified blob does not exist."))
                    .body(containsString("x-ms-error-code: BlobNotFound"))
                    .body(containsString("<Code>BlobNotFound</Code>"))
                    .body(containsString("HTTP/1.1 202 Accepted"));
            service.request().head("/photos/b").then().statusCode(404);
        }

        @Test
        void blobBatch_of_a_container_deletes_its_blobs() {
            batch(delete(0, "/photos/a"))
                    .post("/photos?restype=container&comp=batch")
                    .then()
                    .statusCode(202);

            service.request().head("/photos/a").then().statusCode(404);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/devstoreaccount1/photos/a", "/photos/a"})
        void blobBatch_of_a_container_rejects_a_blob_of_another_container(String target) {
            service.container("others");

            batch(partFor(0, "DELETE", target, new Headers.Builder()))
                    .post("/others?restype=container&comp=batch")
                    .then()
                    .statusCode(202)
                    .body(rejectsTheWholeBatch("InvalidInput"));
            service.request().head("/photos/a").then().statusCode(200);
        }

        @Test
        void blobBatch_of_a_container_needs_no_container_in_its_path() {
            batch(delete(0, "/photos/a"))
                    .post("/?restype=container&comp=batch")
                    .then()
                    .statusCode(202);
        }

        @Test
        void blobBatch_takes_paths_without_the_account_whether_they_were_signed_with_it_or_not() {
            String signedWithout = partFor(0, "DELETE", "/photos/a", new Headers.Builder());
            String signedWith = delete(1, "/photos/b").replace("/devstoreaccount1/photos/b", "/photos/b");

            batch(signedWithout, signedWith)
                    .post("/photos?restype=container&comp=batch")
                    .then()
                    .statusCode(202)
                    .body(matchesPattern(
                            Pattern.compile(".*HTTP/1.1 202 Accepted.*HTTP/1.1 202 Accepted.*", Pattern.DOTALL)));
            service.request().head("/photos/a").then().statusCode(404);
            service.request().head("/photos/b").then().statusCode(404);
        }

        @Test
        void blobBatch_rejects_only_the_part_that_is_not_signed() {
            String unsigned = delete(0, "/photos/a").replaceAll("Authorization: [^\r]*\r\n", "");

            batch(unsigned).post(BATCH).then().statusCode(202).body(containsString("HTTP/1.1 40"));
            service.request().head("/photos/a").then().statusCode(200);
        }
    }

    @Nested
    class Given_tiers_to_set {
        @Test
        void blobBatch_sets_the_tier_of_each_blob() {
            batch(tier(0, "/photos/a", "Cool"), tier(1, "/photos/b", "Cold"))
                    .post(BATCH)
                    .then()
                    .statusCode(202)
                    .body(containsString("HTTP/1.1 200 OK"));

            service.request().head("/photos/a").then().header("x-ms-access-tier", "Cool");
            service.request().head("/photos/b").then().header("x-ms-access-tier", "Cold");
        }
    }

    @Nested
    class Given_something_else {
        @Test
        void blobBatch_rejects_operations_of_two_kinds() {
            batch(delete(0, "/photos/a"), tier(1, "/photos/b", "Cool"))
                    .post(BATCH)
                    .then()
                    .statusCode(202)
                    .body(rejectsTheWholeBatch("AllBatchSubRequestsShouldBeSameApi"));
            service.request().head("/photos/a").then().statusCode(200);
        }

        @ParameterizedTest
        @CsvSource({
            "GET, /photos/a",
            "DELETE, /photos?restype=container",
            "DELETE, /photos/?restype=container",
            "DELETE, /photos/a?restype=container",
            "DELETE, /photos?RESTYPE=Container",
            "DELETE, /photos/a?comp=immutabilityPolicies",
            "PUT, /photos?restype=container&comp=metadata",
            "PUT, /photos?restype=container&comp=tier",
            "PUT, /photos/a?comp=metadata",
            "PUT, /photos/a"
        })
        void blobBatch_rejects_other_operations(String method, String target) {
            String part = part(0, method, target, new Headers.Builder());

            for (String batch : List.of(BATCH, "/photos?restype=container&comp=batch")) {
                batch(part).post(batch).then().statusCode(202).body(rejectsTheWholeBatch("InvalidInput"));
            }
            service.request().get("/photos/a").then().statusCode(200).body(equalTo("a"));
        }

        @Test
        void blobBatch_rejects_a_query_that_is_not_encoded() {
            String broken = delete(0, "/photos/a").replace("/photos/a", "/photos/a?timeout=%3");

            batch(broken).post(BATCH).then().statusCode(202).body(rejectsTheWholeBatch("InvalidInput"));
            service.request().head("/photos/a").then().statusCode(200);
        }

        @Test
        void blobBatch_rejects_more_than_256_parts() {
            String[] parts = new String[257];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = delete(i, "/photos/a");
            }

            batch(parts).post(BATCH).then().statusCode(202).body(rejectsTheWholeBatch("ExceedsMaxBatchRequestCount"));
            service.request().head("/photos/a").then().statusCode(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "--batch_1--", "--batch_1\r\nrubbish\r\n--batch_1--", "--batch_1\r\n--batch_1--"})
        void blobBatch_rejects_a_malformed_body(String body) {
            service.request()
                    .contentType("multipart/mixed; boundary=batch_1")
                    .body(body.getBytes(StandardCharsets.UTF_8))
                    .post(BATCH)
                    .then()
                    .statusCode(202)
                    .contentType(startsWith("multipart/mixed; boundary=batchresponse_"))
                    .body(rejectsTheWholeBatch("InvalidInput"));
        }

        @Test
        void blobBatch_rejects_a_body_of_another_content_type() {
            service.xml("<Batch/>").post(BATCH).then().statusCode(400).header("x-ms-error-code", "InvalidHeaderValue");
        }
    }
}
