package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.nephelite.emulator.value.Account;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page can do that signs with the well-known key and sends requests from a browser, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ForeignPageTest {
    private static final String EVIL = "https://evil.example";

    @Nested
    class Given_a_blob_of_the_well_known_account {
        private final BlobService service = new BlobService();

        @BeforeEach
        void put() {
            service.container("photos");
            service.put("/photos/cat.txt", "miau");
        }

        @AfterEach
        void close() {
            service.close();
        }

        @ParameterizedTest
        @ValueSource(strings = {EVIL, "http://192.168.0.7", "null", "http://localhost.evil.example"})
        void getBlob_refuses_a_page_of_another_origin(String origin) {
            byAnybody()
                    .header("Origin", origin)
                    .get(signed("r"))
                    .then()
                    .statusCode(403)
                    .header("x-ms-error-code", "AuthorizationFailure")
                    .body("Error.Message", containsString("or allow the host name "));
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1:5173", "http://a.web.localhost:10000"})
        void getBlob_answers_a_page_of_this_machine(String origin) {
            byAnybody().header("Origin", origin).get(signed("r")).then().statusCode(200);
        }

        @Test
        void getBlob_answers_what_a_link_or_an_image_asks_for() {
            byAnybody()
                    .header("Sec-Fetch-Site", "cross-site")
                    .get(signed("r"))
                    .then()
                    .statusCode(200);
        }

        @Test
        void getBlob_answers_a_page_that_a_rule_allows() {
            service.xml("<StorageServiceProperties><Cors><CorsRule><AllowedOrigins>" + EVIL
                            + "</AllowedOrigins><AllowedMethods>GET</AllowedMethods><AllowedHeaders/><ExposedHeaders/>"
                            + "<MaxAgeInSeconds>60</MaxAgeInSeconds></CorsRule></Cors></StorageServiceProperties>")
                    .put("?restype=service&comp=properties")
                    .then()
                    .statusCode(202);

            byAnybody().header("Origin", EVIL).get(signed("r")).then().statusCode(200);
            byAnybody().header("Origin", EVIL).delete(signed("d")).then().statusCode(403);
            byAnybody()
                    .header("Origin", "https://other.example")
                    .get(signed("r"))
                    .then()
                    .statusCode(403);
        }

        @Test
        void putBlob_refuses_a_page_of_another_origin() {
            byAnybody()
                    .header("Origin", EVIL)
                    .header("x-ms-blob-type", "BlockBlob")
                    .body("woof")
                    .put(signed("w"))
                    .then()
                    .statusCode(403);
            service.request().get("/photos/cat.txt").then().body(equalTo("miau"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"evil.example", "evil.example:10000", "devstoreaccount1.evil.example", "127.0.0.1.nip.io"})
        void every_operation_refuses_a_host_name_that_a_stranger_may_own(String host) {
            service.request()
                    .header("Host", host)
                    .get("/photos/cat.txt")
                    .then()
                    .statusCode(403)
                    .header("x-ms-error-code", "AuthorizationFailure")
                    .body(
                            "Error.Message",
                            containsString("or allow the host name " + host.replaceFirst(":.*", "") + "."));
        }

        @Test
        void a_website_refuses_such_a_host_name_as_well() {
            byAnybody()
                    .header("Host", "devstoreaccount1.web.evil.example")
                    .get(service.baseUrl() + "/")
                    .then()
                    .statusCode(403);
        }

        @Test
        void an_account_with_a_key_of_its_own_needs_no_such_protection() {
            service.other()
                    .request()
                    .header("Host", "storage.example")
                    .header("Origin", EVIL)
                    .get("?comp=list")
                    .then()
                    .statusCode(200);
        }

        private String signed(String permissions) {
            return service.signed(Account.DEVELOPMENT, "photos", "cat.txt", permissions);
        }
    }

    private static RequestSpecification byAnybody() {
        return RestAssured.given().urlEncodingEnabled(false);
    }
}
