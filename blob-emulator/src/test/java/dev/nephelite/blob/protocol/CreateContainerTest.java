package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Create Container, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CreateContainerTest {
    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_no_container_of_that_name {
        @Test
        void it_is_made() {
            service.request()
                    .header("x-ms-client-request-id", "mine")
                    .put("/photos?restype=container")
                    .then()
                    .statusCode(201)
                    .header("ETag", matchesPattern("\"0x[A-F0-9]{15,}\""))
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("Content-Length", "0")
                    .header("x-ms-client-request-id", "mine")
                    .header("x-ms-version", "2026-02-06");
        }

        @Test
        void its_metadata_is_kept() {
            service.request()
                    .header("x-ms-meta-Project", "sea")
                    .put("/photos?restype=container")
                    .then()
                    .statusCode(201);

            service.request().get("/photos?restype=container").then().header("x-ms-meta-project", "sea");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/abc?restype=container", "/a-1/?restype=container", "/$web?restype=container"})
        void names_of_letters_digits_and_single_hyphens_are_fine(String path) {
            service.request().put(path).then().statusCode(201);
        }

        @Test
        void a_name_of_a_length_that_is_not_permitted_is_refused() {
            service.request()
                    .put("/ab?restype=container")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "OutOfRangeInput")
                    .body(
                            "Error.Message",
                            startsWith("The specified resource name length is not within the permissible limits."));
        }

        @ParameterizedTest
        @CsvSource({"Photos, InvalidResourceName", "my--photos, InvalidResourceName"})
        void other_names_are_refused(String name, String code) {
            service.request()
                    .put("/" + name + "?restype=container")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", code);
        }

        @ParameterizedTest
        @CsvSource({
            "x-ms-meta-, EmptyMetadataKey",
            "x-ms-meta-my-name, InvalidMetadata",
            "x-ms-meta-1st, InvalidMetadata"
        })
        void metadata_must_have_names_that_programs_can_use(String header, String code) {
            service.request()
                    .header(header, "x")
                    .put("/photos?restype=container")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", code);
        }

        @ParameterizedTest
        @CsvSource({"container, container", "blob, blob", "Blob, blob"})
        void it_can_be_open_to_everybody(String asked, String access) {
            service.request()
                    .header("x-ms-blob-public-access", asked)
                    .put("/photos?restype=container")
                    .then()
                    .statusCode(201);

            service.request().get("/photos?restype=container").then().header("x-ms-blob-public-access", access);
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", "everybody", "true"})
        void it_is_not_made_with_an_access_that_there_is_not(String access) {
            service.request()
                    .header("x-ms-blob-public-access", access)
                    .put("/photos?restype=container")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue")
                    .body("Error.HeaderName", equalTo("x-ms-blob-public-access"));
            service.request().get("/photos?restype=container").then().statusCode(404);
        }

        @Test
        void it_can_have_an_encryption_scope_for_all_its_blobs() {
            service.request()
                    .header("x-ms-default-encryption-scope", "secret")
                    .header("x-ms-deny-encryption-scope-override", "true")
                    .put("/photos?restype=container")
                    .then()
                    .statusCode(201);

            service.request()
                    .get("/photos?restype=container")
                    .then()
                    .header("x-ms-default-encryption-scope", "secret")
                    .header("x-ms-deny-encryption-scope-override", "true");
            service.request()
                    .get("?comp=list")
                    .then()
                    .body(
                            "EnumerationResults.Containers.Container.Properties.DefaultEncryptionScope",
                            equalTo("secret"))
                    .body(
                            "EnumerationResults.Containers.Container.Properties.DenyEncryptionScopeOverride",
                            equalTo("true"));
        }

        @ParameterizedTest
        @CsvSource({"true, MissingRequiredHeader", "perhaps, InvalidHeaderValue"})
        void it_is_not_made_with_half_an_encryption_scope(String only, String code) {
            service.request()
                    .header("x-ms-deny-encryption-scope-override", only)
                    .put("/photos?restype=container")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", code);
        }
    }

    @Nested
    class Given_a_container_of_that_name {
        Given_a_container_of_that_name() {
            service.container("photos");
        }

        @Test
        void another_is_refused() {
            service.request()
                    .put("/photos?restype=container")
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "ContainerAlreadyExists")
                    .statusLine("HTTP/1.1 409 The specified container already exists.")
                    .contentType("application/xml")
                    .body("Error.Code", equalTo("ContainerAlreadyExists"));
        }

        @Test
        void the_name_is_free_as_soon_as_it_is_deleted() {
            service.request().delete("/photos?restype=container").then().statusCode(202);

            service.request().put("/photos?restype=container").then().statusCode(201);
        }
    }
}
