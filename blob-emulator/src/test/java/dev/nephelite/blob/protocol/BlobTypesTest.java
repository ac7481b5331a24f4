package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How operations for all types of blobs, or for block blobs only, treat the other types. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobTypesTest {
    private static final String DISK = "/photos/disk.vhd";
    private static final String LOG = "/photos/app.log";
    private static final String LEASE = "11111111-2222-3333-4444-555555555555";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
        service.pageBlob(1024).header("x-ms-blob-sequence-number", "7").put(DISK);
        service.putPage(DISK, 512, "a".repeat(512));
        service.appendBlob().put(LOG);
        service.append(LOG, "one");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {DISK, LOG})
    void only_block_blobs_have_blocks(String blob) {
        requireRefused(service.request().body(new byte[1]).put(blob + "?comp=block&blockid=YQ=="));
        requireRefused(service.xml("<BlockList></BlockList>").put(blob + "?comp=blocklist"));
        for (String type : new String[] {"committed", "uncommitted", "all"}) {
            requireRefused(service.request().get(blob + "?comp=blocklist&blocklisttype=" + type));
        }
    }

    @Test
    void lists_tell_what_each_of_them_is() {
        service.put("/photos/cat.txt", "miau");
        service.request().put(LOG + "?comp=seal");

        String blob = "EnumerationResults.Blobs.Blob.find { it.Name == '%s' }.Properties.";
        service.request()
                .get("/photos?restype=container&comp=list")
                .then()
                .body(blob.formatted("app.log") + "BlobType", equalTo("AppendBlob"))
                .body(blob.formatted("app.log") + "Content-Length", equalTo("3"))
                .body(blob.formatted("app.log") + "Sealed", equalTo("true"))
                .body(blob.formatted("app.log") + "AccessTier.size()", equalTo(0))
                .body(blob.formatted("disk.vhd") + "BlobType", equalTo("PageBlob"))
                .body(blob.formatted("disk.vhd") + "Content-Length", equalTo("1024"))
                .body(blob.formatted("disk.vhd") + "x-ms-blob-sequence-number", equalTo("7"))
                .body(blob.formatted("disk.vhd") + "Sealed.size()", equalTo(0))
                .body(blob.formatted("cat.txt") + "BlobType", equalTo("BlockBlob"))
                .body(blob.formatted("cat.txt") + "x-ms-blob-sequence-number.size()", equalTo(0));
    }

    @Test
    void one_that_is_not_sealed_is_not_said_to_be() {
        service.request().get("/photos?restype=container&comp=list").then().body(not(containsString("Sealed")));
    }

    @ParameterizedTest
    @ValueSource(strings = {DISK, LOG})
    void metadata_may_be_set_and_leaves_the_bytes_alone(String blob) {
        byte[] before = service.request().get(blob).asByteArray();
        service.request()
                .header("x-ms-meta-Owner", "Anna")
                .put(blob + "?comp=metadata")
                .then()
                .statusCode(200);

        service.request().get(blob + "?comp=metadata").then().header("x-ms-meta-Owner", "Anna");
        assertThat(service.request().get(blob).asByteArray()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {DISK, LOG})
    void they_can_be_deleted(String blob) {
        service.request().delete(blob).then().statusCode(202);

        service.request().get(blob).then().statusCode(404);
    }

    @Test
    void a_checksum_of_a_part_counts_the_zeros() {
        service.request()
                .header("x-ms-range", "bytes=0-511")
                .header("x-ms-range-get-content-md5", "true")
                .get(DISK)
                .then()
                .statusCode(206)
                .header("Content-MD5", "v2GerAzfP2jUluqTRBN+iw==");
    }

    @Test
    void whoever_has_not_leased_them_does_not_write_them() {
        for (String blob : new String[] {DISK, LOG}) {
            service.request()
                    .header("x-ms-lease-action", "acquire")
                    .header("x-ms-lease-duration", "-1")
                    .header("x-ms-proposed-lease-id", LEASE)
                    .put(blob + "?comp=lease")
                    .then()
                    .statusCode(201);
        }

        requireMissing(append(service.request()));
        requireMissing(clear(service.request()));
        requireMissing(service.request().put(LOG + "?comp=seal"));
        append(service.request().header("x-ms-lease-id", LEASE)).then().statusCode(201);
        clear(service.request().header("x-ms-lease-id", LEASE)).then().statusCode(201);
        service.request()
                .header("x-ms-lease-id", LEASE)
                .put(LOG + "?comp=seal")
                .then()
                .statusCode(200);
        service.request().head(LOG).then().header("x-ms-lease-state", "leased");
    }

    private static Response append(RequestSpecification request) {
        return request.body(new byte[1]).put(LOG + "?comp=appendblock");
    }

    private static Response clear(RequestSpecification request) {
        return request.header("x-ms-page-write", "clear")
                .header("x-ms-range", "bytes=0-511")
                .put(DISK + "?comp=page");
    }

    private static void requireMissing(Response answer) {
        answer.then().statusCode(412).header("x-ms-error-code", "LeaseIdMissing");
    }

    private static void requireRefused(Response answer) {
        answer.then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");
    }
}
