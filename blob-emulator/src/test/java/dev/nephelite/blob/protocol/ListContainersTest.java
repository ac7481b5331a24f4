package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.path.xml.XmlPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** List Containers, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListContainersTest {
    private static final String NAMES = "EnumerationResults.Containers.Container.Name";

    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_containers {
        @BeforeEach
        void create() {
            for (String name : List.of("photos", "music-1", "music", "azure-webjobs-hosts", "music0")) {
                service.request()
                        .header("x-ms-meta-Kind", name)
                        .put("/" + name + "?restype=container")
                        .then()
                        .statusCode(201);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"?comp=list", "/?comp=list"})
        void they_are_listed_in_the_order_of_their_names(String path) {
            service.request()
                    .get(path)
                    .then()
                    .statusCode(200)
                    .contentType("application/xml")
                    .body(NAMES, contains("azure-webjobs-hosts", "music", "music-1", "music0", "photos"))
                    .body("EnumerationResults.@ServiceEndpoint", equalTo(service.endpoint() + "/"))
                    .body("EnumerationResults.NextMarker", emptyString());
        }

        @Test
        void each_tells_its_properties() {
            String properties = "EnumerationResults.Containers.Container.Properties.";
            service.request()
                    .get("?comp=list&prefix=photos")
                    .then()
                    .body(properties + "'Last-Modified'", equalTo(BlobService.NOON_AS_HEADER))
                    .body(properties + "Etag", matchesPattern("\"0x[A-F0-9]{15,}\""))
                    .body(properties + "LeaseState", equalTo("available"))
                    .body(properties + "LeaseStatus", equalTo("unlocked"))
                    .body(properties + "HasLegalHold", equalTo("false"));
        }

        @Test
        void what_only_some_have_is_told_of_those() {
            String first = "EnumerationResults.Containers.Container[0].Properties.";
            String second = "EnumerationResults.Containers.Container[1].Properties.";
            LeasedThing.container(service, "music").begin("leased for ever");
            service.request()
                    .header("x-ms-blob-public-access", "container")
                    .put("/music?restype=container&comp=acl")
                    .then()
                    .statusCode(200);

            service.request()
                    .get("?comp=list&prefix=music&maxresults=2")
                    .then()
                    .body(first + "LeaseState", equalTo("leased"))
                    .body(first + "LeaseStatus", equalTo("locked"))
                    .body(first + "LeaseDuration", equalTo("infinite"))
                    .body(first + "PublicAccess", equalTo("container"))
                    .body(first + "DefaultEncryptionScope", equalTo("$account-encryption-key"))
                    .body(second + "LeaseState", equalTo("available"))
                    .body(second + "children().size()", equalTo(9));
        }

        @Test
        void logs_are_listed_where_system_containers_are_asked_for() {
            service.container("$logs");
            service.container("$web");

            service.request().get("?comp=list&prefix=$").then().body(NAMES, equalTo("$web"));
            service.request().get("?comp=list&prefix=$&include=system").then().body(NAMES, contains("$logs", "$web"));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 5000})
        void pages_of_any_size_show_each_once(int size) {
            assertThat(walk("?comp=list&maxresults=" + size))
                    .containsExactly("azure-webjobs-hosts", "music", "music-1", "music0", "photos");
            assertThat(walk("?comp=list&prefix=music&maxresults=" + size))
                    .containsExactly("music", "music-1", "music0");
        }

        @ParameterizedTest
        @ValueSource(strings = {"metadata", "deleted%2CMetadata%2Csystem", ",metadata"})
        void metadata_is_listed_where_it_is_asked_for(String include) {
            service.request()
                    .get("?comp=list&prefix=photos&include=" + include)
                    .then()
                    .statusCode(200)
                    .body("EnumerationResults.Containers.Container.Metadata.Kind", equalTo("photos"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "&include=", "&include=deleted"})
        void metadata_is_not_listed_where_it_is_not(String include) {
            String body = service.request().get("?comp=list" + include).asString();

            assertThat(body).contains("<Name>photos</Name>").doesNotContain("Metadata");
        }
    }

    @Nested
    class Given_no_container {
        @Test
        void the_list_is_empty() {
            service.request()
                    .get("?comp=list")
                    .then()
                    .statusCode(200)
                    .body("EnumerationResults.Containers", emptyString());
        }

        @ParameterizedTest
        @CsvSource({
            "maxresults=0, OutOfRangeQueryParameterValue",
            "maxresults=-1, OutOfRangeQueryParameterValue",
            "maxresults=many, InvalidQueryParameterValue",
            "include=everything, InvalidQueryParameterValue",
            "marker=!, InvalidQueryParameterValue"
        })
        void parameters_that_mean_nothing_are_refused(String parameter, String code) {
            service.request()
                    .get("?comp=list&" + parameter)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", code)
                    .body("Error.QueryParameterName", equalTo(parameter.substring(0, parameter.indexOf('='))));
        }
    }

    private List<String> walk(String path) {
        List<String> names = new ArrayList<>();
        String marker = "";
        do {
            XmlPath page = service.request().get(path + "&marker=" + marker).xmlPath();
            names.addAll(page.getList(NAMES, String.class));
            marker = page.getString("EnumerationResults.NextMarker");
        } while (!marker.isEmpty());
        return names;
    }
}
