package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.nephelite.blob.BlobEmulator;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Restore Container, and what deletes and lists containers that can be restored, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RestoreContainerTest {
    private static final String LIST = "?comp=list&include=deleted,metadata";
    private static final String ITEM = "EnumerationResults.Containers.Container";
    private static final String PHOTOS = "/photos?restype=container";

    private BlobService service = new BlobService(new BlobEmulator.Features(false, 7));

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_deleted_container_with_a_blob {
        private final String version;

        Given_a_deleted_container_with_a_blob() {
            service.request()
                    .header("x-ms-meta-season", "summer")
                    .header("x-ms-blob-public-access", "blob")
                    .put(PHOTOS)
                    .then()
                    .statusCode(201);
            service.put("/photos/cat.jpg", "miau");
            service.clock.advance(Duration.ofHours(1));
            version = delete("photos");
        }

        @Test
        void it_and_its_blobs_are_not_there() {
            service.request().get(PHOTOS).then().statusCode(404).header("x-ms-error-code", "ContainerNotFound");
            service.request().get("/photos/cat.jpg").then().statusCode(404);
            service.request().get("?comp=list").then().body("EnumerationResults.Containers", emptyString());
        }

        @Test
        void it_is_listed_where_deleted_ones_are_asked_for() {
            service.clock.advance(Duration.ofDays(2));

            service.request()
                    .get(LIST)
                    .then()
                    .body(ITEM + ".Name", equalTo("photos"))
                    .body(ITEM + ".Deleted", equalTo("true"))
                    .body(ITEM + ".Version", matchesPattern("01D[0-9A-F]{13}"))
                    .body(ITEM + ".Properties.'Last-Modified'", equalTo(BlobService.NOON_AS_HEADER))
                    .body(ITEM + ".Properties.LeaseStatus", equalTo("unlocked"))
                    .body(ITEM + ".Properties.LeaseState", equalTo("expired"))
                    .body(ITEM + ".Properties.PublicAccess", equalTo("blob"))
                    .body(ITEM + ".Properties.DeletedTime", equalTo("Thu, 01 Jan 2026 13:00:00 GMT"))
                    .body(ITEM + ".Properties.RemainingRetentionDays", matchesPattern("[45]"))
                    .body(ITEM + ".Metadata.season", equalTo("summer"));
        }

        @Test
        void it_comes_back_with_all_that_it_had() {
            restore("photos", "photos", version).then().statusCode(201).body(emptyString());

            service.request()
                    .get(PHOTOS)
                    .then()
                    .statusCode(200)
                    .header("x-ms-meta-season", "summer")
                    .header("x-ms-blob-public-access", "blob")
                    .header("x-ms-lease-state", "available");
            service.request().get("/photos/cat.jpg").then().statusCode(200).body(equalTo("miau"));
            service.request().get(LIST).then().body(not(containsString("<Deleted>")));
        }

        @Test
        void it_comes_back_once() {
            restore("photos", "photos", version).then().statusCode(201);
            service.request().delete(PHOTOS).then().statusCode(202);

            restore("photos", "photos", version).then().statusCode(404).header("x-ms-error-code", "ContainerNotFound");
        }

        @Test
        void its_name_is_free_but_then_it_cannot_come_back() {
            service.container("photos");
            service.put("/photos/cat.jpg", "another");

            restore("photos", "photos", version)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "ContainerAlreadyExists");
            service.request().get("/photos/cat.jpg").then().body(equalTo("another"));
        }

        @Test
        void of_several_of_its_name_each_can_come_back() {
            service.container("photos");
            service.put("/photos/cat.jpg", "another");
            service.clock.advance(Duration.ofSeconds(1));
            String second = delete("photos");
            assertThat(second).isGreaterThan(version);

            restore("photos", "photos", version).then().statusCode(201);
            service.request().get("/photos/cat.jpg").then().body(equalTo("miau"));
            delete("photos");
            restore("photos", "photos", second).then().statusCode(201);
            service.request().get("/photos/cat.jpg").then().body(equalTo("another"));
        }

        @Test
        void it_cannot_come_back_under_another_name() {
            restore("music", "photos", version)
                    .then()
                    .statusCode(400)
                    .statusLine("HTTP/1.1 400 The value of deleted-container-name header must match the destination"
                            + " container name.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"01D00000000000FF", "0"})
        void no_other_version_of_it_can_come_back(String other) {
            restore("photos", "photos", other).then().statusCode(404).header("x-ms-error-code", "ContainerNotFound");
        }

        @Test
        void a_version_that_is_none_is_refused() {
            restore("photos", "photos", "latest")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue")
                    .body("Error.HeaderName", equalTo("x-ms-deleted-container-version"));
        }

        @ParameterizedTest
        @CsvSource({
            "x-ms-deleted-container-name, photos, x-ms-deleted-container-version",
            "x-ms-deleted-container-version, 01D00000000000FF, x-ms-deleted-container-name"
        })
        void who_does_not_say_which_is_refused(String header, String value, String missing) {
            service.request()
                    .header(header, value)
                    .put(PHOTOS + "&comp=undelete")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "MissingRequiredHeader")
                    .body("Error.HeaderName", equalTo(missing));
        }

        @Test
        void it_can_come_back_until_its_days_are_over() {
            service.clock.advance(Duration.ofDays(7).minusMillis(1));

            restore("photos", "photos", version).then().statusCode(201);
            service.clock.advance(Duration.ofDays(1));
            service.request().get("/photos/cat.jpg").then().statusCode(200);
        }

        @Test
        void it_is_gone_when_its_days_are_over() {
            service.clock.advance(Duration.ofDays(7));

            service.request().get(LIST).then().body("EnumerationResults.Containers", emptyString());
            restore("photos", "photos", version).then().statusCode(404);
        }
    }

    @Nested
    class Given_containers_of_which_some_are_deleted {
        Given_containers_of_which_some_are_deleted() {
            for (String name : List.of("aaa", "aaa-1", "bbb", "aaa", "ccc", "aaa")) {
                service.container(name);
                if (!name.equals("ccc")) {
                    delete(name);
                }
            }
            service.container("aaa");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5000})
        void pages_of_any_size_show_each_once(int size) {
            List<String> entries = new ArrayList<>();
            String marker = "";
            do {
                XmlPath page = service.request()
                        .get("?comp=list&include=deleted&maxresults=" + size + "&marker=" + marker)
                        .xmlPath();
                List<String> names = page.getList(ITEM + ".Name", String.class);
                assertThat(names).hasSizeLessThanOrEqualTo(size);
                for (int i = 0; i < names.size(); i++) {
                    entries.add(names.get(i) + page.getString(ITEM + "[" + i + "].Deleted"));
                }
                marker = page.getString("EnumerationResults.NextMarker");
            } while (!marker.isEmpty());

            assertThat(entries).containsExactly("aaa", "aaatrue", "aaatrue", "aaatrue", "aaa-1true", "bbbtrue", "ccc");
        }

        @Test
        void only_those_that_begin_as_asked_for_are_listed() {
            service.request()
                    .get("?comp=list&include=deleted&prefix=aaa-")
                    .then()
                    .body(ITEM + ".Name", equalTo("aaa-1"));
        }

        @Test
        void those_that_are_there_are_listed_alone_otherwise() {
            service.request().get("?comp=list").then().body(ITEM + ".Name", contains("aaa", "ccc"));
        }
    }

    @Nested
    class Given_a_service_that_keeps_nothing {
        @Test
        void a_deleted_container_is_gone() {
            service.close();
            service = new BlobService();
            service.container("photos");
            service.request().delete(PHOTOS).then().statusCode(202);

            service.request().get(LIST).then().body("EnumerationResults.Containers", emptyString());
        }
    }

    /** Deletes a container and returns the version under which it can be restored. */
    private String delete(String name) {
        service.request().delete("/" + name + "?restype=container").then().statusCode(202);
        XmlPath list = service.request()
                .get("?comp=list&include=deleted&prefix=" + name)
                .xmlPath();
        return list.getList(ITEM + ".findAll { it.Name == '" + name + "' }.Version", String.class).stream()
                .max(String::compareTo)
                .orElseThrow();
    }

    private Response restore(String name, String deletedName, String version) {
        return service.request()
                .header("x-ms-deleted-container-name", deletedName)
                .header("x-ms-deleted-container-version", version)
                .put("/" + name + "?restype=container&comp=undelete");
    }
}
