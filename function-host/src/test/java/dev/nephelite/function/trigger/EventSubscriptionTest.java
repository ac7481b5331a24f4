package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.trigger.eventgrid.EventGridTrigger;
import dev.nephelite.function.trigger.eventgrid.EventGridTrigger.EventGridListenerFactory;
import dev.nephelite.function.trigger.eventgrid.GridEvent;
import dev.nephelite.testing.Await;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings say about the events of a function, and topics that no storage has to do with. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventSubscriptionTest {
    private static final FunctionDefinition AUDIT =
            TriggerBench.function("audit", "eventGridTrigger", Map.of("name", "event"));

    private final RunningStorage running = new RunningStorage();
    private final List<TriggerBench> benches = new ArrayList<>();

    @AfterEach
    void close() {
        benches.forEach(TriggerBench::close);
        running.close();
    }

    @Nested
    class Given_settings_of_a_subscription {
        @ParameterizedTest
        @CsvSource({
            "IncludedEventTypes, 'Microsoft.Storage.BlobDeleted, Microsoft.Storage.BlobTierChanged', BlobDeleted",
            "SubjectBeginsWith, /BLOBSERVICES/default/containers/photos/blobs/b, b.txt",
            "SubjectEndsWith, .TXT, b.txt"
        })
        void putBlob_deliversOnlyEventsThatPassTheFilter(String name, String value, String told)
                throws InterruptedException {
            TriggerBench bench = listening(Map.of(name, value));
            upload("a.jpg");
            upload("b.txt");
            bench.blobs().delete("photos", "a.jpg");

            assertThat(bench.calls.next().text()).contains(told);
            assertThat(bench.callsWhenIdle()).isZero();
        }

        @Test
        void putBlob_deliversCloudEventsIfTheSubscriptionSaysSo() throws InterruptedException {
            TriggerBench bench = listening(Map.of("EventDeliverySchema", "CloudEventSchemaV1_0"));
            upload("sea.jpg");

            assertThat(bench.calls.next().text())
                    .contains("\"specversion\":\"1.0\"", "\"type\":\"Microsoft.Storage.BlobCreated\"", "\"source\":")
                    .doesNotContain("sequence\"", "eventType");
        }

        @Test
        void putBlob_deliversNothingToADisabledSubscription() throws InterruptedException {
            TriggerBench bench = listening(Map.of("Enabled", "false"));
            upload("sea.jpg");
            new EventGridTrigger().listenerFactory(bench.host).topics().publish("orders", List.of());

            assertThat(bench.callsWhenIdle()).isZero();
        }

        @Test
        void putBlob_storesADeadLetterAfterTheLastAttempt() throws InterruptedException {
            TriggerBench bench = listening(Map.of("MaxDeliveryAttempts", "1", "DeadLetterContainer", "dead"));
            upload("sea.jpg");
            bench.calls.next().fail();

            assertThat(bench.log.firstWith("given up"))
                    .contains(
                            "Microsoft.Storage.BlobCreated",
                            "after 1 attempt to run",
                            "'audit'",
                            "IllegalStateException: no");
            List<BlobClient.Page.Entry> letters = Await.until(
                    "there is a dead letter",
                    () -> bench.blobs().list("dead", "AUDIT/2026/1/1/12/", null).blobs(),
                    found -> !found.isEmpty());
            String letter = new String(
                    bench.blobs()
                            .get("dead", letters.get(0).name())
                            .orElseThrow()
                            .content(),
                    StandardCharsets.UTF_8);
            assertThat(letter)
                    .contains("\"deadLetterReason\":\"MaxDeliveryAttemptsExceeded\"", "\"deliveryAttempts\":1");
        }

        @ParameterizedTest
        @CsvSource({
            "SubjectStartsWith, /a, There is no setting 'AzureWebJobs.audit.EventGrid.SubjectStartsWith'",
            "EventDeliverySchema, XML, must be EventGridSchema or CloudEventSchemaV1_0",
            "MaxDeliveryAttempts, 31, must be a whole number from 1 to 30",
            "Enabled, yes, must be true or false",
            "Source, Nowhere, 'AzureWebJobsNowhere' does not exist"
        })
        void listen_namesAnInvalidSetting(String name, String value, String message) {
            TriggerBench bench = bench(Map.of(name, value));

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() ->
                            new EventGridTrigger().listenerFactory(bench.host).listener(AUDIT))
                    .withMessageContaining(message);
        }
    }

    @Nested
    class Given_a_topic_of_the_host {
        private static final String ORDER = "{\"id\":\"1\",\"eventType\":\"Order.Placed\",\"subject\":\"orders/7\","
                + "\"eventTime\":\"2026-01-01T12:00:00Z\",\"dataVersion\":\"1\",\"data\":{\"total\":5}}";

        @Test
        void publish_deliversToSubscribersOfTheTopicOnly() throws InterruptedException {
            TriggerBench bench = bench(Map.of("Source", "topics/orders"));
            EventGridListenerFactory listenerFactory = new EventGridTrigger().listenerFactory(bench.host);
            bench.listen(listenerFactory, AUDIT);
            upload("sea.jpg");
            listenerFactory.topics().publish("returns", GridEvent.parse(ORDER));
            listenerFactory.topics().publish("Orders", GridEvent.parse(ORDER));

            assertThat(bench.calls.next().text())
                    .contains("\"subject\":\"orders/7\"", "Microsoft.EventGrid/topics/Orders");
            assertThat(bench.log.firstWith("subscribes to the topic")).contains("'returns'");
            assertThat(bench.callsWhenIdle()).isZero();
        }

        @Test
        void publish_refusesAnIncompleteEvent() {
            TriggerBench bench = bench(Map.of());

            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> new EventGridTrigger()
                            .listenerFactory(bench.host)
                            .topics()
                            .publish("orders", GridEvent.parse("{\"id\":\"1\"}")))
                    .withMessageContaining("The event lacks 'eventType'");
        }
    }

    private TriggerBench listening(Map<String, String> settings) {
        TriggerBench bench = bench(settings);
        bench.listen(new EventGridTrigger(), AUDIT);
        return bench;
    }

    /** A bench whose settings are those of the subscription. */
    private TriggerBench bench(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>();
        settings.forEach((name, value) -> environment.put("AzureWebJobs.audit.EventGrid." + name, value));
        TriggerBench bench = new TriggerBench(
                running.connectionString(), environment, running.clock, TriggerBench.DEFAULTS, List.of(AUDIT));
        benches.add(bench);
        return bench;
    }

    private void upload(String name) {
        benches.get(0).blobs().put("photos", name, "content".getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
