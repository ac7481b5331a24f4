package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Get Blob Tags and Set Blob Tags, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobTagsTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String TAGS = CAT + "?comp=tags";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private static String document(String... tags) {
        StringBuilder xml = new StringBuilder("<Tags><TagSet>");
        for (int i = 0; i < tags.length; i += 2) {
            xml.append("<Tag><Key>").append(tags[i]).append("</Key><Value>").append(tags[i + 1]);
            xml.append("</Value></Tag>");
        }
        return xml.append("</TagSet></Tags>").toString();
    }

    @Nested
    class Given_a_blob {
        private String etag;

        @BeforeEach
        void put() {
            etag = service.put(CAT, "miaow");
        }

        @Test
        void it_has_none() {
            service.request().get(TAGS).then().statusCode(200).body("Tags.TagSet.Tag.size()", equalTo(0));
            service.request().head(CAT).then().header("x-ms-tag-count", nullValue());
        }

        @Test
        void those_that_are_set_are_told_in_the_order_of_their_keys() {
            service.xml(document("b", "2", "a", "1")).put(TAGS).then().statusCode(204);

            service.request()
                    .get(TAGS)
                    .then()
                    .body("Tags.TagSet.Tag[0].Key", equalTo("a"))
                    .body("Tags.TagSet.Tag[0].Value", equalTo("1"))
                    .body("Tags.TagSet.Tag[1].Key", equalTo("b"));
            service.request().head(CAT).then().header("x-ms-tag-count", "2");
        }

        @Test
        void setting_them_does_not_change_the_blob() {
            service.xml(document("a", "1")).put(TAGS);

            service.request().head(CAT).then().header("ETag", etag).header("Last-Modified", BlobService.NOON_AS_HEADER);
        }

        @Test
        void those_set_before_are_replaced() {
            service.xml(document("a", "1")).put(TAGS);
            service.xml(document()).put(TAGS).then().statusCode(204);

            service.request().get(TAGS).then().body("Tags.TagSet.Tag.size()", equalTo(0));
        }

        @ParameterizedTest
        @CsvSource({
            "a!, 1, InvalidTag",
            "a, 1*, InvalidTag",
            "'', 1, EmptyTagName",
        })
        void what_no_tag_may_have_is_refused(String key, String value, String code) {
            service.xml(document("kept", "1")).put(TAGS);

            service.xml(document(key, value)).put(TAGS).then().statusCode(400).header("x-ms-error-code", code);
            service.request().get(TAGS).then().body("Tags.TagSet.Tag.Key", equalTo("kept"));
        }

        @Test
        void one_key_twice_is_refused() {
            service.xml(document("a", "1", "a", "2"))
                    .put(TAGS)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "DuplicateTagNames");
        }

        @Test
        void more_than_ten_are_refused() {
            String[] eleven = new String[22];
            for (int i = 0; i < eleven.length; i++) {
                eleven[i] = "key" + i / 2;
            }

            service.xml(document(eleven)).put(TAGS).then().statusCode(400).header("x-ms-error-code", "TagsTooLarge");
        }

        @ParameterizedTest
        @CsvSource({"x-ms-blob-if-match, 412", "x-ms-blob-if-none-match, 204"})
        void conditions_stand_in_headers_of_their_own(String header, int status) {
            service.xml(document("a", "1"))
                    .header(header, "\"0x8D0000000000000\"")
                    .put(TAGS)
                    .then()
                    .statusCode(status);
        }
    }

    @Nested
    class Given_a_blob_that_was_put_with_tags {
        @BeforeEach
        void put() {
            service.blob("miaow")
                    .header("x-ms-tags", "name=Tom+Cat&color=dark%20grey&empty=")
                    .put(CAT)
                    .then()
                    .statusCode(201);
        }

        @Test
        void it_has_them() {
            service.request()
                    .get(TAGS)
                    .then()
                    .body("Tags.TagSet.Tag.find { it.Key == 'name' }.Value", equalTo("Tom Cat"))
                    .body("Tags.TagSet.Tag.find { it.Key == 'color' }.Value", equalTo("dark grey"))
                    .body("Tags.TagSet.Tag.find { it.Key == 'empty' }.Value", equalTo(""));
        }

        @Test
        void writing_it_again_without_any_leaves_none() {
            service.put(CAT, "purr");

            service.request().head(CAT).then().header("x-ms-tag-count", nullValue());
        }

        @ParameterizedTest
        @ValueSource(strings = {"name = 'Tom Cat'", "\"name\" <> 'x' AND color >= 'dark'", "x='1' OR (name > 'S')"})
        void a_condition_that_they_fulfil_lets_a_request_through(String condition) {
            service.request()
                    .header("x-ms-if-tags", condition)
                    .get(CAT)
                    .then()
                    .statusCode(200)
                    .body(equalTo("miaow"));
        }

        @Test
        void a_condition_that_they_do_not_fulfil_does_not() {
            service.request()
                    .header("x-ms-if-tags", "name = 'Jerry'")
                    .delete(CAT)
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "ConditionNotMet");
            service.request().head(CAT).then().statusCode(200);
        }

        @Test
        void a_tag_that_the_blob_lacks_is_not_unequal_either() {
            service.request()
                    .header("x-ms-if-tags", "none <> 'x'")
                    .get(CAT)
                    .then()
                    .statusCode(412);
        }

        @ParameterizedTest
        @ValueSource(strings = {"name ~ 'Jerry'", "@container = 'pets'", "name = 'a?'", "month = '1'"})
        void a_condition_that_is_none_is_refused(String condition) {
            service.request()
                    .header("x-ms-if-tags", condition)
                    .get(CAT)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"name = 'Tom'", "name <> 'Tom'"})
    void putBlockList_does_not_fulfil_a_condition_with_uncommitted_blocks_alone(String condition) {
        service.request()
                .body("x".getBytes(StandardCharsets.UTF_8))
                .put("/photos/new?comp=block&blockid=MQ==")
                .then()
                .statusCode(201);

        service.xml("<BlockList><Latest>MQ==</Latest></BlockList>")
                .header("x-ms-if-tags", condition)
                .put("/photos/new?comp=blocklist")
                .then()
                .statusCode(412)
                .header("x-ms-error-code", "ConditionNotMet");
        service.blob("x")
                .header("x-ms-if-tags", condition)
                .put("/photos/new")
                .then()
                .statusCode(412);
        service.request().head("/photos/new").then().statusCode(404);
    }

    @Test
    void putBlob_ignores_a_condition_on_tags_where_there_is_nothing() {
        service.blob("x")
                .header("x-ms-if-tags", "name <> 'Tom'")
                .put("/photos/new")
                .then()
                .statusCode(201);
    }

    @Test
    void there_are_none_of_a_blob_that_is_not_there() {
        service.request().get(TAGS).then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
        service.xml(document("a", "1")).put(TAGS).then().statusCode(404);
    }
}
