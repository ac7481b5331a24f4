package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.testing.AccessPolicies;
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

/** Get and Set Container ACL, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContainerACLTest {
    private static final String ACL = "/photos?restype=container&comp=acl";

    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_container implements AccessPolicies {
        @BeforeEach
        void create() {
            service.container("photos");
        }

        @Override
        public Response set(String document) {
            return document.isEmpty()
                    ? service.request().put(ACL)
                    : service.xml(document).put(ACL);
        }

        @Override
        public void setDone(String document) {
            set(document).then().statusCode(200).body(emptyString());
        }

        @Override
        public Response show() {
            return service.request().get(ACL);
        }

        @Test
        void setting_makes_a_new_version_of_the_container() {
            String before = show().header("ETag");
            service.clock.advance(Duration.ofSeconds(1));

            Response answer = set("");

            answer.then().statusCode(200).header("Last-Modified", "Thu, 01 Jan 2026 12:00:01 GMT");
            assertThat(answer.header("ETag")).isNotEqualTo(before).isEqualTo(show().header("ETag"));
        }

        @Test
        void public_access_is_set_with_the_policies_and_taken_away_without_a_word() {
            service.request()
                    .header("x-ms-blob-public-access", "blob")
                    .put(ACL)
                    .then()
                    .statusCode(200);
            show().then().header("x-ms-blob-public-access", "blob");
            service.request().head("/photos?restype=container").then().header("x-ms-blob-public-access", "blob");

            set("");
            show().then().header("x-ms-blob-public-access", nullValue());
        }

        @Test
        void an_access_that_there_is_not_is_refused() {
            service.request()
                    .header("x-ms-blob-public-access", "all")
                    .put(ACL)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue")
                    .body("Error.HeaderName", equalTo("x-ms-blob-public-access"));
        }

        @Test
        void all_permissions_of_the_service_can_be_given() {
            setDone(AccessPolicies.policy("mine", "<Permission>racwdxyltmeopif</Permission>"));
        }

        @Test
        void metadata_that_is_set_leaves_the_policies_alone() {
            setDone(AccessPolicies.policy("mine", ""));

            service.request()
                    .put("/photos?restype=container&comp=metadata")
                    .then()
                    .statusCode(200);
            show().then().body("SignedIdentifiers.SignedIdentifier.Id", equalTo("mine"));
        }

        @Test
        void who_asks_for_the_head_alone_gets_the_head_alone() {
            service.request().head(ACL).then().statusCode(200).header("ETag", show().header("ETag"));
        }

        @ParameterizedTest
        @CsvSource({
            "If-Unmodified-Since, 'Thu, 01 Jan 2026 11:59:59 GMT', 412",
            "If-Unmodified-Since, 'Thu, 01 Jan 2026 12:00:00 GMT', 200",
            "If-Modified-Since, 'Thu, 01 Jan 2026 12:00:00 GMT', 412",
            "If-Modified-Since, 'Thu, 01 Jan 2026 11:59:59 GMT', 200",
            "If-Match, *, 400"
        })
        void setting_may_depend_on_when_the_container_changed(String condition, String value, int status) {
            service.request().header(condition, value).put(ACL).then().statusCode(status);
        }

        @Test
        void one_that_is_made_anew_has_none_of_the_old_policies() {
            setDone(AccessPolicies.policy("mine", ""));
            service.request().delete("/photos?restype=container").then().statusCode(202);
            service.container("photos");

            at_first_there_are_none();
        }
    }

    @Nested
    class Given_no_container {
        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "PUT"})
        void there_is_nothing_to_look_at_or_to_set(String method) {
            service.request()
                    .request(method, ACL)
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "ContainerNotFound");
        }
    }
}
