package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.value.Account;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Put Block List, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PutBlockListTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String A = "YQ==";
    private static final String B = "Yg==";
    private static final String C = "Yw==";

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
    class Given_blocks_that_wait {
        @BeforeEach
        void putBlock() {
            service.putBlock(CAT, A, "aa");
            service.putBlock(CAT, B, "bbb");
        }

        @Test
        void they_become_a_blob_in_the_order_of_the_list() {
            commit("<Latest>" + B + "</Latest><Uncommitted>" + A + "</Uncommitted><Latest>" + B + "</Latest>")
                    .then()
                    .statusCode(201)
                    .header("ETag", matchesPattern("\"0x[A-F0-9]{15,}\""))
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("x-ms-request-server-encrypted", "true")
                    .header("Content-Length", "0");

            assertThat(content()).isEqualTo("bbbaabbb");
        }

        /** A million segments. Each further commit of this kind would take a thousand times more. */
        @Test
        void blocks_that_share_the_bytes_of_others_cannot_multiply_without_bound() {
            commit(("<Latest>" + A + "</Latest>").repeat(1001)).then().statusCode(201);
            service.request()
                    .header("x-ms-copy-source", service.signed(Account.DEVELOPMENT, "photos", "cat.txt", "r"))
                    .put("/photos/many.txt?comp=block&blockid=" + A)
                    .then()
                    .statusCode(201);
            String block = "<Latest>" + A + "</Latest>";

            service.xml("<BlockList>" + block.repeat(1000) + "</BlockList>")
                    .put("/photos/many.txt?comp=blocklist")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "BlockListTooLong");
            service.xml("<BlockList>" + block.repeat(3) + "</BlockList>")
                    .put("/photos/many.txt?comp=blocklist")
                    .then()
                    .statusCode(201);
            service.request().head("/photos/many.txt").then().header("Content-Length", "6006");
        }

        @Test
        void no_block_waits_afterwards() {
            commit("<Latest>" + A + "</Latest>").then().statusCode(201);

            commit("<Uncommitted>" + B + "</Uncommitted>")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidBlockList");
            assertThat(content()).isEqualTo("aa");
        }

        @Test
        void the_blob_has_what_the_list_says_of_it_and_no_checksum() {
            service.xml("<BlockList><Latest>" + A + "</Latest></BlockList>")
                    .header("x-ms-blob-content-type", "text/plain")
                    .header("x-ms-meta-Owner", "Anna")
                    .header("x-ms-access-tier", "Cool")
                    .put(CAT + "?comp=blocklist");

            service.request()
                    .head(CAT)
                    .then()
                    .header("Content-Type", "text/plain")
                    .header("Content-Length", "2")
                    .header("Content-MD5", nullValue())
                    .header("x-ms-meta-Owner", "Anna")
                    .header("x-ms-access-tier", "Cool");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1B2M2Y8AsgTpgAmY7PhCfg==", "AQIDBA=="})
        void a_checksum_of_the_whole_is_stored_as_it_is_given(String md5) {
            service.xml("<BlockList><Latest>" + A + "</Latest></BlockList>")
                    .header("x-ms-blob-content-md5", md5)
                    .put(CAT + "?comp=blocklist")
                    .then()
                    .statusCode(201);

            service.request().get(CAT).then().header("Content-MD5", md5);
        }

        @Test
        void a_range_may_begin_in_one_block_and_end_in_another() {
            commit("<Latest>" + A + "</Latest><Latest>" + B + "</Latest>");

            service.request()
                    .header("x-ms-range", "bytes=1-3")
                    .get(CAT)
                    .then()
                    .header("Content-Range", "bytes 1-3/5")
                    .body(equalTo("abb"));
        }

        @Test
        void who_wants_a_new_blob_is_not_hindered_by_blocks() {
            service.xml("<BlockList><Latest>" + A + "</Latest></BlockList>")
                    .header("If-None-Match", "*")
                    .put(CAT + "?comp=blocklist")
                    .then()
                    .statusCode(201);
        }

        @ParameterizedTest
        @CsvSource({
            "<BlockList><Latest>Yw==</Latest></BlockList>, InvalidBlockList",
            "<BlockList><Committed>YQ==</Committed></BlockList>, InvalidBlockList",
            "<BlockList><Latest>?</Latest></BlockList>, InvalidBlockId",
            "<BlockList><Newest>YQ==</Newest></BlockList>, InvalidXmlDocument",
            "<Blocks />, InvalidXmlDocument",
            "'{\"blocks\": []}', InvalidXmlDocument"
        })
        void a_list_that_makes_no_sense_changes_nothing(String document, String code) {
            service.xml(document)
                    .put(CAT + "?comp=blocklist")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", code);

            service.request().head(CAT).then().statusCode(404);
            commit("<Latest>" + A + "</Latest><Latest>" + B + "</Latest>")
                    .then()
                    .statusCode(201);
        }

        @Test
        void a_list_that_did_not_come_as_it_was_sent_changes_nothing() {
            service.xml("<BlockList />")
                    .header("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")
                    .put(CAT + "?comp=blocklist")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "Md5Mismatch");

            service.request().head(CAT).then().statusCode(404);
        }

        @Test
        void a_list_of_more_than_50_000_is_refused() {
            commit("<Latest>YQ==</Latest>".repeat(50_001))
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "BlockListTooLong");
            commit("<Latest>YQ==</Latest>".repeat(50_000)).then().statusCode(201);
        }
    }

    @Nested
    class Given_a_blob_made_of_blocks {
        @BeforeEach
        void putTogether() {
            service.putBlock(CAT, A, "aa");
            service.putBlock(CAT, B, "bbb");
            commit("<Latest>" + A + "</Latest><Latest>" + B + "</Latest>")
                    .then()
                    .statusCode(201);
            service.clock.advance(Duration.ofMinutes(1));
            service.putBlock(CAT, B, "BBBB");
            service.putBlock(CAT, C, "c");
        }

        @ParameterizedTest
        @CsvSource({
            "<Latest>Yg==</Latest><Latest>YQ==</Latest>, BBBBaa",
            "<Committed>Yg==</Committed><Committed>YQ==</Committed>, bbbaa",
            "<Committed>Yg==</Committed><Uncommitted>Yg==</Uncommitted><Latest>Yw==</Latest>, bbbBBBBc",
            "<Committed>YQ==</Committed><Committed>YQ==</Committed>, aaaa",
            "'', ''"
        })
        void old_blocks_and_new_ones_may_be_mixed(String list, String content) {
            commit(list).then().statusCode(201);

            assertThat(content()).isEqualTo(content);
        }

        @Test
        void it_keeps_the_time_it_was_made_at() {
            commit("<Latest>" + C + "</Latest>");

            service.request()
                    .head(CAT)
                    .then()
                    .header("x-ms-creation-time", BlobService.NOON_AS_HEADER)
                    .header("Last-Modified", "Thu, 01 Jan 2026 12:01:00 GMT");
        }

        @Test
        void blocks_that_the_list_left_out_are_gone() {
            commit("<Latest>" + C + "</Latest>").then().statusCode(201);

            commit("<Committed>" + A + "</Committed>")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidBlockList");
        }
    }

    @Nested
    class Given_a_blob_sent_as_a_whole {
        @Test
        void it_has_no_blocks_to_choose_from() {
            service.put(CAT, "miau");

            commit("<Committed>" + A + "</Committed>").then().statusCode(400);
            assertThat(content()).isEqualTo("miau");
        }
    }

    private Response commit(String list) {
        return service.xml("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>" + list + "</BlockList>")
                .put(CAT + "?comp=blocklist");
    }

    private String content() {
        return service.request().get(CAT).asString();
    }
}
