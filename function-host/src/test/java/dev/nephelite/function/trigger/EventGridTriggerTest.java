package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.trigger.Calls.Call;
import dev.nephelite.function.trigger.eventgrid.EventGridTrigger;
import dev.nephelite.function.worker.TypedData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Functions that hear of what happens in storage, against the real services and with time in our hands. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventGridTriggerTest {
    private static final FunctionDefinition AUDIT =
            TriggerBench.function("audit", "eventGridTrigger", Map.of("name", "event"));

    private RunningStorage running = new RunningStorage();
    private final List<TriggerBench> benches = new ArrayList<>();

    @AfterEach
    void close() {
        benches.forEach(TriggerBench::close);
        running.close();
    }

    @Nested
    class Given_a_function_without_any_setting {
        private final TriggerBench bench = listening(Map.of());

        @Test
        void putBlob_deliversAnEventInTheSchemaOfEventGrid() throws InterruptedException {
            upload("sea.jpg");

            Call call = bench.calls.next();
            assertThat(DotNetJson.parse(call.text()).orElseThrow().properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly(
                            "topic",
                            "subject",
                            "eventType",
                            "id",
                            "data",
                            "dataVersion",
                            "metadataVersion",
                            "eventTime");
            assertThat(call.text())
                    .contains("\"eventType\":\"Microsoft.Storage.BlobCreated\"")
                    .contains("\"subject\":\"/blobServices/default/containers/photos/blobs/sea.jpg\"")
                    .contains("\"contentLength\":7", "\"blobType\":\"BlockBlob\"");
        }

        @Test
        void putBlob_deliversTheMembersOfTheEventAsMetadata() throws InterruptedException {
            upload("sea.jpg");

            TriggerEvent event = bench.calls.next().event();
            assertThat(event.reason()).startsWith("EventGrid trigger fired at 2026-01-01T12:00");
            assertThat(event.metadata())
                    .containsEntry(
                            "subject", new TypedData.Text("/blobServices/default/containers/photos/blobs/sea.jpg"))
                    .containsKey("eventTime");
            assertThat(event.metadata().get("data")).asString().contains("\"contentLength\":7");
        }

        @Test
        void deleteBlob_deliversAnEvent() throws InterruptedException {
            upload("sea.jpg");
            bench.calls.next().succeed();
            bench.blobs().delete("photos", "sea.jpg");

            assertThat(bench.calls.next().text()).contains("Microsoft.Storage.BlobDeleted");
        }

        @Test
        void putBlob_deliversEventsOfOneBlobOneAfterTheOther() throws InterruptedException {
            upload("sea.jpg");
            upload("sea.jpg");
            upload("land.jpg");
            Call first = bench.calls.next();

            assertThat(bench.calls.next().text()).contains("land.jpg");
            assertThat(bench.callsWhenIdle()).isZero();
            first.succeed();
            assertThat(bench.calls.next().text()).contains("sea.jpg");
        }

        @Test
        void putBlob_redeliversAFailedEventAfter10And30SecondsWithoutDelayingOthers() throws InterruptedException {
            upload("sea.jpg");
            String event = failNext();
            bench.log.firstWith("again in 10 seconds");
            upload("land.jpg");
            assertThat(bench.calls.next().text()).contains("land.jpg");

            running.clock.advance(Duration.ofSeconds(10));
            assertThat(failNext()).isEqualTo(event);
            bench.log.firstWith("again in 30 seconds");
            running.clock.advance(Duration.ofSeconds(30));
            assertThat(bench.calls.next().text()).isEqualTo(event);
        }

        private String failNext() throws InterruptedException {
            Call call = bench.calls.next();
            call.fail();
            return call.text();
        }
    }

    @Nested
    class Given_a_host_that_comes_back {
        @Test
        void start_resumesAfterTheLastHandledEvent() throws InterruptedException {
            TriggerBench first = listening(Map.of());
            upload("sea.jpg");
            first.calls.next().succeed();
            first.finish();
            upload("land.jpg");

            assertThat(listening(Map.of()).calls.next().text()).contains("land.jpg");
        }

        @Test
        void start_redeliversAnEventThatFailedBefore() throws InterruptedException {
            TriggerBench first = listening(Map.of());
            upload("sea.jpg");
            first.calls.next().fail();
            first.log.firstWith("again in 10 seconds");
            first.finish();

            TriggerBench second = listening(Map.of());
            assertThat(second.calls
                            .nextWhileAdvancing(running.clock, Duration.ofSeconds(1))
                            .text())
                    .contains("sea.jpg");
        }

        @Test
        void start_followsANewEventLogFromItsBeginning() throws InterruptedException {
            TriggerBench bench = listening(Map.of());
            for (String name : List.of("one.jpg", "two.jpg", "three.jpg")) {
                upload(name);
                bench.calls.next().succeed();
            }
            bench.finish();
            running = running.restart();
            TriggerBench later = listening(Map.of());
            upload("land.jpg");

            assertThat(later.calls
                            .nextWhileAdvancing(running.clock, Duration.ofMillis(100))
                            .text())
                    .contains("land.jpg");
        }

        @Test
        void putBlob_deliversEventsOfANewLogWhileTheHostRuns() throws InterruptedException {
            TriggerBench bench = listening(Map.of());
            for (String name : List.of("one.jpg", "two.jpg", "three.jpg")) {
                upload(name);
                bench.calls.next().succeed();
            }
            running = running.restart();
            upload("land.jpg");

            assertThat(bench.calls
                            .nextWhileAdvancing(running.clock, Duration.ofMillis(100))
                            .text())
                    .contains("land.jpg");
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
