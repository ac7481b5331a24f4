package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.models.QueueMessageItem;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.HttpServer;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.sdk.Emulators;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events from every side, through a real host and real storage. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventGridAppTest {
    private static final String ORDER = "{\"id\":\"1\",\"eventType\":\"Order.Placed\",\"subject\":\"orders/7\","
            + "\"eventTime\":\"2026-01-01T12:00:00Z\",\"dataVersion\":\"1\",\"data\":{\"total\":5}}";
    private static final String CLOUD_ORDER = "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"Order.Placed\","
            + "\"source\":\"/shop\",\"subject\":\"orders/7\",\"data\":{\"total\":5}}";
    private static final String VALIDATION =
            "{\"id\":\"1\",\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\","
                    + "\"subject\":\"\",\"data\":{\"validationCode\":\"C0DE\"}}";
    private static final String TYPE = "aeg-event-type";

    @TempDir
    private Path folder = Path.of("");

    private final List<BoundApp> apps = new ArrayList<>();
    private final Emulators emulators = new Emulators();
    private final Map<String, String> settings = new HashMap<>(GridFunctions.SETTINGS);

    @AfterEach
    void close() {
        apps.forEach(BoundApp::stop);
        emulators.close();
    }

    private BoundApp start() throws IOException {
        Path app = folder.resolve("app" + apps.size());
        BoundApp.stage(
                app,
                GridFunctions.FUNCTION_JSON,
                GridFunctions.class,
                GridFunctions.Order.class,
                GridFunctions.Order.Total.class);
        settings.put("AzureFunctionsWebHost__hostid", "grid");
        BoundApp started = new BoundApp(app, settings, emulators);
        apps.add(started);
        return started;
    }

    @Nested
    class Given_blobs_that_are_written {
        @Test
        void functions_hear_of_them_across_a_restart_of_the_host() throws Exception {
            BoundApp first = start();
            first.blobs().createBlobContainer("photos");
            upload(first, "sea.jpg");
            assertThat(message(first, "stored")).contains("\"eventType\":\"Microsoft.Storage.BlobCreated\"", "sea.jpg");
            assertThat(message(first, "pushed")).isEqualTo("sea.jpg: blue");
            first.host.close();
            upload(first, "land.jpg");

            BoundApp second = start();
            assertThat(message(second, "stored")).contains("land.jpg");
            assertThat(message(second, "pushed")).isEqualTo("land.jpg: blue");
            assertThat(second.errors).isEmpty();
        }

        @Test
        void they_are_told_of_as_CloudEvents_on_demand() throws Exception {
            settings.put("AzureWebJobs.stored.EventGrid.EventDeliverySchema", "CloudEventSchemaV1_0");
            BoundApp app = start();
            app.blobs().createBlobContainer("photos");
            upload(app, "sea.jpg");

            assertThat(message(app, "stored")).contains("\"specversion\":\"1.0\"", "sea.jpg");
        }
    }

    @Nested
    class Given_a_sender_that_posts_events {
        @ParameterizedTest
        @ValueSource(strings = {"eventgrid?functionName=stored", "EventGrid?functionName=STORED&code=any"})
        void the_address_is_validated(String path) throws Exception {
            HttpResponse<String> answer = post(start(), path, "[" + VALIDATION + "]", TYPE, "SubscriptionValidation");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"validationResponse\":\"C0DE\"}");
        }

        @Test
        void the_address_is_validated_without_a_header_and_as_a_CloudEvent_too() throws Exception {
            BoundApp app = start();
            String cloud = "{\"specversion\":\"1.0\",\"type\":\"Microsoft.EventGrid.SubscriptionValidationEvent\","
                    + "\"data\":\"{\\\"validationCode\\\":\\\"C0DE\\\"}\"}";

            assertThat(post(app, "eventgrid?functionName=stored", "[" + VALIDATION + "]")
                            .body())
                    .contains("C0DE");
            assertThat(post(app, "eventgrid?functionName=stored", cloud, TYPE, "SubscriptionValidation")
                            .body())
                    .contains("C0DE");
            assertThat(post(app, "blobs?functionName=Host.Functions.pushed", cloud, TYPE, "SubscriptionValidation")
                            .body())
                    .contains("C0DE");
        }

        @Test
        void the_handshake_of_CloudEvents_is_answered() throws Exception {
            HttpResponse<String> answer = start().send(
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
        void each_event_of_an_array_runs_the_function_once() throws Exception {
            BoundApp app = start();
            String other = ORDER.replace("orders/7", "orders/8");
            HttpResponse<String> answer =
                    post(app, "eventgrid?functionName=stored", "[" + ORDER + "," + other + "]", TYPE, "Notification");

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(List.of(message(app, "stored"), message(app, "stored"))).containsExactlyInAnyOrder(ORDER, other);
        }

        @Test
        void a_function_of_cardinality_many_runs_once_for_all_of_them() throws Exception {
            BoundApp app = start();
            post(app, "eventgrid?functionName=batch", "[" + ORDER + "," + ORDER + "]", TYPE, "Notification");

            assertThat(message(app, "batch")).isEqualTo("2 events");
        }

        @ParameterizedTest
        @CsvSource({"application/cloudevents+json, ''", "application/cloudevents-batch+json, []"})
        void CloudEvents_come_alone_or_in_batches(String contentType, String brackets) throws Exception {
            BoundApp app = start();
            String body = brackets.isEmpty() ? CLOUD_ORDER : "[" + CLOUD_ORDER + "]";
            HttpResponse<String> answer =
                    post(app, "eventgrid?functionName=named", body, "Content-Type", contentType + "; charset=utf-8");

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(message(app, "named-5")).isEqualTo("orders/7 5");
        }

        @Test
        void a_failure_of_the_function_makes_it_try_again() throws Exception {
            HttpResponse<String> answer =
                    post(start(), "eventgrid?functionName=broken", "[" + ORDER + "]", TYPE, "Notification");

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
            "GET, eventgrid?functionName=stored, Notification, '', 405",
            "OPTIONS, eventgrid?functionName=stored, Notification, '', 400",
            "POST, blobs?functionName=Host.Functions.pushed, Unsubscribe, '', 202",
            "POST, blobs?functionName=Host.Functions.pushed, Notification, '[{}]', 400",
            "POST, blobs?functionName=Host.Functions.stored, Notification, '[]', 404"
        })
        void everything_else_is_answered_as_the_cloud_would(
                String method, String path, String type, String body, int status) throws Exception {
            assertThat(start().send(method, "/runtime/webhooks/" + path, body, TYPE, type)
                            .statusCode())
                    .isEqualTo(status);
        }

        @Test
        void a_web_page_of_somebody_else_is_no_sender() throws Exception {
            assertThat(post(start(), "eventgrid?functionName=stored", ORDER, "Origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(403);
        }

        @Test
        void a_blob_it_tells_of_runs_the_function_of_the_blob() throws Exception {
            BoundApp app = start();
            app.blobs().createBlobContainer("photos");
            upload(app, "sea.jpg");
            assertThat(message(app, "pushed")).isEqualTo("sea.jpg: blue");
            String event = "{\"id\":\"1\",\"eventType\":\"Microsoft.Storage.BlobCreated\",\"subject\":"
                    + "\"/blobServices/default/containers/photos/blobs/sea.jpg\",\"data\":{\"eTag\":\"0x1\","
                    + "\"blobType\":\"BlockBlob\",\"url\":\"https://shop.blob.core.windows.net/photos/sea.jpg\"}}";
            HttpResponse<String> answer = post(
                    app, "blobs?functionName=Host.Functions.pushed&code=any", "[" + event + "]", TYPE, "Notification");

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(message(app, "pushed")).isEqualTo("sea.jpg: blue");
        }
    }

    @Nested
    class Given_a_function_that_publishes {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final SystemClock clock = new SystemClock();
        private final HttpServer elsewhere = new HttpServer("127.0.0.1", 0, this::receive, clock);

        @AfterEach
        void closeServer() {
            elsewhere.close();
            clock.close();
        }

        private Response receive(HttpRequest request) throws IOException {
            String body = new String(request.body().readAllBytes(), StandardCharsets.UTF_8);
            received.add("%s?%s %s %s %s"
                    .formatted(
                            request.rawPath(),
                            request.rawQuery(),
                            request.headers().get("aeg-sas-key"),
                            request.headers().get("Content-Type"),
                            body));
            return body.contains("unwanted") ? Response.of(401).body(Body.text("The key is wrong.")) : Response.of(200);
        }

        private BoundApp startPublishingElsewhere() throws IOException {
            settings.put("OrdersTopic", "http://localhost:" + elsewhere.port() + "/api/events");
            settings.put("OrdersKey", "secret");
            return start();
        }

        @Test
        void one_event_is_posted_as_an_array_with_the_key() throws Exception {
            startPublishingElsewhere().send("POST", "/api/publish", ORDER);

            assertThat(received.poll(20, TimeUnit.SECONDS))
                    .isEqualTo("/api/events?api-version=2018-01-01 secret application/json; charset=utf-8 [" + ORDER
                            + "]");
        }

        @Test
        void CloudEvents_are_posted_as_a_batch() throws Exception {
            startPublishingElsewhere().send("POST", "/api/publish", "[" + CLOUD_ORDER + "," + CLOUD_ORDER + "]");

            assertThat(received.poll(20, TimeUnit.SECONDS))
                    .contains("application/cloudevents-batch+json; charset=utf-8 [" + CLOUD_ORDER + "," + CLOUD_ORDER
                            + "]");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "oops|The events are not JSON.",
                    "{\"id\":\"1\"}|The event lacks 'eventType', which Event Grid events require",
                    "[{\"specversion\":\"1.0\"}]|The event lacks 'id', which CloudEvents require"
                })
        void what_is_no_event_fails_the_function(String event, String why) throws Exception {
            BoundApp app = startPublishingElsewhere();

            assertThat(app.send("POST", "/api/publish", event).statusCode()).isEqualTo(500);
            assertThat(app.errors)
                    .anyMatch(error -> error.contains("the topic of the setting 'OrdersTopic'") && error.contains(why));
        }

        @Test
        void a_refusal_fails_the_function_and_names_the_setting() throws Exception {
            BoundApp app = startPublishingElsewhere();
            app.send("POST", "/api/publish", ORDER.replace("orders/7", "unwanted"));

            assertThat(app.errors)
                    .anyMatch(error ->
                            error.contains("'OrdersTopic'") && error.contains("answered 401. The key is wrong."));
        }

        @Test
        void without_an_address_it_tells_the_functions_of_this_host() throws Exception {
            BoundApp app = start();

            assertThat(app.send("POST", "/api/publish", ORDER).statusCode()).isEqualTo(204);
            assertThat(message(app, "named-5")).isEqualTo("orders/7 5");
        }

        @Test
        void anybody_may_publish_to_a_topic_of_the_host() throws Exception {
            BoundApp app = start();

            assertThat(post(app, "eventgrid/topics/OrdersTopic/api/events?api-version=2018-01-01", "[" + ORDER + "]")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(message(app, "named-5")).isEqualTo("orders/7 5");
            assertThat(post(app, "eventgrid/topics/OrdersTopic", "[{}]").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_function_can_be_fired_by_hand() throws Exception {
        BoundApp app = start();
        String input = ORDER.replace("\"", "\\\"");

        assertThat(app.send("POST", "/admin/functions/stored", "{\"input\":\"" + input + "\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(message(app, "stored")).isEqualTo(ORDER);
    }

    private static HttpResponse<String> post(BoundApp app, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return app.send("POST", "/runtime/webhooks/" + path, body, headers);
    }

    private static void upload(BoundApp app, String name) {
        app.blobs()
                .getBlobContainerClient("photos")
                .getBlobClient(name)
                .upload(com.azure.core.util.BinaryData.fromString("blue"));
    }

    /** The next message of a queue that a function writes to. */
    private static String message(BoundApp app, String queue) throws InterruptedException {
        app.awaitSuccessOf(queue.startsWith("named") ? "named" : queue);
        QueueClient client = app.queue(queue, QueueMessageEncoding.BASE64);
        QueueMessageItem item = client.receiveMessage();
        client.deleteMessage(item.getMessageId(), item.getPopReceipt());
        return item.getBody().toString();
    }
}
