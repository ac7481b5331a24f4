package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.nephelite.blob.BlobEmulator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** List Blobs with snapshots, versions and deleted blobs, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListBlobStatesTest {
    private static final String LIST = "/photos?restype=container&comp=list";
    private static final String BLOB = "EnumerationResults.Blobs.Blob";
    private static final Pattern STATE =
            Pattern.compile("<Name>([^<]*)</Name>(?:<(?:Snapshot|VersionId)>([^<]*)</(?:Snapshot|VersionId)>)?");
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
    class Given_snapshots_of_some_blobs {
        private final List<String> all = new ArrayList<>();

        @BeforeEach
        void put() {
            for (String name : List.of("a", "b", "b/1", "c")) {
                service.put("/photos/" + name, name);
                for (int i = 0; i < 3 && !name.equals("b/1"); i++) {
                    all.add(name + " " + service.snapshot("/photos/" + name));
                }
                all.add(name + " null");
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 5, 5000})
        void pages_of_any_size_show_each_once_with_what_is_current_last(int size) {
            assertThat(walk(LIST + "&include=snapshots&maxresults=" + size)).containsExactlyElementsOf(all);
        }

        @Test
        void they_are_not_shown_where_nobody_asks_for_them() {
            assertThat(service.names(LIST)).containsExactly("a", "b", "b/1", "c");
            assertThat(service.names(LIST + "&include=metadata,versions,deleted"))
                    .containsExactly("a", "b", "b/1", "c");
        }

        @Test
        void a_page_may_end_before_a_snapshot_that_is_deleted_then() {
            String first = service.request()
                    .get(LIST + "&include=snapshots&maxresults=1")
                    .asString();
            service.request().delete("/photos/a?snapshot=" + all.get(1).substring(2));
            String late = service.snapshot("/photos/a");

            assertThat(walk(LIST + "&include=snapshots&marker=" + next(first)))
                    .startsWith(all.get(2), "a " + late, "a null");
        }

        @Test
        void they_are_not_gathered() {
            service.request()
                    .get(LIST + "&include=snapshots&delimiter=/")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue");
        }

        @Test
        void a_snapshot_has_no_lease_to_speak_of() {
            service.request()
                    .get(LIST + "&include=snapshots&prefix=c")
                    .then()
                    .body(BLOB + ".size()", equalTo(4))
                    .body(BLOB + "[0].Properties.LeaseState.size()", equalTo(0))
                    .body(BLOB + "[3].Properties.LeaseState", equalTo("available"));
        }

        @Test
        void a_prefix_and_a_first_name_narrow_the_list() {
            assertThat(walk(LIST + "&include=snapshots&prefix=b/")).containsExactly("b/1 null");
            assertThat(walk(LIST + "&include=snapshots&startFrom=c")).containsExactlyElementsOf(all.subList(9, 13));
        }
    }

    @Nested
    class Given_versions {
        private String first = "";
        private String second = "";

        @BeforeEach
        void put() {
            service.restart(new BlobEmulator.Features(true, 0));
            first = service.putVersion("/photos/a/cat", "1");
            second = service.putVersion("/photos/a/cat", "2");
            service.putVersion("/photos/b", "3");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 5000})
        void each_is_shown_and_the_current_one_says_so(int size) {
            assertThat(walk(LIST + "&include=versions&prefix=a&maxresults=" + size))
                    .containsExactly("a/cat " + first, "a/cat " + second);
            service.request()
                    .get(LIST + "&include=versions")
                    .then()
                    .body(BLOB + "[0].IsCurrentVersion.size()", equalTo(0))
                    .body(BLOB + "[0].Properties.LeaseState.size()", equalTo(0))
                    .body(BLOB + "[1].IsCurrentVersion", equalTo("true"));
        }

        @Test
        void folders_are_shown_as_folders() {
            assertThat(service.names(LIST + "&include=versions&delimiter=/")).containsExactly("a/", "b");
        }

        @Test
        void a_plain_list_names_the_version_that_is_current() {
            service.request().get(LIST).then().body(BLOB + "[0].VersionId", equalTo(second));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 5000})
        void a_blob_that_is_deleted_has_only_versions(int size) {
            service.request().delete("/photos/a/cat").then().statusCode(202);

            assertThat(service.names(LIST)).containsExactly("b");
            assertThat(walk(LIST + "&include=versions&prefix=a&maxresults=" + size))
                    .containsExactly("a/cat " + first, "a/cat " + second);
            assertThat(service.names(LIST + "&include=deletedwithversions")).containsExactly("a/cat", "b");
            assertThat(walk(LIST + "&include=deletedwithversions&maxresults=" + size))
                    .startsWith("a/cat null")
                    .hasSize(2);
            assertThat(walk(LIST + "&include=deletedwithversions,versions&maxresults=" + size))
                    .startsWith("a/cat " + first, "a/cat " + second, "a/cat null")
                    .hasSize(4);
            service.request()
                    .get(LIST + "&include=deletedwithversions")
                    .then()
                    .body(BLOB + "[0].HasVersionsOnly", equalTo("true"))
                    .body(BLOB + "[1].HasVersionsOnly.size()", equalTo(0));
        }
    }

    private List<String> walk(String path) {
        List<String> seen = new ArrayList<>();
        String page = service.request().get(path).asString();
        seen.addAll(states(page));
        for (String marker = next(page); !marker.isEmpty(); marker = next(page)) {
            page = service.request().get(path + "&marker=" + marker).asString();
            seen.addAll(states(page));
        }
        return seen;
    }

    private static List<String> states(String page) {
        return STATE.matcher(page)
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
    }

    private static String next(String page) {
        Matcher marker = NEXT.matcher(page);
        return marker.find() ? marker.group(1) : "";
    }
}
