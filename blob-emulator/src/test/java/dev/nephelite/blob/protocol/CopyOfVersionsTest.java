package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.testing.Await;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Copies of blobs with versions. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CopyOfVersionsTest {
    private static final String CAT = "/photos/cat.jpg";

    private final BlobService service = new BlobService(new BlobEmulator.Features(true, 0));

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void a_version_is_copied_over_its_blob() {
        String first = service.putVersion(CAT, "miau");
        String second = service.putVersion(CAT, "grrr");

        Response copy = copy(service.endpoint() + CAT + "?versionid=" + first);

        copy.then().statusCode(202);
        assertThat(copy.header("x-ms-version-id")).isGreaterThan(second);
        service.request()
                .get(CAT)
                .then()
                .header("x-ms-version-id", copy.header("x-ms-version-id"))
                .body(equalTo("miau"));
        service.request().get(CAT + "?versionid=" + second).then().body(equalTo("grrr"));
    }

    @Test
    void a_copy_that_is_waited_for_is_one_version_from_its_beginning() {
        String before = service.putVersion(CAT, "miau");
        try (SourceServer server = new SourceServer()) {
            Response copy = copy(server.serve("wau".getBytes(StandardCharsets.UTF_8), Map.of()));
            Await.until(
                    "the copy has ended",
                    () -> service.request().head(CAT).header("x-ms-copy-status"),
                    status -> !status.equals("pending"));

            service.request()
                    .get(CAT)
                    .then()
                    .header("x-ms-version-id", copy.header("x-ms-version-id"))
                    .body(equalTo("wau"));
        }
        service.request().get(CAT + "?versionid=" + before).then().body(equalTo("miau"));
    }

    private Response copy(String source) {
        return service.request().header("x-ms-copy-source", source).put(CAT);
    }
}
