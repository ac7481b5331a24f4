package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** List Queues, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueListTest {
    private final QueueService service = new QueueService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_an_account_without_queues {
        @Test
        void listQueues_returnsAnEmptyList() {
            assertThat(list("?comp=list"))
                    .isEqualTo("<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ServiceEndpoint=\""
                            + service.endpoint()
                            + "/\"><Queues></Queues><NextMarker /></EnumerationResults>");
        }
    }

    @Nested
    class Given_four_queues {
        Given_four_queues() {
            service.create("tasks");
            service.create("orders-2");
            service.request()
                    .header("x-ms-meta-Color", "red & <blue>")
                    .put("/orders")
                    .then()
                    .statusCode(201);
            service.create("orders-10");
        }

        @Test
        void listQueues_sortsByNameAndOmitsMetadata() {
            assertThat(list("?comp=list"))
                    .contains("<Queues><Queue><Name>orders</Name></Queue><Queue><Name>orders-10</Name></Queue>"
                            + "<Queue><Name>orders-2</Name></Queue><Queue><Name>tasks</Name></Queue></Queues>"
                            + "<NextMarker />");
        }

        @Test
        void listQueues_withAPrefixOmitsOtherQueues() {
            assertThat(list("?comp=list&prefix=orders-"))
                    .contains("<Prefix>orders-</Prefix>")
                    .contains("<Name>orders-10</Name>", "<Name>orders-2</Name>")
                    .doesNotContain("<Name>orders</Name>", "<Name>tasks</Name>");
        }

        @Test
        void listQueues_includesMetadataOnRequest() {
            assertThat(list("?comp=list&include=metadata&prefix=orders&maxresults=1"))
                    .contains("<Queue><Name>orders</Name><Metadata><Color>red &amp; &lt;blue&gt;</Color></Metadata>"
                            + "</Queue>");
        }

        @Test
        void listQueues_acceptsAnEmptyInclude() {
            assertThat(list("?comp=list&include=")).doesNotContain("Metadata");
        }

        @Test
        void listQueues_continuesAtTheMarker() {
            String first = list("?comp=list&maxresults=3");
            String marker = first.replaceFirst(".*<NextMarker>(.+)</NextMarker>.*", "$1");
            String second = list("?comp=list&maxresults=3&marker=" + marker);

            assertThat(first).contains("<MaxResults>3</MaxResults>").contains("<Name>orders-2</Name></Queue></Queues>");
            assertThat(second)
                    .contains("<Marker>" + marker + "</Marker>")
                    .contains("<Queues><Queue><Name>tasks</Name></Queue></Queues><NextMarker />");
        }

        @Test
        void listQueues_acceptsASlashBehindTheAccount() {
            assertThat(list("/?comp=list")).isEqualTo(list("?comp=list"));
        }
    }

    @Nested
    class Given_a_query_that_breaks_the_rules {
        @Test
        void listQueues_refusesLessThanOneResult() {
            service.request()
                    .get("?comp=list&maxresults=0")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "OutOfRangeQueryParameterValue")
                    .body("Error.QueryParameterName", equalTo("maxresults"))
                    .body("Error.QueryParameterValue", equalTo("0"))
                    .body("Error.MinimumAllowed", equalTo("1"));
        }

        @Test
        void listQueues_refusesAMarkerThatNoListReturned() {
            service.request()
                    .get("?comp=list&marker=!!")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidMarker")
                    .body("Error.QueryParameterValue", equalTo("!!"));
        }

        @Test
        void listQueues_refusesAnUnknownInclude() {
            service.request()
                    .get("?comp=list&include=weather")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue");
        }
    }

    private String list(String target) {
        return service.request()
                .get(target)
                .then()
                .statusCode(200)
                .header("Content-Type", "application/xml")
                .extract()
                .asString();
    }
}
