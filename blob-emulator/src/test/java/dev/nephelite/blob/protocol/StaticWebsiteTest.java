package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The static website of an account, as a browser sees it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StaticWebsiteTest {
    private final BlobService service = new BlobService();

    StaticWebsiteTest() {
        service.container("$web");
        put("index.html", "home");
        put("about/index.html", "about us");
        put("missing.html", "sorry");
        put("two%20words.html", "spaces");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_website_with_an_index_in_each_folder {
        Given_a_website_with_an_index_in_each_folder() {
            set("<Enabled>true</Enabled><IndexDocument>index.html</IndexDocument>"
                    + "<ErrorDocument404Path>missing.html</ErrorDocument404Path>");
        }

        @ParameterizedTest
        @CsvSource({
            "/, home",
            "/index.html, home",
            "/about/, about us",
            "/about, about us",
            "/about/index.html?x=1, about us",
            "/two%20words.html, spaces"
        })
        void anyone_sees_its_pages(String path, String page) {
            browser()
                    .get(path)
                    .then()
                    .statusCode(200)
                    .contentType("text/html")
                    .header("x-ms-blob-type", nullValue())
                    .body(equalTo(page));
        }

        @Test
        void a_browser_asks_only_for_what_has_changed() {
            String etag = browser().get("/").header("ETag");

            browser()
                    .header("If-None-Match", etag)
                    .get("/")
                    .then()
                    .statusCode(304)
                    .body(emptyString());
            browser()
                    .head("/")
                    .then()
                    .statusCode(200)
                    .header("Content-Length", "4")
                    .body(emptyString());
            browser()
                    .header("Range", "bytes=0-1")
                    .get("/")
                    .then()
                    .statusCode(206)
                    .body(equalTo("ho"));
        }

        @Test
        void the_page_of_the_owner_is_shown_where_there_is_nothing() {
            browser()
                    .header("Range", "bytes=100-")
                    .get("/none/at/all")
                    .then()
                    .statusCode(404)
                    .contentType("text/html")
                    .body(equalTo("sorry"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"PUT", "POST", "DELETE"})
        void nobody_changes_it_here(String method) {
            browser()
                    .request(method, "/index.html")
                    .then()
                    .statusCode(405)
                    .header("x-ms-error-code", "UnsupportedHttpVerb")
                    .header("Allow", "GET, HEAD");
        }

        @Test
        void the_service_itself_still_wants_a_signature() {
            RestAssured.given()
                    .get(service.endpoint() + "/$web/index.html")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "ResourceNotFound");
        }
    }

    @Nested
    class Given_a_website_with_one_index_for_all_folders {
        @Test
        void every_folder_shows_it() {
            set("<Enabled>true</Enabled><DefaultIndexDocumentPath>/index.html</DefaultIndexDocumentPath>");

            browser().get("/about/").then().statusCode(200).body(equalTo("home"));
            browser().get("/whatever/").then().statusCode(200).body(equalTo("home"));
        }
    }

    @Nested
    class Given_a_website_that_is_off {
        @Test
        void there_is_nothing_to_see() {
            set("<Enabled>false</Enabled>");

            browser()
                    .get("/index.html")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "WebContentNotFound")
                    .contentType("text/html")
                    .body(containsString("The requested content does not exist."));
        }
    }

    private void put(String name, String content) {
        service.request()
                .header("x-ms-blob-type", "BlockBlob")
                .contentType("text/html")
                .body(content.getBytes(StandardCharsets.UTF_8))
                .put("/$web/" + name)
                .then()
                .statusCode(201);
    }

    private RequestSpecification browser() {
        return RestAssured.given()
                .urlEncodingEnabled(false)
                .baseUri(service.baseUrl())
                .header("Host", "devstoreaccount1.web.localhost:10000");
    }

    private void set(String website) {
        service.xml("<StorageServiceProperties><StaticWebsite>" + website
                        + "</StaticWebsite></StorageServiceProperties>")
                .put("?restype=service&comp=properties")
                .then()
                .statusCode(202);
    }
}
