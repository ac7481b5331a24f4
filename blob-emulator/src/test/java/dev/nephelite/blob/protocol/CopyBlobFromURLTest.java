package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.value.Account;
import dev.nephelite.testing.Await;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CopyBlobFromURLTest {
    private final CopySources sources = new CopySources();
    private final BlobService service = sources.service;
    private final SourceServer server = sources.server;

    @AfterEach
    void close() {
        sources.close();
    }

    @Test
    void copyBlobFromURL_has_copied_the_blob_when_it_answers() {
        Response answer = copy(sources.cat()).put("/photos/copy.jpg");

        answer.then()
                .statusCode(202)
                .header("x-ms-copy-status", "success")
                .header("x-ms-request-server-encrypted", "true")
                .header("x-ms-content-crc64", not(emptyString()))
                .header("Content-MD5", nullValue());
        service.request()
                .get("/photos/copy.jpg")
                .then()
                .header("ETag", answer.header("ETag"))
                .header("Content-Type", "image/jpeg")
                .header("x-ms-meta-Owner", "Anna")
                .header("x-ms-copy-id", answer.header("x-ms-copy-id"))
                .header("x-ms-copy-status", "success")
                .header("x-ms-copy-progress", "4/4")
                .body(equalTo("miau"));
        assertThat(service.events().get(1).data()).containsEntry("api", "CopyBlob");
    }

    @Test
    void copyBlobFromURL_copies_blocks_with_their_ids() {
        service.putBlock("/photos/film", "YQ==", "mi");
        service.putBlock("/photos/film", "Yg==", "au");
        service.xml("<BlockList><Latest>YQ==</Latest><Latest>Yg==</Latest></BlockList>")
                .put("/photos/film?comp=blocklist");

        copy(service.signed(Account.DEVELOPMENT, "photos", "film", "r"))
                .put("/photos/copy")
                .then()
                .statusCode(202);

        service.request()
                .get("/photos/copy?comp=blocklist&blocklisttype=all")
                .then()
                .body("BlockList.CommittedBlocks.Block*.Name*.text()", contains("YQ==", "Yg=="));
    }

    @Test
    void copyBlobFromURL_rejects_a_source_that_its_URL_does_not_authorize() {
        copy(service.endpoint() + "/photos/cat.jpg")
                .put("/photos/copy.jpg")
                .then()
                .statusCode(401)
                .header("x-ms-error-code", "CannotVerifyCopySource")
                .header("x-ms-copy-source-error-code", "NoAuthenticationInformation");
    }

    @Test
    void copyBlobFromURL_copies_from_another_server_before_it_answers() {
        copy(server.serve("wau".getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "text/plain")))
                .put("/photos/dog.txt")
                .then()
                .statusCode(202)
                .header("x-ms-copy-status", "success");

        service.request()
                .get("/photos/dog.txt")
                .then()
                .header("Content-Type", "text/plain")
                .body(equalTo("wau"));
    }

    @ParameterizedTest
    @CsvSource({
        CopySources.MD5_OF_MIAU + ", 202,",
        "1B2M2Y8AsgTpgAmY7PhCfg==, 400, Md5Mismatch",
        "AAAA, 400, InvalidMd5"
    })
    void copyBlobFromURL_rejects_a_source_with_another_checksum(String md5, int status, String code) {
        copy(sources.cat())
                .header("x-ms-source-content-md5", md5)
                .put("/photos/copy.jpg")
                .then()
                .statusCode(status)
                .header("x-ms-error-code", equalTo(code))
                .header("Content-MD5", equalTo(status == 202 ? md5 : null));
    }

    @Test
    void copyBlobFromURL_rejects_more_than_256_MiB() {
        copy(server.announce(256L * 1024 * 1024 + 1))
                .put("/photos/film")
                .then()
                .statusCode(409)
                .header("x-ms-error-code", "CannotVerifyCopySource");
    }

    @Test
    void copyBlobFromURL_gives_up_a_source_that_stalls() throws IOException {
        String stalling = server.stall(new byte[1024], 512, Map.of());
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(
                () -> copy(stalling).put("/photos/film").statusCode());
        server.awaitStalling();
        Await.until("the copy is given up", () -> {
            service.clock.advance(Duration.ofMinutes(1));
            return answer.isDone();
        });

        assertThat(answer).isCompletedWithValue(500);
        service.request().head("/photos/film").then().statusCode(404);
    }

    @Test
    void copyBlobFromURL_rejects_a_source_of_another_blob_type() {
        copy(server.serve(new byte[512], Map.of("x-ms-blob-type", "PageBlob")))
                .put("/photos/disk")
                .then()
                .statusCode(409)
                .header("x-ms-error-code", "InvalidBlobType");
    }

    @ParameterizedTest
    @CsvSource({
        "x-ms-source-if-match, 0x1, SourceConditionNotMet",
        "x-ms-source-if-modified-since, 'Thu, 01 Jan 2026 12:00:00 GMT', CannotVerifyCopySource"
    })
    void copyBlobFromURL_rejects_a_source_that_does_not_meet_a_condition(String header, String value, String code) {
        copy(sources.cat())
                .header(header, value)
                .put("/photos/copy.jpg")
                .then()
                .statusCode(412)
                .header("x-ms-error-code", code);
    }

    @ParameterizedTest
    @CsvSource({
        "COPY, r, 403, CannotVerifyCopySource",
        "COPY, rt, 202,",
        "REPLACE, r, 202,",
        "copy, rt, 400, InvalidHeaderValue"
    })
    void copyBlobFromURL_copies_tags_if_the_signature_allows_to_read_them(
            String option, String letters, int status, String code) {
        service.blob("miau").header("x-ms-tags", "place=Rome").put("/photos/cat.jpg");

        copy(service.signed(Account.DEVELOPMENT, "photos", "cat.jpg", letters))
                .header("x-ms-copy-source-tag-option", option)
                .put("/photos/copy.jpg")
                .then()
                .statusCode(status)
                .header("x-ms-error-code", equalTo(code));
        if (status == 202) {
            service.request()
                    .head("/photos/copy.jpg")
                    .then()
                    .header("x-ms-tag-count", equalTo(option.equals("COPY") ? "1" : null));
        }
    }

    @Test
    void copyBlobFromURL_rejects_tags_that_are_both_sent_and_copied() {
        copy(sources.cat())
                .header("x-ms-copy-source-tag-option", "COPY")
                .header("x-ms-tags", "a=b")
                .put("/photos/copy.jpg")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "BothUserTagsAndSourceTagsCopyPresentException");
    }

    private RequestSpecification copy(String source) {
        return service.request().header("x-ms-requires-sync", "true").header("x-ms-copy-source", source);
    }
}
