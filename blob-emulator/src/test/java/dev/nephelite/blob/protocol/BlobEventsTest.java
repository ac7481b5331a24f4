package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.emulator.event.ChangeEvent;
import dev.nephelite.emulator.trace.TraceContext;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The events about changes, and where they are served. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobEventsTest {
    private static final String CREATED = "Microsoft.Storage.BlobCreated";
    private static final String DELETED = "Microsoft.Storage.BlobDeleted";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void a_blob_that_is_put_is_told_of() {
        String etag = service.blob("miau")
                .contentType("text/plain")
                .header("x-ms-client-request-id", "mine")
                .put("/photos/my%20cats/a%2Bb.txt")
                .header("ETag");

        assertThat(service.events()).hasSize(1);
        ChangeEvent event = service.events().get(0);
        assertThat(event.type()).isEqualTo(CREATED);
        assertThat(event.account()).isEqualTo("devstoreaccount1");
        assertThat(event.time()).isEqualTo(BlobService.NOON);
        assertThat(event.subject()).isEqualTo("/blobServices/default/containers/photos/blobs/my cats/a+b.txt");
        assertThat(event.data())
                .containsEntry("api", "PutBlob")
                .containsEntry("clientRequestId", "mine")
                .containsEntry("eTag", etag.replace("\"", ""))
                .containsEntry("contentType", "text/plain")
                .containsEntry("contentLength", 4L)
                .containsEntry("blobType", "BlockBlob")
                .containsEntry("url", service.endpoint() + "/photos/my%20cats/a%2Bb.txt")
                .containsKeys("requestId", "sequencer");
    }

    @Test
    void a_blob_that_is_put_together_is_told_of_and_its_blocks_are_not() {
        service.putBlock("/photos/cat.txt", "YQ==", "miau");
        service.xml("<BlockList><Latest>YQ==</Latest></BlockList>").put("/photos/cat.txt?comp=blocklist");

        assertThat(service.events()).hasSize(1);
        assertThat(service.events().get(0).type()).isEqualTo(CREATED);
        assertThat(service.events().get(0).data())
                .containsEntry("api", "PutBlockList")
                .containsEntry("contentLength", 4L)
                .doesNotContainKey("clientRequestId");
    }

    @Test
    void a_blob_that_is_deleted_is_told_of() {
        service.put("/photos/cat.txt", "miau");
        service.request().delete("/photos/cat.txt").then().statusCode(202);

        List<ChangeEvent> events = service.events();
        assertThat(events).extracting(ChangeEvent::type).containsExactly(CREATED, DELETED);
        assertThat(events.get(1).data()).containsEntry("api", "DeleteBlob").containsEntry("contentLength", 4L);
    }

    @Test
    void a_blob_in_another_tier_is_told_of() {
        service.put("/photos/cat.txt", "miau");
        tier("Cool");
        tier("Cool");

        List<ChangeEvent> events = service.events();
        assertThat(events).extracting(ChangeEvent::type).containsExactly(CREATED, "Microsoft.Storage.BlobTierChanged");
        assertThat(events.get(0).data()).containsEntry("accessTier", "Default");
        assertThat(events.get(1).data())
                .containsEntry("api", "SetBlobTier")
                .containsEntry("accessTier", "Cool")
                .containsEntry("previousTier", "Default")
                .containsEntry("contentLength", 4L)
                .containsEntry("blobType", "BlockBlob");
    }

    @Test
    void the_way_out_of_the_archive_is_told_of_when_it_begins() {
        service.blob("miau").header("x-ms-access-tier", "Archive").put("/photos/cat.txt");
        tier("Hot");

        assertThat(service.events().get(1).type()).isEqualTo("Microsoft.Storage.AsyncOperationInitiated");
        assertThat(service.events().get(1).data()).containsEntry("api", "SetBlobTier");
    }

    @Test
    void snapshots_and_older_versions_come_and_go_unnoticed() {
        service.restart(new BlobEmulator.Features(true, 0));
        String version = service.putVersion("/photos/cat.txt", "miau");
        String snapshot = service.snapshot("/photos/cat.txt");
        service.request().delete("/photos/cat.txt?snapshot=" + snapshot).then().statusCode(202);
        service.request().delete("/photos/cat.txt?versionid=" + version).then().statusCode(202);

        assertThat(service.events()).extracting(ChangeEvent::type).containsExactly(CREATED);
    }

    private void tier(String tier) {
        service.request().header("x-ms-access-tier", tier).put("/photos/cat.txt?comp=tier");
    }

    @Test
    void later_events_of_a_blob_compare_as_later() {
        service.put("/photos/cat.txt", "miau");
        service.put("/photos/cat.txt", "miau");
        service.request().delete("/photos/cat.txt");

        assertThat(service.events())
                .extracting(ChangeEvent::data)
                .extracting(data -> String.valueOf(data.get("sequencer")))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void what_did_not_happen_is_not_told_of() {
        service.blob("miau")
                .header("If-Match", "*")
                .put("/photos/cat.txt")
                .then()
                .statusCode(412);
        service.request().delete("/photos/cat.txt").then().statusCode(404);
        service.putBlock("/photos/cat.txt", "YQ==", "miau");
        service.request().delete("/photos/cat.txt").then().statusCode(202);

        assertThat(service.events()).isEmpty();
    }

    @Test
    void an_event_has_the_trace_context_of_the_request() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        UUID invocation = new UUID(1, 2);
        service.blob("miau")
                .header("traceparent", parent)
                .header("tracestate", "nephelite=" + invocation + ",other=1")
                .put("/photos/cat.txt");

        TraceContext cause = Objects.requireNonNull(service.events().get(0).cause());
        assertThat(cause.header()).isEqualTo(parent);
        assertThat(cause.invocation()).isEqualTo(invocation);
        RestAssured.get(service.baseUrl() + "/_nephelite/events?after=0&follow=false")
                .then()
                .body(containsString("\"traceparent\":\"%s\",\"tracestate\":\"nephelite=%s,other=1\",\"data\":{"
                        .formatted(parent, invocation)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"})
    void an_event_of_a_request_without_a_valid_trace_context_begins_a_trace(String parent) {
        service.blob("miau")
                .header("traceparent", parent)
                .header("tracestate", "other=1")
                .put("/photos/cat.txt");
        service.put("/photos/cat.txt", "miau");

        assertThat(service.events())
                .extracting(event -> Objects.requireNonNull(event.cause()))
                .allSatisfy(cause -> assertThat(cause.state()).isEmpty())
                .extracting(TraceContext::traceId)
                .doesNotHaveDuplicates()
                .doesNotContain("0af7651916cd43dd8448eb211c80319c");
    }

    @ParameterizedTest
    @CsvSource({
        "/_nephelite/events?after=some, Host, localhost, 400",
        "/_nephelite/events?after=some, Host, evil.example, 403",
        "/_nephelite/events?after=some, Origin, http://localhost:3000, 400",
        "/_nephelite/events?after=some, Origin, https://evil.example, 403",
        "/_nephelite/events?after=some, Sec-Fetch-Site, cross-site, 403",
        "/_nephelite/other, Host, localhost, 404"
    })
    void events_are_served_beside_the_service_without_a_signature_to_this_machine_only(
            String path, String header, String value, int status) {
        RestAssured.given()
                .headers(Map.of(header, value))
                .get(service.baseUrl() + path)
                .then()
                .statusCode(status);
    }

    @Test
    void the_service_itself_wants_a_signature() {
        RestAssured.get(service.endpoint() + "?comp=list")
                .then()
                .statusCode(404)
                .body("Error.Code", equalTo("ResourceNotFound"));
    }

    @Test
    void a_blob_that_is_written_piece_by_piece_is_told_of_when_it_is_made() {
        service.appendBlob().put("/photos/app.log");
        service.append("/photos/app.log", "one");
        service.request().put("/photos/app.log?comp=seal");
        service.pageBlob(512).put("/photos/disk.vhd");
        service.putPage("/photos/disk.vhd", 0, "a".repeat(512));

        assertThat(service.events()).extracting(ChangeEvent::type).containsExactly(CREATED, CREATED);
        assertThat(service.events())
                .extracting(
                        event -> event.data().get("api") + " " + event.data().get("blobType"))
                .containsExactly("PutBlob AppendBlob", "PutBlob PageBlob");
    }
}
