package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.trace.TraceScope;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.Calls.Call;
import dev.nephelite.function.trigger.blob.BlobTrigger;
import dev.nephelite.function.trigger.eventgrid.EventGridTrigger;
import dev.nephelite.function.trigger.eventgrid.EventGridTrigger.EventGridListenerFactory;
import dev.nephelite.function.trigger.eventgrid.GridEvent;
import dev.nephelite.function.trigger.queue.QueueTrigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Triggers pass on the trace context of the request that caused an event. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TriggerTraceTest {
    private static final FunctionDefinition SHIP =
            TriggerBench.function("ship", "queueTrigger", Map.of("queueName", "orders"));
    private static final FunctionDefinition SHRINK =
            TriggerBench.function("shrink", "blobTrigger", Map.of("path", "photos/{name}"));
    private static final FunctionDefinition NOTE = TriggerBench.function("note", "eventGridTrigger", Map.of());

    private final TraceContext request = TraceContext.begin(RandomIds.seeded(7)).withInvocation(new UUID(0, 1));
    private final RunningStorage running = new RunningStorage();
    private final List<TriggerBench> benches = new ArrayList<>();

    @AfterEach
    void close() {
        benches.forEach(TriggerBench::close);
        running.close();
    }

    private TriggerBench bench(HostFlags flags, Map<String, String> environment, FunctionDefinition function) {
        TriggerBench bench = new TriggerBench(
                running.connectionString(),
                environment,
                flags,
                running.clock,
                TriggerBench.DEFAULTS,
                List.of(function));
        benches.add(bench);
        return bench;
    }

    private TriggerBench bench(FunctionDefinition function) {
        return bench(HostFlags.LOCAL, Map.of(), function);
    }

    private void put(TriggerBench bench, String message) {
        TraceScope.run(request, () -> bench.put("orders", message));
    }

    private void upload(TriggerBench bench) {
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        TraceScope.run(request, () -> bench.blobs().put("photos", "sea.jpg", content, Map.of()));
    }

    @Test
    void queueTrigger_continuesTheTraceOfAMessage() throws InterruptedException {
        TriggerBench bench = bench(SHIP);
        put(bench, "apples");
        bench.put("orders", "pears");
        bench.listen(new QueueTrigger(), SHIP);

        Call call = bench.calls.next();
        assertThat(call.text()).isEqualTo("apples");
        assertThat(call.event().cause()).isEqualTo(request);
        assertThat(Objects.requireNonNull(bench.calls.next().event().cause()).traceId())
                .isNotEqualTo(request.traceId());
    }

    @Test
    void queueTrigger_keepsTheTraceOfAMessageThatFailsUntilItIsInThePoisonQueue() throws InterruptedException {
        TriggerBench bench = bench(SHIP);
        put(bench, "apples");
        bench.listen(new QueueTrigger(), SHIP);
        for (int attempt = 1; attempt <= 5; attempt++) {
            Call call = bench.calls.next();
            assertThat(call.event().cause()).isEqualTo(request);
            call.fail();
        }
        bench.finish();

        assertThat(bench.receive("orders-poison"))
                .extracting(QueueClient.Message::cause)
                .containsExactly(request);
    }

    @Test
    void blobTrigger_continuesTheTraceOfAnEvent() throws InterruptedException {
        TriggerBench bench = bench(SHRINK);
        bench.listen(new BlobTrigger(), SHRINK);
        bench.awaitIdle();
        upload(bench);

        Call call = bench.calls.next();
        assertThat(call.event().cause()).isEqualTo(request);
        call.fail();
        assertThat(bench.calls.next().event().cause()).isEqualTo(request);
    }

    @Test
    void blobTrigger_continuesTheTraceOfWhatThisHostWritesWithRealPolling() throws InterruptedException {
        TriggerBench bench = bench(new HostFlags(false, true), Map.of(), SHRINK);
        bench.listen(new BlobTrigger(), SHRINK);
        bench.awaitIdle();
        upload(bench);

        Call call = bench.calls.nextWhileAdvancing(running.clock, Duration.ofSeconds(1));
        assertThat(call.event().cause()).isEqualTo(request);
    }

    @Test
    void blobTrigger_doesNotKnowTheTraceOfABlobThatAScanFinds() throws InterruptedException {
        TriggerBench bench = bench(SHRINK);
        upload(bench);
        bench.listen(new BlobTrigger(), SHRINK);

        assertThat(Objects.requireNonNull(bench.calls.next().event().cause()).traceId())
                .isNotEqualTo(request.traceId());
    }

    @Test
    void eventGridTrigger_continuesTheTraceOfAStorageEvent() throws InterruptedException {
        String setting = "AzureWebJobs.note.EventGrid.EventDeliverySchema";
        TriggerBench bench = bench(HostFlags.LOCAL, Map.of(setting, "CloudEventSchemaV1_0"), NOTE);
        bench.listen(new EventGridTrigger(), NOTE);
        bench.awaitIdle();
        upload(bench);

        Call call = bench.calls.next();
        assertThat(call.event().cause()).isEqualTo(request);
        assertThat(call.text()).contains("specversion").doesNotContain("trace");
        call.fail();
        bench.log.firstWith("again in 10 seconds");
        running.clock.advance(Duration.ofSeconds(10));
        assertThat(bench.calls.next().event().cause()).isEqualTo(request);
    }

    @Test
    void eventGridTrigger_continuesTheTraceOfThePublisher() throws InterruptedException {
        TriggerBench bench = bench(NOTE);
        EventGridListenerFactory listeners = new EventGridTrigger().listenerFactory(bench.host);
        bench.listen(listeners, NOTE);
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"here\",\"type\":\"t\"%s}";
        TraceContext own = TraceContext.begin(RandomIds.seeded(8));

        TraceScope.run(request, () -> listeners.topics().publish("orders", GridEvent.parse(event.formatted(""))));
        Call first = bench.calls.next();
        assertThat(first.event().cause()).isEqualTo(request);
        first.succeed();
        String traced = event.formatted(",\"traceparent\":\"" + own.header() + "\"");
        TraceScope.run(request, () -> listeners.topics().publish("orders", GridEvent.parse(traced)));
        assertThat(bench.calls.next().event().cause()).isEqualTo(own);
    }
}
