package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others post to a host, and how it answers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventGridWebhookTest {
    private static final String VALIDATION =
            "{\"id\":\"1\",\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\","
                    + "\"subject\":\"\",\"data\":{\"validationCode\":\"C0DE\"}}";
    private static final String TYPE = "aeg-event-type";

    @TempDir
    private Path folder = Path.of("");

    private GridApp grid;

    @BeforeEach
    void createGrid() {
        grid = new GridApp(folder);
    }

    @AfterEach
    void closeGrid() {
        grid.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventgrid?functionName=stored", "EventGrid?functionName=STORED&code=any"})
    void post_answersASubscriptionValidation(String path) throws Exception {
        HttpResponse<String> answer =
                GridApp.post(grid.start(), path, "[" + VALIDATION + "]", TYPE, "SubscriptionValidation");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"validationResponse\":\"C0DE\"}");
    }

    @Test
    void post_answersAValidationWithoutAHeaderAndAsACloudEvent() throws Exception {
        BoundApp app = grid.start();
        String cloud = "{\"specversion\":\"1.0\",\"type\":\"Microsoft.EventGrid.SubscriptionValidationEvent\","
                + "\"data\":\"{\\\"validationCode\\\":\\\"C0DE\\\"}\"}";

        assertThat(GridApp.post(app, "eventgrid?functionName=stored", "[" + VALIDATION + "]")
                        .body())
                .contains("C0DE");
        assertThat(GridApp.post(app, "eventgrid?functionName=stored", cloud, TYPE, "SubscriptionValidation")
                        .body())
                .contains("C0DE");
        assertThat(GridApp.post(app, "blobs?functionName=Host.Functions.pushed", cloud, TYPE, "SubscriptionValidation")
                        .body())
                .contains("C0DE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void request_ofAnyMethodAnswersAValidation(String method) throws Exception {
        for (String path : List.of("eventgrid?functionName=stored", "blobs?functionName=Host.Functions.pushed")) {
            HttpResponse<String> answer = grid.start()
                    .send(method, "/runtime/webhooks/" + path, "[" + VALIDATION + "]", TYPE, "SubscriptionValidation");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"validationResponse\":\"C0DE\"}");
        }
    }

    @Test
    void options_withoutAnOriginAllowsEventGrid() throws Exception {
        HttpResponse<String> answer =
                grid.start().send("OPTIONS", "/runtime/webhooks/eventgrid?functionName=stored", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("WebHook-Allowed-Origin")).hasValue("eventgrid.azure.net");
    }

    @Test
    void options_answersTheHandshakeOfCloudEvents() throws Exception {
        HttpResponse<String> answer = grid.start()
                .send(
                        "OPTIONS",
                        "/runtime/webhooks/eventgrid?functionName=stored",
                        "",
                        "WebHook-Request-Origin",
                        "eventgrid.azure.net");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("WebHook-Allowed-Origin")).hasValue("eventgrid.azure.net");
        assertThat(answer.headers().firstValue("WebHook-Allowed-Rate")).hasValue("*");
    }

    @Test
    void post_runsTheFunctionForEachEvent() throws Exception {
        BoundApp app = grid.start();
        String other = GridApp.ORDER.replace("orders/7", "orders/8");
        HttpResponse<String> answer = GridApp.post(
                app, "eventgrid?functionName=stored", "[" + GridApp.ORDER + "," + other + "]", TYPE, "Notification");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(List.of(GridApp.message(app, "stored"), GridApp.message(app, "stored")))
                .containsExactlyInAnyOrder(GridApp.ORDER, other);
    }

    @Test
    void post_runsAFunctionOfCardinalityManyOnce() throws Exception {
        BoundApp app = grid.start();
        GridApp.post(
                app,
                "eventgrid?functionName=batch",
                "[" + GridApp.ORDER + "," + GridApp.ORDER + "]",
                TYPE,
                "Notification");

        assertThat(GridApp.message(app, "batch")).isEqualTo("2 events");
    }

    @ParameterizedTest
    @CsvSource({"application/cloudevents+json, ''", "application/cloudevents-batch+json, []"})
    void post_acceptsCloudEventsAloneAndInBatches(String contentType, String brackets) throws Exception {
        BoundApp app = grid.start();
        String body = brackets.isEmpty() ? GridApp.CLOUD_ORDER : "[" + GridApp.CLOUD_ORDER + "]";
        HttpResponse<String> answer = GridApp.post(
                app, "eventgrid?functionName=named", body, "Content-Type", contentType + "; charset=utf-8");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(GridApp.message(app, "named-5")).isEqualTo("orders/7 5");
    }

    @Test
    void post_answersAFailureSoThatEventGridRetries() throws Exception {
        HttpResponse<String> answer = GridApp.post(
                grid.start(), "eventgrid?functionName=broken", "[" + GridApp.ORDER + "]", TYPE, "Notification");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("no orders/7");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, eventgrid?functionName=stored, Unsubscribe, '', 202",
        "POST, eventgrid?functionName=stored, Notification, 'oops]', 400",
        "POST, eventgrid?functionName=stored, Notification, '[5]', 400",
        "POST, eventgrid?functionName=stored, Else, '[]', 400",
        "POST, eventgrid?functionName=missing, Notification, '[]', 404",
        "POST, eventgrid?functionName=publish, Notification, '[]', 404",
        "POST, eventgrid/elsewhere?functionName=stored, Notification, '[]', 404",
        "POST, eventhubs?functionName=stored, Notification, '[]', 404",
        "GET, eventgrid?functionName=stored, Unsubscribe, '', 202",
        "DELETE, eventgrid?functionName=stored, Unsubscribe, '', 202",
        "GET, eventgrid?functionName=stored, Else, '', 400",
        "PUT, eventgrid?functionName=stored, Notification, '[]', 202",
        "DELETE, eventgrid?functionName=missing, Unsubscribe, '', 404",
        "OPTIONS, eventgrid?functionName=stored, Notification, '', 200",
        "GET, eventgrid/topics/news, Notification, '', 405",
        "GET, blobs?functionName=Host.Functions.pushed, Unsubscribe, '', 202",
        "DELETE, blobs?functionName=Host.Functions.pushed, Unsubscribe, '', 202",
        "POST, blobs?functionName=Host.Functions.pushed, Unsubscribe, '', 202",
        "POST, blobs?functionName=Host.Functions.pushed, Notification, '[{}]', 400",
        "POST, blobs?functionName=Host.Functions.stored, Notification, '[]', 404"
    })
    void post_answersOtherRequestsAsAzureDoes(String method, String path, String type, String body, int status)
            throws Exception {
        assertThat(grid.start()
                        .send(method, "/runtime/webhooks/" + path, body, TYPE, type)
                        .statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"Origin, https://evil.example", "Sec-Fetch-Site, cross-site"})
    void post_refusesAPageOfAnotherOrigin(String header, String value) throws Exception {
        assertThat(GridApp.post(grid.start(), "eventgrid?functionName=stored", GridApp.ORDER, header, value)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void post_runsTheBlobFunctionOfAnEvent() throws Exception {
        BoundApp app = grid.start();
        app.blobs().createBlobContainer("photos");
        GridApp.upload(app, "sea.jpg");
        assertThat(GridApp.message(app, "pushed")).isEqualTo("sea.jpg: blue");
        String event = "{\"id\":\"1\",\"eventType\":\"Microsoft.Storage.BlobCreated\",\"subject\":"
                + "\"/blobServices/default/containers/photos/blobs/sea.jpg\",\"data\":{\"eTag\":\"0x1\","
                + "\"blobType\":\"BlockBlob\",\"url\":\"https://shop.blob.core.windows.net/photos/sea.jpg\"}}";
        HttpResponse<String> answer = GridApp.post(
                app, "blobs?functionName=Host.Functions.pushed&code=any", "[" + event + "]", TYPE, "Notification");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(GridApp.message(app, "pushed")).isEqualTo("sea.jpg: blue");
    }
}
