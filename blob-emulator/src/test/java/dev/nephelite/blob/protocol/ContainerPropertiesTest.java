package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Get Container Properties, Get and Set Container Metadata, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContainerPropertiesTest {
    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_container {
        @BeforeEach
        void create() {
            service.request()
                    .header("x-ms-meta-Project", "sea")
                    .header("x-ms-meta-a_b", "1")
                    .put("/photos?restype=container")
                    .then()
                    .statusCode(201);
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD"})
        void its_properties_are_all_that_clients_look_for(String method) {
            service.request()
                    .request(method, "/photos?restype=container")
                    .then()
                    .statusCode(200)
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("x-ms-meta-project", "sea")
                    .header("x-ms-lease-status", "unlocked")
                    .header("x-ms-lease-state", "available")
                    .header("x-ms-has-immutability-policy", "false")
                    .header("x-ms-has-legal-hold", "false")
                    .header("x-ms-blob-public-access", nullValue())
                    .body(emptyString());
        }

        @Test
        void metadata_keeps_the_case_of_its_names_behind_a_prefix_in_lower_case() {
            Response response = service.request().get("/photos?restype=container&comp=metadata");

            List<String> names = response.headers().asList().stream()
                    .map(Header::getName)
                    .filter(name -> name.startsWith("x-ms-meta-"))
                    .toList();
            assertThat(names).containsExactlyInAnyOrder("x-ms-meta-Project", "x-ms-meta-a_b");
        }

        @Test
        void metadata_is_replaced_as_a_whole_and_makes_a_new_version() {
            String before = service.request().get("/photos?restype=container").header("ETag");

            service.request()
                    .header("x-ms-meta-season", "summer")
                    .put("/photos?restype=container&comp=metadata")
                    .then()
                    .statusCode(200);

            Response after = service.request().head("/photos?restype=container&comp=metadata");
            after.then().statusCode(200).header("x-ms-meta-season", "summer").header("x-ms-meta-Project", nullValue());
            assertThat(after.header("ETag")).isNotEqualTo(before);
        }

        @Test
        void blobs_that_come_and_go_make_no_new_version() {
            String before = service.request().get("/photos?restype=container").header("ETag");

            service.put("/photos/cat.jpg", "miau");

            assertThat(service.request().get("/photos?restype=container").header("ETag"))
                    .isEqualTo(before);
        }

        @Test
        void metadata_may_depend_on_when_the_container_changed() {
            service.request()
                    .header("If-Modified-Since", BlobService.NOON_AS_HEADER)
                    .put("/photos?restype=container&comp=metadata")
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "ConditionNotMet");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/photos?restype=container", "/photos?restype=container&comp=metadata"})
        void the_owner_of_a_lease_is_told_that_there_is_none(String path) {
            service.request()
                    .header("x-ms-lease-id", "11111111-2222-3333-4444-555555555555")
                    .get(path)
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "LeaseNotPresentWithContainerOperation");
        }
    }

    @Nested
    class Given_no_container {
        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD"})
        void a_client_that_looks_for_it_learns_so_from_a_header(String method) {
            service.request()
                    .request(method, "/photos?restype=container")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "ContainerNotFound");
        }

        @Test
        void it_gets_no_metadata() {
            service.request()
                    .put("/photos?restype=container&comp=metadata")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "ContainerNotFound");
        }
    }
}
