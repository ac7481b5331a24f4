package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.Calls.Call;
import dev.nephelite.function.trigger.blob.BlobTrigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the host remembers of blobs: receipts, the messages of its queue, and those moved to the poison queue. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobMemoryTest {
    private static final FunctionDefinition SHRINK =
            TriggerBench.function("shrink", "blobTrigger", Map.of("path", "photos/{album}/{name}.jpg"));
    private static final FunctionDefinition COUNT =
            TriggerBench.function("count", "blobTrigger", Map.of("path", "photos"));

    private final RunningStorage running = new RunningStorage();
    private final List<TriggerBench> benches = new ArrayList<>();
    private final TriggerBench bench = bench(SHRINK, COUNT);

    @AfterEach
    void close() {
        benches.forEach(TriggerBench::close);
        running.close();
    }

    @Test
    void start_skipsAMessageWhoseBlobHasChangedOrIsGone() throws InterruptedException {
        upload("trip/sea.jpg", "blue");
        bench.queues().add("azure-webjobs-blobtrigger-bench-1", messageFor("shrink", "trip/sea.jpg", "0x1"));
        bench.queues().add("azure-webjobs-blobtrigger-bench-1", messageFor("shrink", "trip/no.jpg", "0x2"));
        listen(bench, SHRINK);

        Call call = bench.calls.next();
        assertThat(call.text()).isEqualTo("blue");
        call.succeed();
        bench.finish();
        assertThat(bench.callsWhenIdle()).isZero();
        assertThat(bench.receive("azure-webjobs-blobtrigger-bench-1")).isEmpty();
    }

    @Test
    void start_movesABlobToThePoisonQueueAfterFiveFailures() throws InterruptedException {
        upload("trip/sea.jpg", "blue");
        listen(bench, SHRINK);
        for (int attempt = 1; attempt <= 5; attempt++) {
            Call call = bench.calls.next();
            assertThat(call.event().details()).containsEntry("DequeueCount", Integer.toString(attempt));
            call.fail();
        }
        bench.finish();

        assertThat(bench.receive("webjobs-blobtrigger-poison"))
                .extracting(QueueClient.Message::text)
                .singleElement()
                .satisfies(text -> assertThat(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8))
                        .contains(
                                "\"Type\":\"BlobTrigger\"",
                                "\"FunctionId\":\"Host.Functions.shrink\"",
                                "\"BlobType\":\"BlockBlob\"",
                                "\"ContainerName\":\"photos\"",
                                "\"BlobName\":\"trip/sea.jpg\"",
                                "\"ETag\":\"\\\"0x"));
    }

    @Test
    void start_runsTheFunctionForABlobWithAnIncompleteReceipt() throws InterruptedException {
        upload("trip/sea.jpg", "blue");
        String etag = bench.blobs()
                .properties("photos", "trip/sea.jpg")
                .orElseThrow()
                .etag()
                .toString();
        bench.blobs()
                .put(
                        "azure-webjobs-hosts",
                        "blobreceipts/bench-1/Host.Functions.shrink/" + etag + "/photos/trip/sea.jpg",
                        bytes(""),
                        Map.of("x-ms-meta-Incomplete", "true"));
        listen(bench, SHRINK);

        assertThat(bench.calls.next().text()).isEqualTo("blue");
    }

    @Test
    void start_keepsAMessageForAFunctionThatDoesNotListen() throws InterruptedException {
        upload("trip/sea.jpg", "blue");
        String etag = bench.blobs()
                .properties("photos", "trip/sea.jpg")
                .orElseThrow()
                .etag()
                .value();
        bench.queues().add("azure-webjobs-blobtrigger-bench-1", messageFor("count", "trip/sea.jpg", etag));
        bench.queues().add("azure-webjobs-blobtrigger-bench-1", messageFor("unknown", "trip/sea.jpg", etag));
        listen(bench, SHRINK);
        bench.calls.next().succeed();
        bench.finish();
        running.clock.advance(Duration.ofMinutes(1));

        assertThat(bench.receive("azure-webjobs-blobtrigger-bench-1"))
                .extracting(QueueClient.Message::dequeueCount)
                .containsExactly(1L);
    }

    private TriggerBench bench(FunctionDefinition... functions) {
        TriggerBench bench =
                new TriggerBench(running.connectionString(), running.clock, TriggerBench.DEFAULTS, List.of(functions));
        benches.add(bench);
        return bench;
    }

    private static void listen(TriggerBench bench, FunctionDefinition... functions) {
        BlobTrigger type = new BlobTrigger();
        bench.listen(type, functions);
    }

    private void upload(String name, String content) {
        bench.blobs().put("photos", name, bytes(content), Map.of());
    }

    private static String messageFor(String function, String blob, String etag) {
        return TriggerBench.base64(("{\"Type\":\"BlobTrigger\",\"FunctionId\":\"Host.Functions.%s\","
                        + "\"BlobType\":\"BlockBlob\",\"ContainerName\":\"photos\",\"BlobName\":\"%s\","
                        + "\"ETag\":\"\\\"%s\\\"\"}")
                .formatted(function, blob, etag));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
