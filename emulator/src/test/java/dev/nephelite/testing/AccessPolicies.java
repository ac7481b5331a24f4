package dev.nephelite.testing;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the stored access policies of containers and of queues alike. */
public interface AccessPolicies {
    /** Sends a document, or nothing at all if it is empty. */
    Response set(String document);

    /** Sends a document that is taken. */
    void setDone(String document);

    Response show();

    @Test
    default void at_first_there_are_none() {
        show().then()
                .statusCode(200)
                .contentType("application/xml")
                .body(containsString("<SignedIdentifiers>" + "</SignedIdentifiers>"));
    }

    @Test
    default void they_are_shown_as_they_were_set_with_seven_digits_of_the_second() {
        setDone("""
                <?xml version="1.0" encoding="utf-8"?>
                <SignedIdentifiers>
                  <SignedIdentifier>
                    <Id>all</Id>
                    <AccessPolicy>
                      <Start>2026-01-01T10:00:00.1234567Z</Start>
                      <Expiry>2026-01-02</Expiry>
                      <Permission>ra</Permission>
                    </AccessPolicy>
                  </SignedIdentifier>
                  <SignedIdentifier><Id>some</Id><AccessPolicy><Permission>r</Permission></AccessPolicy></SignedIdentifier>
                  <SignedIdentifier><Id>nothing</Id></SignedIdentifier>
                </SignedIdentifiers>
                """);

        show().then()
                .statusCode(200)
                .body(containsString("<SignedIdentifiers><SignedIdentifier><Id>all</Id><AccessPolicy>"
                        + "<Start>2026-01-01T10:00:00.1234567Z</Start><Expiry>2026-01-02T00:00:00.0000000Z</Expiry>"
                        + "<Permission>ra</Permission></AccessPolicy></SignedIdentifier>"
                        + "<SignedIdentifier><Id>some</Id><AccessPolicy><Permission>r</Permission></AccessPolicy>"
                        + "</SignedIdentifier>"))
                .body("SignedIdentifiers.SignedIdentifier[2].Id", equalTo("nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<SignedIdentifiers />"})
    default void those_that_are_set_replace_those_that_were(String document) {
        setDone(policy("old", "<Permission>r</Permission>"));

        setDone(document);
        show().then().body(not(containsString("old")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01",
                "2026-01-01T10:00Z",
                "2026-01-01T10:00:00Z",
                "2026-01-01T10:00:00.5Z",
                "2026-01-01T12:00:00+02:00"
            })
    default void moments_may_be_written_in_several_ways(String moment) {
        setDone(policy("mine", "<Expiry>" + moment + "</Expiry>"));

        show().then().body(containsString("<Expiry>2026-01-01T"));
    }

    @Test
    default void five_are_not_too_many_and_an_id_may_have_64_characters() {
        setDone(policies(5));
        setDone(policy("x".repeat(64), ""));

        show().then().body("SignedIdentifiers.SignedIdentifier.Id", equalTo("x".repeat(64)));
    }

    @Test
    default void six_are_too_many() {
        setDone(policy("old", ""));

        set(policies(6)).then().statusCode(400).header("x-ms-error-code", "InvalidXmlDocument");
        show().then().body("SignedIdentifiers.SignedIdentifier.Id", equalTo("old"));
    }

    @Test
    default void two_of_one_id_are_refused() {
        set("<SignedIdentifiers>" + one("mine", "") + one("mine", "") + "</SignedIdentifiers>")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidXmlDocument");
    }

    @ParameterizedTest
    @CsvSource({
        "<Permission>rQ</Permission>, InvalidXmlDocument",
        "<Expiry>tomorrow</Expiry>, InvalidXmlNodeValue",
        "<Start>2026-13-01T00:00:00Z</Start>, InvalidXmlNodeValue"
    })
    default void values_that_mean_nothing_are_refused(String field, String code) {
        set(policy("mine", field)).then().statusCode(400).header("x-ms-error-code", code);
    }

    @ParameterizedTest
    @CsvSource({
        "<SignedIdentifiers><SignedIdentifier /></SignedIdentifiers>, MissingRequiredXmlNode",
        "<SignedIdentifiers><SignedIdentifier><Id></Id></SignedIdentifier></SignedIdentifiers>, InvalidXmlNodeValue",
        "<SignedIdentifiers>, InvalidXmlDocument",
        "<Policies />, InvalidXmlDocument",
        "rubbish, InvalidXmlDocument"
    })
    default void documents_that_are_none_of_policies_are_refused(String document, String code) {
        set(document).then().statusCode(400).header("x-ms-error-code", code);
    }

    @Test
    default void an_id_of_65_characters_is_refused() {
        set(policy("x".repeat(65), ""))
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidXmlNodeValue")
                .body("Error.XmlNodeName", equalTo("Id"));
    }

    static String policy(String id, String fields) {
        return "<SignedIdentifiers>" + one(id, fields) + "</SignedIdentifiers>";
    }

    private static String policies(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> one("p" + i, ""))
                .collect(Collectors.joining("", "<SignedIdentifiers>", "</SignedIdentifiers>"));
    }

    private static String one(String id, String fields) {
        return "<SignedIdentifier><Id>" + id + "</Id><AccessPolicy>" + fields + "</AccessPolicy></SignedIdentifier>";
    }
}
