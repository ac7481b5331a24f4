package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.container;
import static dev.nephelite.cloud.Clients.queue;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Explanation.Outcome;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.Fact.Kind;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why the {@link WhyFunctions} ran, did not run, or ran several times, as the control plane explains it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhyTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");

    private @Nullable LocalCloud running;

    @AfterEach
    void close() {
        if (running != null) {
            running.close();
        }
    }

    private static LocalCloudBuilder builder(Map<String, String> settings, String... functions) {
        return LocalCloud.builder()
                .controlPort(0)
                .startTime(NOON)
                .frozenClock()
                .functions(FunctionApp.ofClasses(Clients.classes())
                        .settings(settings)
                        .only(List.of(functions)));
    }

    private LocalCloud start(String... functions) {
        return start(builder(Map.of("WEBSITE_TIME_ZONE", "UTC"), functions));
    }

    private LocalCloud start(LocalCloudBuilder builder) {
        running = builder.start();
        return running;
    }

    private static HttpResponse<String> ask(LocalCloud cloud, String query) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(cloud.endpoints().control() + "/v1/why?" + query));
        cloud.controlToken().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static void post(LocalCloud cloud, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(cloud.endpoints().control() + path))
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Asks when the cloud has nothing to do. */
    private static Explanation whyWhenIdle(LocalCloud cloud, String function, String about) throws Exception {
        cloud.awaitIdle(LONGEST);
        return why(cloud, function, about);
    }

    private static Explanation why(LocalCloud cloud, String function, String about) throws Exception {
        String query = "function=" + function
                + (about.isEmpty() ? "" : "&about=" + URLEncoder.encode(about, StandardCharsets.UTF_8));
        HttpResponse<String> answer = ask(cloud, query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Explanation.parse(answer.body());
    }

    private static Fact first(Explanation explanation) {
        return explanation.facts().get(0);
    }

    private static Stream<Kind> kinds(Explanation explanation) {
        return explanation.facts().stream().map(Fact::kind);
    }

    private static Fact fact(Explanation explanation, Kind kind) {
        return explanation.facts().stream()
                .filter(fact -> fact.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " is missing: " + explanation));
    }

    private static void write(LocalCloud cloud, String name, String content) {
        container(cloud, "photos").getBlobClient(name).upload(BinaryData.fromString(content), true);
    }

    @Nested
    class Blobs {
        @Test
        void it_ran_once() throws Exception {
            LocalCloud cloud = start("shrink");
            write(cloud, "trip/sea.jpg", "blue");

            Explanation explanation = whyWhenIdle(cloud, "shrink", "photos/trip/sea.jpg");

            assertThat(explanation.outcome()).isEqualTo(Outcome.RAN);
            assertThat(explanation.verdict()).startsWith("It ran for this version of the blob at ");
            assertThat(first(explanation).runs()).hasSize(1);
            assertThat(kinds(explanation)).contains(Kind.RECEIPT, Kind.SOURCE);
            String run = first(explanation).runs().get(0).toString();
            assertThat(why(cloud, "shrink", run).outcome()).isEqualTo(Outcome.RAN);
            post(cloud, "/v1/runs/" + run + "/rerun");
            assertThat(whyWhenIdle(cloud, "shrink", "photos/trip/sea.jpg").verdict())
                    .startsWith("It ran 2 times for this version of the blob: at ")
                    .contains("because run " + run.substring(0, 8) + " was repeated, succeeded");
        }

        @Test
        void it_ran_for_each_version() throws Exception {
            LocalCloud cloud = start("shrink");
            write(cloud, "trip/sea.jpg", "blue");
            cloud.awaitIdle(LONGEST);
            write(cloud, "trip/sea.jpg", "grey");

            Explanation explanation = whyWhenIdle(cloud, "shrink", "photos/trip/sea.jpg");

            assertThat(explanation.outcome()).isEqualTo(Outcome.RAN);
            assertThat(fact(explanation, Kind.VERSION).detail())
                    .startsWith("It ran for earlier versions of this blob, once on record");
        }

        @Test
        void it_ran_for_a_version_whose_ETag_is_not_on_record() throws Exception {
            LocalCloud cloud = start("shrink");
            // Of the properties of a blob, which contain its metadata, only the beginning is recorded.
            writeWithMetadata(cloud, "blue");
            cloud.awaitIdle(LONGEST);
            cloud.clock().advance(Duration.ofMinutes(1));
            writeWithMetadata(cloud, "grey");

            Explanation explanation = whyWhenIdle(cloud, "shrink", "photos/trip/sea.jpg");

            assertThat(explanation.outcome()).isEqualTo(Outcome.RAN);
            assertThat(explanation.verdict()).startsWith("It ran for this version of the blob at ");
            assertThat(fact(explanation, Kind.VERSION).detail())
                    .startsWith("It ran for earlier versions of this blob, once on record");
        }

        private static void writeWithMetadata(LocalCloud cloud, String content) {
            container(cloud, "photos")
                    .getBlobClient("trip/sea.jpg")
                    .uploadWithResponse(
                            new BlobParallelUploadOptions(BinaryData.fromString(content))
                                    .setMetadata(Map.of("notes", "x".repeat(5_000))),
                            null,
                            Context.NONE);
        }

        @Test
        void it_failed_until_it_was_given_up() throws Exception {
            LocalCloud cloud = start("shrink");
            write(cloud, "trip/sea.jpg", "broken");

            Explanation explanation = whyWhenIdle(cloud, "shrink", "photos/trip/sea.jpg");

            assertThat(explanation.outcome()).isEqualTo(Outcome.RAN_AGAIN);
            assertThat(explanation.verdict())
                    .startsWith("It ran 5 times for this version of the blob: ")
                    .contains("; 4 more, the last at ", ", each because the run before had failed, failed.")
                    .endsWith("The input is broken.");
            assertThat(fact(explanation, Kind.BLOB_POISONED).detail())
                    .startsWith("This version of the blob was given up after 5 attempts");
        }

        @Test
        void its_container_differs() throws Exception {
            LocalCloud cloud = start("shrink");
            container(cloud, "notes").getBlobClient("a/b.jpg").upload(BinaryData.fromString("x"));

            Explanation explanation = whyWhenIdle(cloud, "shrink", "notes/a/b.jpg");

            assertThat(explanation.outcome()).isEqualTo(Outcome.PREVENTED);
            assertThat(first(explanation).kind()).isEqualTo(Kind.CONTAINER_DIFFERS);
            assertThat(explanation.verdict())
                    .isEqualTo("The blob is in the container 'notes', but the function listens to the container"
                            + " 'photos'.");
        }

        @Test
        void its_extension_differs() throws Exception {
            LocalCloud cloud = start("shrink");
            write(cloud, "trip/sea.png", "blue");

            Explanation explanation = whyWhenIdle(cloud, "shrink", "photos/trip/sea.png");

            assertThat(first(explanation).kind()).isEqualTo(Kind.PATH_DIFFERS);
            assertThat(explanation.verdict())
                    .isEqualTo("The name 'trip/sea.png' does not match the path 'photos/{album}/{name}.jpg' of the"
                            + " trigger. It does not end with the extension '.jpg'.");
        }

        @Test
        void a_segment_is_missing() throws Exception {
            LocalCloud cloud = start("shrink");
            write(cloud, "sea.jpg", "blue");

            assertThat(whyWhenIdle(cloud, "shrink", "photos/sea.jpg").verdict())
                    .endsWith("It has no '/' after '{album}'.");
        }

        @Test
        void it_was_deleted() throws Exception {
            LocalCloud cloud = start("shrink");
            cloud.pauseTriggers();
            write(cloud, "trip/sea.jpg", "blue");
            container(cloud, "photos").getBlobClient("trip/sea.jpg").delete();

            Explanation explanation = whyWhenIdle(cloud, "shrink", "photos/trip/sea.jpg");

            assertThat(kinds(explanation)).contains(Kind.TRIGGERS_PAUSED);
            assertThat(first(explanation).kind()).isEqualTo(Kind.BLOB_MISSING);
            assertThat(explanation.verdict())
                    .isEqualTo(
                            "There is no blob 'photos/trip/sea.jpg' in the account 'devstoreaccount1'. It was written at"
                                    + " 2026-06-15T12:00:00Z and deleted at 2026-06-15T12:00:00Z.");
        }

        @Test
        void it_waits_while_triggers_are_paused() throws Exception {
            LocalCloud cloud = start("shrink");
            cloud.pauseTriggers();
            write(cloud, "trip/sea.jpg", "blue");

            Explanation explanation = whyWhenIdle(cloud, "shrink", "photos/trip/sea.jpg");

            assertThat(explanation.outcome()).isEqualTo(Outcome.PENDING);
            assertThat(kinds(explanation)).startsWith(Kind.TRIGGERS_PAUSED, Kind.QUEUED);
        }

        @Test
        void a_receipt_says_that_it_was_handled(@TempDir Path folder) throws Exception {
            Path data = folder.resolve("data");
            Map<String, String> settings = Map.of("AzureFunctionsWebHost__hostid", "why");
            try (LocalCloud cloud = builder(settings, "shrink").location(data).start()) {
                write(cloud, "trip/sea.jpg", "blue");
                cloud.awaitIdle(LONGEST);
            }
            try (Stream<Path> records = Files.list(data.resolve("runs"))) {
                for (Path record : records.toList()) {
                    Files.delete(record);
                }
            }
            LocalCloud cloud = start(builder(settings, "shrink").location(data));

            Explanation explanation = whyWhenIdle(cloud, "shrink", "photos/trip/sea.jpg");

            assertThat(explanation.outcome()).isEqualTo(Outcome.PREVENTED);
            assertThat(first(explanation).kind()).isEqualTo(Kind.RECEIPT_EXISTS);
        }

        @Test
        void it_is_older_than_the_last_scan(@TempDir Path folder) throws Exception {
            Path data = folder.resolve("data");
            Map<String, String> settings = Map.of("AzureFunctionsWebHost__hostid", "why");
            try (LocalCloud cloud = LocalCloud.builder()
                    .location(data)
                    .startTime(NOON)
                    .frozenClock()
                    .start()) {
                write(cloud, "sea.png", "blue");
                cloud.clock().advance(Duration.ofMinutes(1));
                write(cloud, "land.png", "green");
            }
            Instant later = NOON.plus(Duration.ofHours(1));
            try (LocalCloud cloud =
                    builder(settings, "shrink").location(data).startTime(later).start()) {
                cloud.awaitIdle(LONGEST);
            }
            LocalCloud cloud = start(builder(settings, "archive").location(data).startTime(later));

            Explanation explanation = whyWhenIdle(cloud, "archive", "photos/sea.png");

            assertThat(first(explanation).kind()).isEqualTo(Kind.OLDER_THAN_SCAN);
            assertThat(explanation.verdict()).startsWith("The blob was written at 2026-06-15T12:00:00Z, before");
        }
    }

    @Nested
    class Messages {
        @Test
        void it_is_delayed() throws Exception {
            LocalCloud cloud = start("ship");
            String id = queue(cloud, "orders")
                    .sendMessageWithResponse("book", Duration.ofMinutes(5), null, null, Context.NONE)
                    .getValue()
                    .getMessageId();

            Explanation explanation = whyWhenIdle(cloud, "ship", id);

            assertThat(explanation.outcome()).isEqualTo(Outcome.PENDING);
            assertThat(explanation.verdict())
                    .isEqualTo("Message " + id
                            + " is invisible until 2026-06-15T12:05:00Z, because it was put with a delay.");
            assertThat(why(cloud, "ship", "book").facts()).isEqualTo(explanation.facts());
            assertThat(why(cloud, "ship", "orders/" + id).facts()).isEqualTo(explanation.facts());
        }

        @Test
        void another_client_has_it() throws Exception {
            LocalCloud cloud = start("ship");
            cloud.pauseTriggers();
            QueueClient orders = queue(cloud, "orders");
            orders.sendMessage("book");
            orders.receiveMessages(1, Duration.ofMinutes(2), null, Context.NONE).forEach(message -> {});

            Explanation explanation = whyWhenIdle(cloud, "ship", "book");

            assertThat(fact(explanation, Kind.MESSAGE_INVISIBLE).detail())
                    .contains(" is invisible until 2026-06-15T12:02:00Z, because it was received before");
            assertThat(fact(explanation, Kind.ATTEMPTS).detail()).endsWith("has been received once; the limit is 5.");
        }

        @Test
        void it_waits_while_triggers_are_paused_and_is_not_received() throws Exception {
            LocalCloud cloud = start("ship");
            cloud.pauseTriggers();
            QueueClient orders = queue(cloud, "orders");
            orders.sendMessage("book");

            Explanation explanation = whyWhenIdle(cloud, "ship", "book");

            assertThat(explanation.outcome()).isEqualTo(Outcome.PENDING);
            assertThat(kinds(explanation)).startsWith(Kind.TRIGGERS_PAUSED, Kind.QUEUED);
            assertThat(orders.peekMessage().getDequeueCount()).isZero();
        }

        @Test
        void it_was_moved_to_the_poison_queue() throws Exception {
            LocalCloud cloud = start("ship");
            String id = queue(cloud, "orders").sendMessage("broken").getMessageId();

            Explanation explanation = whyWhenIdle(cloud, "ship", id);

            assertThat(explanation.outcome()).isEqualTo(Outcome.RAN_AGAIN);
            assertThat(explanation.verdict())
                    .startsWith("It ran 5 times for this message: ")
                    .contains("because the run before had failed");
            Fact poisoned = fact(explanation, Kind.MESSAGE_POISONED);
            assertThat(poisoned.detail()).startsWith("The message is in the poison queue 'orders-poison' as ");
            assertThat(poisoned.runs()).hasSize(1);
            assertThat(why(cloud, "ship", "broken").verdict()).isEqualTo(explanation.verdict());
        }

        @Test
        void there_were_two_with_the_same_text() throws Exception {
            LocalCloud cloud = start("ship");
            queue(cloud, "orders").sendMessage("book");
            String second = queue(cloud, "orders").sendMessage("book").getMessageId();

            Explanation explanation = whyWhenIdle(cloud, "ship", "book");

            assertThat(explanation.outcome()).isEqualTo(Outcome.RAN_AGAIN);
            assertThat(explanation.verdict())
                    .startsWith("It ran 2 times for this message: ")
                    .contains("because there was another message with the same text, ");
            assertThat(why(cloud, "ship", second).outcome()).isEqualTo(Outcome.RAN);
        }

        @Test
        void it_is_not_encoded() throws Exception {
            LocalCloud cloud = start("ship");
            QueueClient plain = new QueueClientBuilder()
                    .connectionString(cloud.connectionString())
                    .queueName("orders")
                    .buildClient();
            plain.create();
            String id = plain.sendMessage("not in Base64!").getMessageId();

            Explanation explanation = whyWhenIdle(cloud, "ship", id);

            assertThat(explanation.outcome()).isEqualTo(Outcome.PREVENTED);
            assertThat(first(explanation).kind()).isEqualTo(Kind.ENCODING_WRONG);
            assertThat(kinds(explanation)).contains(Kind.MESSAGE_POISONED);
            assertThat(first(why(cloud, "ship", "not in Base64!")).kind()).isEqualTo(Kind.ENCODING_WRONG);
        }

        @Test
        void it_expired() throws Exception {
            LocalCloud cloud = start("ship");
            cloud.pauseTriggers();
            String id = queue(cloud, "orders")
                    .sendMessageWithResponse("book", null, Duration.ofMinutes(1), null, Context.NONE)
                    .getValue()
                    .getMessageId();
            cloud.clock().advance(Duration.ofMinutes(2));

            Explanation explanation = whyWhenIdle(cloud, "ship", id);

            assertThat(explanation.verdict())
                    .isEqualTo("Message " + id
                            + " was put at 2026-06-15T12:00:00Z and expired at 2026-06-15T12:01:00Z, before the function ran"
                            + " for it.");
        }

        @Test
        void another_client_deleted_it() throws Exception {
            LocalCloud cloud = start("ship");
            cloud.pauseTriggers();
            String id = queue(cloud, "orders").sendMessage("book").getMessageId();
            queue(cloud, "orders").clearMessages();

            assertThat(first(whyWhenIdle(cloud, "ship", id)).kind()).isEqualTo(Kind.MESSAGE_GONE);
        }

        @Test
        void it_is_in_another_queue() throws Exception {
            LocalCloud cloud = start("ship");
            queue(cloud, "order").sendMessage("book");
            queue(cloud, "orders");

            Explanation explanation = whyWhenIdle(cloud, "ship", "book");

            assertThat(explanation.verdict())
                    .isEqualTo(
                            "Such a message is in the queue 'order', but the function listens to the queue 'orders'.");
        }

        @Test
        void it_does_not_exist() throws Exception {
            LocalCloud cloud = start("ship");

            assertThat(first(whyWhenIdle(cloud, "ship", "book")).kind()).isEqualTo(Kind.QUEUE_MISSING);
            queue(cloud, "orders");
            assertThat(first(whyWhenIdle(cloud, "ship", "book")).kind()).isEqualTo(Kind.MESSAGE_MISSING);
        }

        @Test
        void the_function_is_running_and_the_batch_is_full() throws Exception {
            LocalCloud cloud = start(builder(
                    Map.of(
                            "AzureFunctionsJobHost__extensions__queues__batchSize", "1",
                            "AzureFunctionsJobHost__extensions__queues__newBatchThreshold", "0"),
                    "hold"));
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                String port = Integer.toString(server.getLocalPort());
                String first = queue(cloud, "ports").sendMessage(port).getMessageId();
                try (Socket connection = server.accept()) {
                    String second = queue(cloud, "ports").sendMessage("1").getMessageId();

                    Explanation held = why(cloud, "hold", first);
                    assertThat(held.outcome()).isEqualTo(Outcome.RUNNING);
                    assertThat(held.verdict()).startsWith("It runs for this message now, since ");
                    Explanation waiting = why(cloud, "hold", second);
                    assertThat(waiting.outcome()).isEqualTo(Outcome.PENDING);
                    assertThat(kinds(waiting)).contains(Kind.QUEUED, Kind.BATCH_FULL);
                    assertThat(connection.isConnected()).isTrue();
                }
            }
            cloud.awaitIdle(LONGEST);
        }

        @Test
        void storage_cannot_be_reached() throws Exception {
            int free;
            try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                free = closed.getLocalPort();
            }
            LocalCloud cloud = start(builder(
                    Map.of(
                            "ElsewhereStorage",
                            "AccountName=devstoreaccount1;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:" + free
                                    + "/devstoreaccount1"),
                    "remote"));

            Explanation explanation = why(cloud, "remote", "book");

            assertThat(first(explanation).kind()).isEqualTo(Kind.STORAGE_UNREACHABLE);
            assertThat(explanation.verdict()).startsWith("The storage of function 'remote' cannot be reached. ");
        }
    }

    @Nested
    class Functions {
        @Test
        void it_is_disabled() throws Exception {
            LocalCloud cloud = start(builder(Map.of("AzureWebJobs.ship.Disabled", "true"), "ship"));
            queue(cloud, "orders").sendMessage("book");

            Explanation explanation = whyWhenIdle(cloud, "ship", "book");

            assertThat(explanation.outcome()).isEqualTo(Outcome.PREVENTED);
            assertThat(explanation.verdict())
                    .isEqualTo("Function 'ship' is disabled by the setting AzureWebJobs.ship.Disabled.");
            assertThat(kinds(explanation)).contains(Kind.QUEUED);
        }

        @Test
        void it_is_in_error() throws Exception {
            LocalCloud cloud = start("misnamed");

            Explanation explanation = whyWhenIdle(cloud, "misnamed", "");

            assertThat(first(explanation).kind()).isEqualTo(Kind.IN_ERROR);
            assertThat(explanation.verdict())
                    .startsWith("Function 'misnamed' is in error: '-' is not a valid queue name.");
        }

        @Test
        void it_is_ready() throws Exception {
            LocalCloud cloud = start("ship");
            queue(cloud, "orders").sendMessage("book");

            Explanation explanation = whyWhenIdle(cloud, "ship", "");

            assertThat(explanation.outcome()).isEqualTo(Outcome.READY);
            assertThat(explanation.verdict())
                    .isEqualTo("Function 'ship' runs for each message of the queue 'orders' in the account"
                            + " 'devstoreaccount1'.");
            assertThat(fact(explanation, Kind.LATEST_RUN).runs()).hasSize(1);
        }

        @Test
        void a_question_without_an_answer_is_refused() throws Exception {
            LocalCloud cloud = start("ship", "nightly");

            assertThat(ask(cloud, "").statusCode()).isEqualTo(400);
            assertThat(ask(cloud, "function=shp").body())
                    .contains("There is no function 'shp'. The app has: nightly, ship.");
            assertThat(ask(cloud, "function=ship&message=a&about=c").body())
                    .contains("Give only one of the parameters");
            assertThat(ask(cloud, "function=nightly&time=noon").body())
                    .contains("'noon' is not a time such as 2026-01-31T12:00:00Z or 10m ago.");
            assertThat(ask(cloud, "function=ship&run=abc").body()).contains("There is no run 'abc' of this function");
        }
    }

    @Nested
    class Timers {
        @Test
        void it_ran_on_its_schedule() throws Exception {
            LocalCloud cloud = start("nightly");
            cloud.awaitIdle(LONGEST);
            cloud.clock().advance(Duration.ofHours(20));

            Explanation explanation = whyWhenIdle(cloud, "nightly", "2026-06-16T03:00:00Z");

            assertThat(explanation.outcome()).isEqualTo(Outcome.RAN);
            assertThat(explanation.verdict()).startsWith("It ran for the occurrence at 2026-06-16T03:00:00Z at ");
        }

        @Test
        void a_time_is_outside_its_schedule() throws Exception {
            LocalCloud cloud = start("nightly");

            Explanation explanation = whyWhenIdle(cloud, "nightly", "10m ago");

            assertThat(explanation.outcome()).isEqualTo(Outcome.PREVENTED);
            assertThat(explanation.verdict())
                    .startsWith("2026-06-15T11:50:00Z is no occurrence of the schedule ")
                    .endsWith("The occurrence before it was 2026-06-15T03:00:00Z, and the one after it is"
                            + " 2026-06-16T03:00:00Z.");
        }

        @Test
        void it_is_due_later() throws Exception {
            LocalCloud cloud = start("nightly");

            Explanation explanation = whyWhenIdle(cloud, "nightly", "2026-06-16T03:00:00Z");

            assertThat(explanation.outcome()).isEqualTo(Outcome.PENDING);
            assertThat(first(explanation).kind()).isEqualTo(Kind.NEXT_OCCURRENCE);
        }

        @Test
        void the_host_did_not_run() throws Exception {
            LocalCloud cloud = start("nightly");

            assertThat(first(whyWhenIdle(cloud, "nightly", "2026-06-15T03:00:00Z"))
                            .kind())
                    .isEqualTo(Kind.BEFORE_START);
        }

        @Test
        void it_failed_and_waits_for_its_next_attempt() throws Exception {
            LocalCloud cloud = start("flaky");
            cloud.awaitIdle(LONGEST);
            cloud.clock().advance(Duration.ofHours(20));

            Await.until("the first attempt has failed", () -> kinds(why(cloud, "flaky", ""))
                    .anyMatch(Kind.RETRY_WAITS::equals));
            assertThat(fact(why(cloud, "flaky", ""), Kind.RETRY_WAITS).detail())
                    .isEqualTo("A run of function 'flaky' has failed and waits for its next attempt at"
                            + " 2026-06-16T08:05:00Z, as its retry policy says.");
        }

        @Test
        void it_is_past_due_while_triggers_are_paused() throws Exception {
            LocalCloud cloud = start("nightly");
            cloud.awaitIdle(LONGEST);
            cloud.pauseTriggers();
            cloud.clock().advance(Duration.ofHours(20));

            Explanation explanation = whyWhenIdle(cloud, "nightly", "2026-06-16T03:00:00Z");

            assertThat(explanation.outcome()).isEqualTo(Outcome.PENDING);
            assertThat(kinds(explanation)).startsWith(Kind.TRIGGERS_PAUSED, Kind.PAST_DUE);
        }
    }

    @Nested
    class Events {
        private LocalCloud start(String property, String value) {
            return WhyTest.this.start(builder(Map.of("AzureWebJobs.audit.EventGrid." + property, value), "audit"));
        }

        @Test
        void its_type_is_filtered() throws Exception {
            LocalCloud cloud = start("IncludedEventTypes", "Microsoft.Storage.BlobDeleted");
            cloud.awaitIdle(LONGEST);
            write(cloud, "sea.png", "blue");

            Explanation explanation = whyWhenIdle(cloud, "audit", "photos/sea.png");

            assertThat(explanation.outcome()).isEqualTo(Outcome.PREVENTED);
            assertThat(first(explanation).kind()).isEqualTo(Kind.TYPE_FILTERED);
        }

        @Test
        void its_subject_begins_otherwise() throws Exception {
            LocalCloud cloud = start("SubjectBeginsWith", "/blobServices/default/containers/notes/");
            cloud.awaitIdle(LONGEST);
            write(cloud, "sea.png", "blue");

            assertThat(first(whyWhenIdle(cloud, "audit", "photos/sea.png")).kind())
                    .isEqualTo(Kind.SUBJECT_PREFIX);
        }

        @Test
        void its_subject_ends_otherwise() throws Exception {
            LocalCloud cloud = start("SubjectEndsWith", ".jpg");
            cloud.awaitIdle(LONGEST);
            write(cloud, "sea.png", "blue");

            assertThat(whyWhenIdle(cloud, "audit", "photos/sea.png").verdict())
                    .isEqualTo("The event Microsoft.Storage.BlobCreated of"
                            + " /blobServices/default/containers/photos/blobs/sea.png is filtered out: its subject does"
                            + " not end with '.jpg'.");
        }

        @Test
        void its_subscription_is_disabled() throws Exception {
            LocalCloud cloud = start("Enabled", "false");
            write(cloud, "sea.png", "blue");

            assertThat(first(whyWhenIdle(cloud, "audit", "photos/sea.png")).kind())
                    .isEqualTo(Kind.SUBSCRIPTION_DISABLED);
        }

        @Test
        void it_failed_and_waits_for_its_next_attempt() throws Exception {
            LocalCloud cloud = WhyTest.this.start("audit");
            cloud.awaitIdle(LONGEST);
            write(cloud, "broken.png", "blue");

            Explanation explanation = whyWhenIdle(cloud, "audit", "photos/broken.png");

            assertThat(explanation.outcome()).isEqualTo(Outcome.RAN);
            assertThat(fact(explanation, Kind.RETRY_WAITS).detail())
                    .startsWith("Attempt 1 of 30 ")
                    .endsWith("the next one is at 2026-06-15T12:00:10Z.");
        }

        @Test
        void it_was_given_up() throws Exception {
            LocalCloud cloud = WhyTest.this.start(builder(
                    Map.of(
                            "AzureWebJobs.audit.EventGrid.MaxDeliveryAttempts", "1",
                            "AzureWebJobs.audit.EventGrid.DeadLetterContainer", "letters"),
                    "audit"));
            cloud.awaitIdle(LONGEST);
            write(cloud, "broken.png", "blue");

            Explanation explanation = whyWhenIdle(cloud, "audit", "photos/broken.png");

            assertThat(fact(explanation, Kind.DEAD_LETTERED).detail()).endsWith(": MaxDeliveryAttemptsExceeded.");
        }

        @Test
        void it_happened_before_the_function_first_ran(@TempDir Path folder) throws Exception {
            Path data = folder.resolve("data");
            try (LocalCloud cloud = LocalCloud.builder()
                    .location(data)
                    .startTime(NOON.minusSeconds(60))
                    .frozenClock()
                    .start()) {
                write(cloud, "sea.png", "blue");
            }
            LocalCloud cloud = WhyTest.this.start(builder(Map.of(), "audit").location(data));

            Explanation explanation = whyWhenIdle(cloud, "audit", "photos/sea.png");

            assertThat(first(explanation).kind()).isEqualTo(Kind.OLDER_THAN_SUBSCRIPTION);
            assertThat(explanation.verdict())
                    .endsWith("happened at 2026-06-15T11:59:00Z, before the host first ran the function at"
                            + " 2026-06-15T12:00:00Z; functions receive events from then on.");
        }

        @Test
        void there_was_none() throws Exception {
            LocalCloud cloud = WhyTest.this.start("audit");

            assertThat(first(whyWhenIdle(cloud, "audit", "photos/sea.png")).kind())
                    .isEqualTo(Kind.EVENT_MISSING);
        }
    }

    @Nested
    class Requests {
        @Test
        void another_function_answers() throws Exception {
            LocalCloud cloud = start("order", "find");

            assertThat(whyWhenIdle(cloud, "find", "GET /api/orders/7").verdict())
                    .isEqualTo(
                            "Function 'order' answers GET /api/orders/7: its route /api/orders/{id:int} matches and is"
                                    + " more specific.");
            assertThat(first(why(cloud, "order", "/api/orders/seven")).kind()).isEqualTo(Kind.OTHER_FUNCTION);
        }

        @Test
        void its_method_or_route_differs() throws Exception {
            LocalCloud cloud = start("order");

            assertThat(whyWhenIdle(cloud, "order", "POST /api/orders/7").verdict())
                    .isEqualTo("The route matches /api/orders/7, but the function does not answer POST: its methods are"
                            + " GET.");
            Explanation explanation = why(cloud, "order", "GET /orders/7");
            assertThat(first(explanation).kind()).isEqualTo(Kind.ROUTE_DIFFERS);
            assertThat(first(explanation).remedy()).startsWith("Send it to /api/orders/7: ");
        }

        @Test
        void a_key_is_needed() throws Exception {
            LocalCloud cloud = start(builder(Map.of(), "order").requireKeys());

            assertThat(first(whyWhenIdle(cloud, "order", "GET /api/orders/7")).kind())
                    .isEqualTo(Kind.KEY_NEEDED);
        }

        @Test
        void it_was_answered() throws Exception {
            LocalCloud cloud = start("order");
            assertThat(first(whyWhenIdle(cloud, "order", "GET /api/orders/7")).kind())
                    .isEqualTo(Kind.NOT_REQUESTED);
            Clients.get(cloud.endpoints().functions() + "/api/orders/7?full=true");

            Explanation explanation = whyWhenIdle(cloud, "order", "GET /api/orders/7");

            assertThat(explanation.outcome()).isEqualTo(Outcome.RAN);
        }

        @Test
        void it_was_answered_for_a_URL_that_is_not_escaped() throws Exception {
            LocalCloud cloud = start("find");
            URI host = URI.create(String.valueOf(cloud.endpoints().functions()));
            try (Socket socket = new Socket(host.getHost(), host.getPort())) {
                socket.getOutputStream()
                        .write(("GET /api/orders/a|b?x={y} HTTP/1.1\r\nHost: " + host.getAuthority()
                                        + "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200");
            }

            for (String asked : List.of("/api/orders/a|b", "GET " + host + "/api/orders/a|b?x={y}#z")) {
                assertThat(whyWhenIdle(cloud, "find", asked).outcome())
                        .as(asked)
                        .isEqualTo(Outcome.RAN);
            }
        }
    }
}
