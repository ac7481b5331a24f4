package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.trigger.Calls.Call;
import dev.nephelite.function.trigger.blob.BlobTrigger;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Blob triggers against the real Blob and Queue services, with time in our hands. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobTriggerTest {
    private static final FunctionDefinition SHRINK =
            TriggerBench.function("shrink", "blobTrigger", Map.of("path", "photos/{album}/{name}.jpg"));
    private static final FunctionDefinition COUNT =
            TriggerBench.function("count", "blobTrigger", Map.of("path", "photos"));
    private static final FunctionDefinition PUSHED =
            TriggerBench.function("pushed", "blobTrigger", Map.of("path", "photos/{name}", "source", "EventGrid"));

    private final RunningStorage running = new RunningStorage();
    private final List<TriggerBench> benches = new ArrayList<>();
    private final TriggerBench bench = bench(SHRINK, COUNT);

    @AfterEach
    void close() {
        benches.forEach(TriggerBench::close);
        running.close();
    }

    @Test
    void putBlob_runsTheFunctionAtOnce() throws InterruptedException {
        listen(bench, SHRINK);
        upload("warm/up.jpg", "first");
        bench.calls.next().succeed();
        upload("trip/sea.jpg", "blue");

        assertThat(bench.calls.next().text()).isEqualTo("blue");
    }

    @Test
    void putBlob_passesTheMetadataOfTheBlobToTheFunction() throws InterruptedException {
        listen(bench, SHRINK);
        bench.blobs()
                .put(
                        "photos",
                        "trip/a b/sea.jpg",
                        bytes("blue"),
                        Map.of("Content-Type", "image/jpeg", "x-ms-meta-owner", "Ada"));

        TriggerEvent event = bench.calls.next().event();
        assertThat(event.reason()).isEqualTo("New blob detected(LogsAndContainerScan): photos/trip/a b/sea.jpg");
        assertThat(event.metadata())
                .containsEntry("BlobTrigger", new TypedData.Text("photos/trip/a b/sea.jpg"))
                .containsEntry("album", new TypedData.Text("trip/a b"))
                .containsEntry("name", new TypedData.Text("sea"))
                .containsEntry("Metadata", new TypedData.Json("{\"owner\":\"Ada\"}"));
        assertThat(event.metadata().get("Uri")).asString().contains("/photos/trip/a%20b/sea.jpg");
        assertThat(event.metadata().get("Properties"))
                .asString()
                .contains("\"ContentType\":\"image/jpeg\"", "\"ContentLength\":4");
        assertThat(event.details())
                .containsKeys("MessageId", "InsertedOn")
                .containsEntry("DequeueCount", "1")
                .containsEntry("BlobCreated", "2026-01-01T12:00:00.000+00:00");
    }

    @Test
    void start_runsTheFunctionForBlobsThatExist() throws InterruptedException {
        upload("trip/sea.jpg", "blue");
        upload("trip/notes.txt", "none of its business");
        listen(bench, SHRINK);

        assertThat(bench.calls.next().text()).isEqualTo("blue");
        assertThat(bench.callsWhenIdle()).isZero();
    }

    @Test
    void start_runsTheFunctionOnceForEachBlob() throws InterruptedException {
        upload("trip/sea.jpg", "blue");
        listen(bench, SHRINK);
        bench.calls.next().succeed();
        bench.finish();

        TriggerBench later = bench(SHRINK);
        listen(later, SHRINK);
        upload("trip/land.jpg", "green");

        assertThat(later.calls.next().text()).isEqualTo("green");
        assertThat(later.callsWhenIdle()).isZero();
    }

    @Test
    void start_findsABlobThatWasWrittenWhileTheHostWasDown() throws InterruptedException {
        upload("trip/sea.jpg", "blue");
        listen(bench, SHRINK);
        bench.calls.next().succeed();
        bench.finish();
        running.clock.advance(Duration.ofHours(1));
        upload("trip/land.jpg", "green");
        running.clock.advance(Duration.ofHours(1));

        TriggerBench later = bench(SHRINK);
        listen(later, SHRINK);

        assertThat(later.calls.next().text()).isEqualTo("green");
        assertThat(later.callsWhenIdle()).isZero();
    }

    @Test
    void putBlob_runsTheFunctionAgainForANewVersion() throws InterruptedException {
        listen(bench, SHRINK);
        upload("trip/sea.jpg", "blue");
        bench.calls.next().succeed();
        upload("trip/sea.jpg", "grey");

        assertThat(bench.calls.next().text()).isEqualTo("grey");
    }

    @Test
    void start_runsBothFunctionsForOneBlob() throws InterruptedException {
        upload("trip/sea.jpg", "blue");
        listen(bench, SHRINK, COUNT);

        assertThat(List.of(bench.calls.next().function(), bench.calls.next().function()))
                .containsExactlyInAnyOrder("shrink", "count");
        assertThat(receipts())
                .hasSize(2)
                .allMatch(name -> name.matches(
                        "blobreceipts/bench-1/Host\\.Functions\\.(shrink|count)/\"0x\\w+\"/photos/trip/sea\\.jpg"));
    }

    @Test
    void start_passesTheBlobAsBytesOnRequest() throws InterruptedException {
        byte[] noText = {(byte) 0xFF, 0, 1};
        bench.blobs().put("photos", "raw", noText, Map.of());
        listen(bench, TriggerBench.function("read", "blobTrigger", DataType.BINARY, Map.of("path", "photos/{name}")));

        assertThat(bench.calls.next().event().value()).isEqualTo(new TypedData.Bytes(noText));
    }

    @Test
    void putBlob_passesANewStreamForEachAttempt() throws Exception {
        bench.calls.wantStreams();
        upload("trip/sea.jpg", "blue");
        listen(bench, SHRINK);
        Call first = bench.calls.next();
        InputStream opened = ((TypedData.Stream) first.event().value()).content();
        assertThat(opened.read()).isEqualTo('b');
        first.fail();

        Call second = bench.calls.next();
        assertThat(((TypedData.Stream) second.event().value()).content()).hasContent("blue");
        second.succeed();
        bench.finish();
        assertThatThrownBy(opened::readAllBytes).isInstanceOf(IOException.class);
    }

    @Test
    void start_keepsTheCaseOfMetadataNames() throws InterruptedException {
        bench.blobs().put("photos", "trip/sea.jpg", bytes("blue"), Map.of("x-ms-meta-TakenBy", "Ada"));
        listen(bench, SHRINK);

        assertThat(bench.calls.next().event().metadata())
                .containsEntry("Metadata", new TypedData.Json("{\"TakenBy\":\"Ada\"}"));
    }

    @Test
    void start_withTheSourceEventGridFindsNewBlobsOnly() throws InterruptedException {
        upload("trip/sea.jpg", "blue");
        running.clock.advance(Duration.ofSeconds(1));
        listen(bench, PUSHED, SHRINK);
        Call first = bench.calls.next();
        assertThat(first.function()).isEqualTo("shrink");
        upload("trip/land.txt", "green");

        Call pushed = bench.calls.next();
        assertThat(pushed.function()).isEqualTo("pushed");
        assertThat(pushed.event().reason()).isEqualTo("New blob detected(EventGrid): photos/trip/land.txt");
    }

    @Test
    void start_withTheSourceEventGridResumesAtItsCheckpoint() throws InterruptedException {
        listen(bench, PUSHED);
        upload("trip/sea.jpg", "blue");
        bench.calls.next().succeed();
        bench.finish();
        upload("trip/land.jpg", "green");

        TriggerBench later = bench(PUSHED);
        listen(later, PUSHED);

        assertThat(later.calls.next().text()).isEqualTo("green");
    }

    @Test
    void manual_takesThePathOfABlob() {
        upload("trip/sea.jpg", "blue");

        TriggerEvent event = new BlobTrigger().listenerFactory(bench.host).manualEvent(SHRINK, "photos/trip/sea.jpg");

        assertThat(event.value()).isEqualTo(new TypedData.Text("blue"));
        assertThat(event.metadata()).containsEntry("name", new TypedData.Text("sea"));
        assertThatThrownBy(() -> new BlobTrigger().listenerFactory(bench.host).manualEvent(SHRINK, "photos/no.jpg"))
                .hasMessage("There is no blob 'photos/no.jpg'.");
    }

    @Test
    void listen_refusesAPathThatNoBlobCanHave() {
        FunctionDefinition wrong = TriggerBench.function("wrong", "blobTrigger", Map.of("path", "{container}/{name}"));

        assertThatThrownBy(() -> new BlobTrigger().listenerFactory(bench.host).listener(wrong))
                .isInstanceOf(InvalidAppException.class)
                .hasMessageContaining("{container}/{name}");
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

    private List<String> receipts() {
        return bench.blobs().list("azure-webjobs-hosts", "blobreceipts/", null).blobs().stream()
                .map(BlobClient.Page.Entry::name)
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
