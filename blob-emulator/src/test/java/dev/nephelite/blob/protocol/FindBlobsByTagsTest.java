package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.nephelite.blob.BlobEmulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Find Blobs by Tags, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FindBlobsByTagsTest {
    private static final String NAMES = "EnumerationResults.Blobs.Blob.Name";
    private static final String VALUES = "EnumerationResults.Blobs.Blob.collect { it.Tags.TagSet.Tag.Value.text() }";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("archive");
        service.container("photos");
        put("/archive/old", "year=1999&owner=Anna");
        put("/photos/a", "year=2001&owner=Anna");
        put("/photos/b", "year=2002&owner=Bert");
        service.put("/photos/c", "without tags");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private void put(String path, String tags) {
        service.blob("x").header("x-ms-tags", tags).put(path).then().statusCode(201);
    }

    @Test
    void the_whole_account_is_searched() {
        service.request()
                .get("/?comp=blobs&where=owner%3D'Anna'")
                .then()
                .statusCode(200)
                .body("EnumerationResults.Where", equalTo("owner='Anna'"))
                .body(NAMES + "[0]", equalTo("old"))
                .body("EnumerationResults.Blobs.Blob[0].ContainerName", equalTo("archive"))
                .body(NAMES + "[1]", equalTo("a"))
                .body("EnumerationResults.Blobs.Blob.size()", equalTo(2));
    }

    @Test
    void only_the_tags_that_are_searched_for_are_told() {
        service.request()
                .get("/?comp=blobs&where=owner%3D'Bert'")
                .then()
                .body("EnumerationResults.Blobs.Blob.Tags.TagSet.Tag.size()", equalTo(1))
                .body("EnumerationResults.Blobs.Blob.Tags.TagSet.Tag.Value", equalTo("Bert"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"year\" >= '2000' AND \"year\" < '2002' | a",
                "@container = 'photos' AND owner = 'Anna' | a",
                "\"year\" > '2001' | b",
                "( owner = 'Anna' ) and \"year\" <= '1999' | old"
            })
    void conditions_may_be_combined(String where, String found) {
        service.request()
                .queryParam("comp", "blobs")
                .urlEncodingEnabled(true)
                .queryParam("where", where)
                .get("/")
                .then()
                .statusCode(200)
                .body(NAMES, equalTo(found));
    }

    @Test
    void a_search_by_container_alone_finds_blobs_with_tags_only() {
        service.request()
                .get("/?comp=blobs&where=@container%3D'photos'")
                .then()
                .statusCode(200)
                .body("EnumerationResults.Blobs.Blob.size()", equalTo(2))
                .body(NAMES + "[0]", equalTo("a"))
                .body(NAMES + "[1]", equalTo("b"));
    }

    @Test
    void one_container_may_be_searched() {
        service.request()
                .get("/photos?restype=container&comp=blobs&where=owner%3D'Anna'")
                .then()
                .statusCode(200)
                .body(NAMES, equalTo("a"));
    }

    @Test
    void what_is_found_comes_page_by_page() {
        String next = service.request()
                .get("/?comp=blobs&maxresults=1&where=%22year%22%3E'1'")
                .then()
                .body(NAMES, equalTo("old"))
                .extract()
                .path("EnumerationResults.NextMarker");

        service.request()
                .get("/?comp=blobs&maxresults=2&where=%22year%22%3E'1'&marker=" + next)
                .then()
                .body(NAMES + "[0]", equalTo("a"))
                .body(NAMES + "[1]", equalTo("b"))
                .body("EnumerationResults.NextMarker", equalTo(""));
    }

    @Nested
    class Given_older_versions {
        private static final String WHERE = "/?comp=blobs&where=%22year%22%3E'2000'";

        @BeforeEach
        void overwrite() {
            service.restart(new BlobEmulator.Features(true, 0));
            put("/photos/a", "year=2011&owner=Anna");
            put("/photos/a", "year=2021&owner=Anna");
            service.snapshot("/photos/b");
        }

        @Test
        void they_are_found_where_they_are_asked_for() {
            service.request()
                    .get(WHERE + "&include=versions")
                    .then()
                    .statusCode(200)
                    .body(NAMES + ".collect { it.toString() }", contains("a", "a", "a", "b", "b"))
                    .body(VALUES, contains("2001", "2011", "2021", "2002", "2002"))
                    .body("EnumerationResults.Blobs.Blob[1].IsCurrentVersion.size()", equalTo(0))
                    .body("EnumerationResults.Blobs.Blob[2].IsCurrentVersion", equalTo("true"));
            service.request().get(WHERE).then().body(VALUES, contains("2021", "2002"));
        }

        @Test
        void a_page_may_end_between_them() {
            String next = service.request()
                    .get(WHERE + "&include=versions&maxresults=2")
                    .then()
                    .body(VALUES, contains("2001", "2011"))
                    .extract()
                    .path("EnumerationResults.NextMarker");

            service.request()
                    .get(WHERE + "&include=versions&marker=" + next)
                    .then()
                    .body(VALUES, contains("2021", "2002", "2002"));
        }
    }

    @Nested
    class Given_an_expression_that_is_none {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "owner%3D'Anna'%20OR%20owner%3D'Bert'",
                    "owner",
                    "owner%3D'Anna",
                    "owner%3C%3E'Anna'",
                    "@container%3E'a'",
                    "a%3D'x%40y'",
                    "year%3D'2001'",
                    "%20"
                })
        void it_is_refused(String where) {
            service.request()
                    .get("/?comp=blobs&where=" + where)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue")
                    .body("Error.Message", startsWith("Error parsing query at or near character position "))
                    .body("Error.QueryParameterName", equalTo("where"))
                    .body("Error.QueryParameterValue", notNullValue());
        }

        @Test
        void several_conditions_on_one_tag_are_refused_unless_they_are_a_range() {
            service.request()
                    .get("/?comp=blobs&where=owner%3D'A'%20AND%20owner%3D'B'")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue")
                    .body("Error.Message", startsWith("Error parsing query: can't have multiple conditions"));
        }

        @Test
        void the_container_is_named_in_the_search_of_an_account_only() {
            service.request()
                    .get("/photos?restype=container&comp=blobs&where=%40container%3D'photos'%20AND%20owner%3D'Anna'")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue")
                    .body("Error.Message", startsWith("Error parsing query: Cannot have container in both uri and"));
        }

        @Test
        void the_status_line_says_what_is_wrong_in_printable_characters() {
            assertThat(service.request()
                            .get("/?comp=blobs&where=%C2%85")
                            .then()
                            .extract()
                            .statusLine())
                    .isEqualTo("HTTP/1.1 400 Error parsing query at or near character position 1: unexpected '?'");
        }
    }

    @Test
    void a_container_that_is_not_there_cannot_be_searched() {
        service.request()
                .get("/none?restype=container&comp=blobs&where=a%3D'1'")
                .then()
                .statusCode(404)
                .header("x-ms-error-code", "ContainerNotFound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?comp=blobs", "/?comp=blobs&where="})
    void the_expression_must_be_there(String target) {
        service.request()
                .get(target)
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "MissingRequiredQueryParameter")
                .header("Content-Range", nullValue());
    }
}
