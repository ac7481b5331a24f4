package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of blobs, from the path of one request through the list to the path of another. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobNamesTest {
    private static final String LIST = "/photos?restype=container&comp=list";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a.txt a.txt",
                "a%20b a~b",
                "a+b a+b",
                "a%2Bb a+b",
                "a%2Fb a/b",
                "a%5Cb a/b",
                "a%2F%2Fb%2F a//b/",
                "100%25 100%",
                "%C3%BC ü",
                "%F0%9F%98%80 \uD83D\uDE00",
                "a%26%3C%3E'b a&amp;&lt;&gt;'b",
                "a%3Fb%23c a?b#c",
                "(a)!*'b,;=:@&$ (a)!*'b,;=:@&amp;$"
            })
    void any_character_comes_through(String path, String inList) {
        service.put("/photos/" + path, "content");

        service.request().get("/photos/" + path).then().statusCode(200).body(equalTo("content"));
        assertThat(service.request().get(LIST).asString()).contains("<Name>" + inList.replace('~', ' ') + "</Name>");
    }

    @Test
    void listBlobs_encodes_the_whole_of_a_name_that_XML_cannot_hold() {
        service.put("/photos/a%EF%BF%BE/b%EF%BF%BF", "x");

        assertThat(service.request().get(LIST).asString())
                .contains("<Name Encoded=\"true\">a%EF%BF%BE%2Fb%EF%BF%BF</Name>");
        assertThat(service.request().get(LIST + "&delimiter=/").asString())
                .contains("<BlobPrefix><Name Encoded=\"true\">a%EF%BF%BE%2F</Name></BlobPrefix>");
    }

    @Test
    void a_prefix_that_XML_cannot_hold_is_encoded_in_the_head_of_the_list() {
        assertThat(service.request().get(LIST + "&prefix=a%EF%BF%BF/").asString())
                .contains("<Prefix Encoded=\"true\">a%EF%BF%BF%2F</Prefix>");
    }

    @Test
    void names_differ_by_case() {
        service.put("/photos/Cat", "big");
        service.put("/photos/cat", "small");

        service.request().get("/photos/Cat").then().body(equalTo("big"));
        service.request().get("/photos/cat").then().body(equalTo("small"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%00",
                "%01",
                "%0D",
                "%12",
                "%1F",
                "%7F",
                "%C2%81",
                "%C2%9F", // control characters
                "%EE%80%80",
                "%EF%80%83",
                "%EF%A3%BF", // private use: U+E000, U+F003, U+F8FF
                "%EF%B7%90",
                "%F0%9F%BF%BF",
                "%EF%BF%BD" // U+FDD0, U+1FFFF, U+FFFD
            })
    void a_name_with_a_character_that_the_service_refuses_is_an_invalid_URI(String character) {
        String path = "/photos/a" + character + "b";

        service.blob("x").put(path).then().statusCode(400).header("x-ms-error-code", "InvalidUri");
        service.request().get(path).then().statusCode(400).header("x-ms-error-code", "InvalidUri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C2%A0", "%EF%BF%BE", "%EF%BF%BF", "%F3%A0%81%A7", "%F3%B0%80%80"})
    void the_neighbors_of_refused_characters_may_be_in_a_name(String character) {
        service.put("/photos/a" + character + "b", "content");

        service.request().get("/photos/a" + character + "b").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C3", "%FF", "a%FFb", "%C0%80", "%ED%A0%80", "%F4%90%80%80"})
    void a_name_that_is_not_UTF_8_is_refused_for_it_could_become_another(String name) {
        service.blob("x").put("/photos/" + name).then().statusCode(400).header("x-ms-error-code", "InvalidUri");
        service.request().get("/photos/" + name).then().statusCode(400).header("x-ms-error-code", "InvalidUri");
    }

    @Test
    void a_name_has_1024_characters_at_most() {
        service.put("/photos/" + "a".repeat(1024), "x");
        service.blob("x")
                .put("/photos/" + "a".repeat(1025))
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "OutOfRangeInput")
                .body("Error.Message", startsWith("One of the request inputs is out of range."));
    }
}
