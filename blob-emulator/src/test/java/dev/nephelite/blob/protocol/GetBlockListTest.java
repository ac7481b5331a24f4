package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Get Block List, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GetBlockListTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String LIST = CAT + "?comp=blocklist";
    private static final String COMMITTED = "<CommittedBlocks><Block><Name>YQ==</Name><Size>2</Size></Block>"
            + "<Block><Name>YQ==</Name><Size>2</Size></Block></CommittedBlocks>";
    private static final String UNCOMMITTED = "<UncommittedBlocks><Block><Name>Yg==</Name><Size>3</Size></Block>"
            + "<Block><Name>Yw==</Name><Size>1</Size></Block></UncommittedBlocks>";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_blob_made_of_blocks_and_more_that_wait {
        @BeforeEach
        void commitAndStage() {
            service.putBlock(CAT, "YQ==", "aa");
            service.xml("<BlockList><Latest>YQ==</Latest><Latest>YQ==</Latest></BlockList>")
                    .put(LIST)
                    .then()
                    .statusCode(201);
            service.putBlock(CAT, "Yw==", "c");
            service.putBlock(CAT, "Yg==", "bbb");
        }

        @ParameterizedTest
        @CsvSource({
            "'', " + COMMITTED,
            "&blocklisttype=committed, " + COMMITTED,
            "&blocklisttype=uncommitted, " + UNCOMMITTED,
            "&blocklisttype=all, " + COMMITTED + UNCOMMITTED
        })
        void those_are_listed_that_are_asked_for(String type, String blocks) {
            String body = service.request().get(LIST + type).asString();

            assertThat(body).endsWith("<BlockList>" + blocks + "</BlockList>");
        }

        @Test
        void the_blob_is_described() {
            service.request()
                    .get(LIST)
                    .then()
                    .statusCode(200)
                    .contentType("application/xml")
                    .header("ETag", service.request().head(CAT).header("ETag"))
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("x-ms-blob-content-length", "4");
        }

        @Test
        void a_type_must_be_one() {
            service.request()
                    .get(LIST + "&blocklisttype=some")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue");
        }
    }

    @Nested
    class Given_blocks_only {
        @BeforeEach
        void putBlock() {
            service.putBlock(CAT, "YQ==", "aa");
        }

        @Test
        void there_is_nothing_yet_to_describe() {
            service.request()
                    .get(LIST + "&blocklisttype=all")
                    .then()
                    .statusCode(200)
                    .header("ETag", nullValue())
                    .header("Last-Modified", nullValue())
                    .header("x-ms-blob-content-length", "0");
        }
    }

    @Nested
    class Given_a_blob_sent_as_a_whole {
        @Test
        void it_has_no_blocks() {
            service.put(CAT, "miau");

            assertThat(service.request().get(LIST).asString())
                    .endsWith("<BlockList><CommittedBlocks></CommittedBlocks></BlockList>");
        }
    }

    @Nested
    class Given_neither_blob_nor_blocks {
        @ParameterizedTest
        @CsvSource({LIST + ", BlobNotFound", "/other/cat.txt?comp=blocklist, ContainerNotFound"})
        void there_is_nothing_to_list(String path, String code) {
            service.request().get(path).then().statusCode(404).header("x-ms-error-code", code);
        }
    }
}
