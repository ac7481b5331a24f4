package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers learn about the pages of other origins, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CorsTest {
    private static final String PROPERTIES = "?restype=service&comp=properties";
    private static final String PAGE = "https://app.example";
    private static final String LOCAL_PAGE = "http://localhost:3000";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_no_rules {
        @Test
        void a_browser_that_asks_is_refused() {
            preflight(PAGE, "PUT")
                    .then()
                    .statusCode(403)
                    .header("x-ms-error-code", "CorsPreflightFailure")
                    .body("Error.Code", equalTo("CorsPreflightFailure"));
        }

        @Test
        void an_answer_says_nothing_about_origins() {
            Response response = service.request().header("Origin", LOCAL_PAGE).get("?comp=list");

            response.then().statusCode(200).header(ALLOW_ORIGIN, nullValue()).header("Vary", nullValue());
        }
    }

    @Nested
    class Given_a_rule_for_one_origin {
        Given_a_rule_for_one_origin() {
            set(rule(PAGE, "GET,PUT", "x-ms-meta-*,x-ms-blob-type", "ETag,x-ms-meta-*"));
        }

        @Test
        void a_page_may_send_what_the_rule_allows() {
            asking(PAGE, "PUT")
                    .header("Access-Control-Request-Headers", "X-MS-Meta-Color, x-ms-blob-type")
                    .options(service.endpoint() + "/photos/cat.jpg")
                    .then()
                    .statusCode(200)
                    .header(ALLOW_ORIGIN, PAGE)
                    .header("Access-Control-Allow-Methods", "PUT")
                    .header("Access-Control-Allow-Headers", "X-MS-Meta-Color, x-ms-blob-type")
                    .header("Access-Control-Max-Age", "60")
                    .header("Access-Control-Allow-Credentials", "true")
                    .header("Content-Length", "0")
                    .body(emptyString());
        }

        @ParameterizedTest
        @CsvSource({
            "https://other.example, PUT, ''",
            "https://App.example, PUT, ''",
            "https://app.example, DELETE, ''",
            "https://app.example, PUT, x-ms-lease-id"
        })
        void a_page_may_send_nothing_else(String origin, String method, String header) {
            asking(origin, method)
                    .header("Access-Control-Request-Headers", header)
                    .options(service.endpoint() + "/photos/cat.jpg")
                    .then()
                    .statusCode(403)
                    .header("x-ms-error-code", "CorsPreflightFailure")
                    .header(ALLOW_ORIGIN, nullValue());
        }

        @Test
        void the_answer_to_its_page_says_what_it_may_see() {
            service.container("photos");
            service.blob("cat").header("x-ms-meta-color", "black").put("/photos/cat.jpg");

            Response response = service.request().header("Origin", PAGE).get("/photos/cat.jpg");
            response.then()
                    .statusCode(200)
                    .header(ALLOW_ORIGIN, PAGE)
                    .header("Access-Control-Allow-Credentials", "true")
                    .header("Vary", "Origin");
            assertThat(response.header("Access-Control-Expose-Headers")).isEqualTo("ETag,x-ms-meta-color");
        }

        @Test
        void a_refusal_may_be_seen_as_well() {
            service.request()
                    .header("Origin", PAGE)
                    .get("/photos/none")
                    .then()
                    .statusCode(404)
                    .header(ALLOW_ORIGIN, PAGE);
            RestAssured.given()
                    .header("Origin", PAGE)
                    .get(service.endpoint() + "?comp=list")
                    .then()
                    .statusCode(404)
                    .header(ALLOW_ORIGIN, PAGE);
        }

        @Test
        void others_may_see_nothing_and_caches_keep_them_apart() {
            service.request()
                    .header("Origin", LOCAL_PAGE)
                    .get("?comp=list")
                    .then()
                    .statusCode(200)
                    .header(ALLOW_ORIGIN, nullValue())
                    .header("Vary", "Origin");
            service.request().get("?comp=list").then().header("Vary", "Origin").header(ALLOW_ORIGIN, nullValue());
        }

        @Test
        void no_rules_any_more_are_set_by_an_empty_list() {
            set("");

            preflight(PAGE, "PUT").then().statusCode(403);
        }
    }

    @Nested
    class Given_a_rule_for_every_origin {
        Given_a_rule_for_every_origin() {
            set(rule("*", "GET", "*", "*"));
        }

        @Test
        void any_page_may_see_everything() {
            Response response = service.request().header("Origin", PAGE).get("?comp=list");

            response.then()
                    .header(ALLOW_ORIGIN, "*")
                    .header("Vary", nullValue())
                    .header("Access-Control-Allow-Credentials", nullValue());
            assertThat(List.of(response.header("Access-Control-Expose-Headers").split(",")))
                    .contains("x-ms-request-id", "Server", "Content-Type");
        }

        @Test
        void an_answer_that_is_kept_for_later_will_do_for_every_page() {
            service.request().get("?comp=list").then().header(ALLOW_ORIGIN, "*");
        }
    }

    @Nested
    class Given_several_rules {
        @Test
        void the_first_that_matches_decides() {
            set(rule("https://*.example", "GET", "", "first") + rule("*", "GET,PUT", "*", "second"));

            service.request()
                    .header("Origin", PAGE)
                    .get("?comp=list")
                    .then()
                    .header("Access-Control-Expose-Headers", "first")
                    .header(ALLOW_ORIGIN, PAGE);
            service.request()
                    .header("Origin", "https://example")
                    .get("?comp=list")
                    .then()
                    .header("Access-Control-Expose-Headers", "second");
            preflight(PAGE, "PUT").then().statusCode(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', PUT", "https://app.example, ''", "https://app.example, FLY"})
    void a_question_that_is_none_is_refused(String origin, String method) {
        preflight(origin, method).then().statusCode(400).header("x-ms-error-code", "InvalidHeaderValue");
    }

    @Test
    void an_account_that_is_not_there_has_no_rules() {
        asking(PAGE, "PUT").options(service.baseUrl() + "/nobody/photos").then().statusCode(404);
    }

    private Response preflight(String origin, String method) {
        return asking(origin, method).options(service.endpoint() + "/photos/cat.jpg");
    }

    private static RequestSpecification asking(String origin, String method) {
        return RestAssured.given().header("Origin", origin).header("Access-Control-Request-Method", method);
    }

    private void set(String rules) {
        service.xml(document(rules)).put(PROPERTIES).then().statusCode(202);
    }

    private static String document(String rules) {
        return "<StorageServiceProperties><Cors>" + rules + "</Cors></StorageServiceProperties>";
    }

    private static String rule(String origins, String methods, String headers, String exposed) {
        return "<CorsRule><AllowedOrigins>" + origins + "</AllowedOrigins><AllowedMethods>" + methods
                + "</AllowedMethods><AllowedHeaders>" + headers + "</AllowedHeaders><ExposedHeaders>" + exposed
                + "</ExposedHeaders><MaxAgeInSeconds>60</MaxAgeInSeconds></CorsRule>";
    }
}
