package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** List Blobs, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListBlobsTest {
    private static final String LIST = "/photos?restype=container&comp=list";
    private static final String BLOB = "EnumerationResults.Blobs.Blob.";
    private static final Pattern NAME = Pattern.compile("<Name>([^<]*)</Name>");
    private static final Pattern NEXT = Pattern.compile("<NextMarker>([^<]*)</NextMarker>");

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_blob {
        @BeforeEach
        void put() {
            service.blob("miau")
                    .contentType("text/plain")
                    .header("x-ms-meta-Owner", "Anna")
                    .put("/photos/cat.txt");
        }

        @Test
        void the_list_says_what_it_is_a_list_of() {
            service.request()
                    .get(LIST + "&prefix=c&delimiter=/&maxresults=7")
                    .then()
                    .statusCode(200)
                    .contentType("application/xml")
                    .body("EnumerationResults.@ServiceEndpoint", equalTo(service.endpoint() + "/"))
                    .body("EnumerationResults.@ContainerName", equalTo("photos"))
                    .body("EnumerationResults.Prefix", equalTo("c"))
                    .body("EnumerationResults.Delimiter", equalTo("/"))
                    .body("EnumerationResults.MaxResults", equalTo("7"));
        }

        @Test
        void it_is_listed_with_its_properties() {
            service.request()
                    .get(LIST)
                    .then()
                    .body(BLOB + "Name", equalTo("cat.txt"))
                    .body(BLOB + "Properties.'Creation-Time'", equalTo(BlobService.NOON_AS_HEADER))
                    .body(BLOB + "Properties.'Last-Modified'", equalTo(BlobService.NOON_AS_HEADER))
                    .body(BLOB + "Properties.Etag", matchesPattern("0x[A-F0-9]{15,}"))
                    .body(BLOB + "Properties.'Content-Length'", equalTo("4"))
                    .body(BLOB + "Properties.'Content-Type'", equalTo("text/plain"))
                    .body(BLOB + "Properties.'Content-MD5'", equalTo("UJQb9GDvyxNWJJouUBj4yA=="))
                    .body(BLOB + "Properties.BlobType", equalTo("BlockBlob"))
                    .body(BLOB + "Properties.AccessTier", equalTo("Hot"))
                    .body(BLOB + "Properties.AccessTierInferred", equalTo("true"))
                    .body(BLOB + "Properties.LeaseStatus", equalTo("unlocked"))
                    .body(BLOB + "Properties.LeaseState", equalTo("available"))
                    .body(BLOB + "Properties.ServerEncrypted", equalTo("true"));
        }

        @Test
        void metadata_is_listed_where_it_is_asked_for() {
            service.request().get(LIST + "&include=metadata").then().body(BLOB + "Metadata.Owner", equalTo("Anna"));
            assertThat(service.request().get(LIST).asString()).doesNotContain("Metadata");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "copy,deleted,metadata,tags,snapshots,uncommittedblobs,versions",
                    "deletedwithversions,immutabilitypolicy,legalhold,permissions"
                })
        void what_there_is_nothing_of_may_be_asked_for(String include) {
            service.request().get(LIST + "&include=" + include).then().statusCode(200);
        }
    }

    @Nested
    class Given_blocks_only {
        @Test
        void they_are_listed_where_they_are_asked_for() {
            service.putBlock("/photos/cat.txt", "YQ==", "block");

            assertThat(names(LIST)).isEmpty();
            service.request()
                    .get(LIST + "&include=uncommittedblobs")
                    .then()
                    .body(BLOB + "Name", equalTo("cat.txt"))
                    .body(BLOB + "Properties.'Content-Length'", equalTo("0"))
                    .body(BLOB + "Properties.BlobType", equalTo("BlockBlob"))
                    .body(BLOB + "Properties.LeaseState", equalTo("available"));
        }

        @Test
        void a_lease_on_what_they_are_to_become_is_listed() {
            service.putBlock("/photos/cat.txt", "YQ==", "block");
            service.request()
                    .header("x-ms-lease-action", "acquire")
                    .header("x-ms-lease-duration", "-1")
                    .put("/photos/cat.txt?comp=lease")
                    .then()
                    .statusCode(201);

            service.request()
                    .get(LIST + "&include=uncommittedblobs")
                    .then()
                    .body(BLOB + "Properties.LeaseStatus", equalTo("locked"))
                    .body(BLOB + "Properties.LeaseState", equalTo("leased"))
                    .body(BLOB + "Properties.LeaseDuration", equalTo("infinite"));
        }
    }

    @Nested
    class Given_many_blobs_in_folders {
        @BeforeEach
        void put() {
            IntStream.range(0, 30).forEach(i -> service.put("/photos/%d/%02d".formatted(i % 3, i), "x"));
            List.of("0", "00", "1.txt", "3").forEach(name -> service.put("/photos/" + name, "x"));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 5000})
        void pages_of_any_size_show_each_folder_once_and_in_order(int size) {
            assertThat(walk(LIST + "&delimiter=/&maxresults=" + size))
                    .containsExactly("0", "0/", "00", "1.txt", "1/", "2/", "3");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 5000})
        void pages_of_any_size_show_each_blob_once_and_in_order(int size) {
            assertThat(walk(LIST + "&maxresults=" + size))
                    .hasSize(34)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(walk(LIST + "&prefix=1/&delimiter=/&maxresults=" + size))
                    .containsExactly("1/01", "1/04", "1/07", "1/10", "1/13", "1/16", "1/19", "1/22", "1/25", "1/28");
        }

        @Test
        void a_page_never_repeats_what_was_written_behind_it() {
            String first =
                    service.request().get(LIST + "&delimiter=/&maxresults=3").asString();
            service.put("/photos/0/99", "x");
            service.put("/photos/2/99", "x");

            assertThat(names(LIST + "&delimiter=/&marker=" + next(first))).containsExactly("1.txt", "1/", "2/", "3");
        }

        @Test
        void a_list_may_begin_with_a_name() {
            assertThat(names(LIST + "&startFrom=2/26")).containsExactly("2/26", "2/29", "3");
        }
    }

    @Nested
    class Given_a_request_that_cannot_be_carried_out {
        @ParameterizedTest
        @CsvSource({
            "maxresults=0, OutOfRangeQueryParameterValue",
            "maxresults=x, InvalidQueryParameterValue",
            "include=everything, InvalidQueryParameterValue",
            "marker=!, InvalidQueryParameterValue"
        })
        void parameters_that_mean_nothing_are_refused(String parameter, String code) {
            service.request().get(LIST + "&" + parameter).then().statusCode(400).header("x-ms-error-code", code);
        }

        @Test
        void a_container_must_be_there() {
            service.request()
                    .get("/other?restype=container&comp=list")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "ContainerNotFound");
        }
    }

    private List<String> walk(String path) {
        List<String> seen = new ArrayList<>();
        String marker = "";
        do {
            String page = service.request().get(path + "&marker=" + marker).asString();
            seen.addAll(namesIn(page));
            marker = next(page);
        } while (!marker.isEmpty());
        return seen;
    }

    private List<String> names(String path) {
        return namesIn(service.request().get(path).asString());
    }

    private static List<String> namesIn(String page) {
        return NAME.matcher(page).results().map(found -> found.group(1)).toList();
    }

    private static String next(String page) {
        Matcher next = NEXT.matcher(page);
        return next.find() ? next.group(1) : "";
    }
}
