package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.container;
import static dev.nephelite.cloud.Clients.get;
import static dev.nephelite.cloud.Clients.queue;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.queue.QueueClient;
import com.sun.jdi.request.EventRequest;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.debugger.DebuggerHold;
import dev.nephelite.function.debugger.DebuggerPort;
import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Explanation.Outcome;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.Fact.Kind;
import dev.nephelite.function.why.SubjectParser;
import dev.nephelite.testing.Await;
import dev.nephelite.testing.JdiDebugger;
import dev.nephelite.testing.JdiDebugger.BreakpointHit;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A debugger holds a function in a worker process for longer than its timeout and than its message is locked. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeldWorkerTest {
    private static final Duration TO_TIMER = Duration.ofMinutes(2);
    private static final int SECONDS_HELD = 40;

    private final ManualClock clock = new ManualClock(new SystemClock().now());
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Optional<DebuggerHold>> holds = new CopyOnWriteArrayList<>();
    private int concurrency = 1;
    private @Nullable LocalCloud started;
    private @Nullable JdiDebugger attached;

    @AfterEach
    void close() {
        if (attached != null) {
            attached.close();
        }
        if (started != null) {
            started.close();
        }
    }

    private LocalCloud start(DebuggerPort port, String... functions) {
        int minute = clock.now().atOffset(ZoneOffset.UTC).plus(TO_TIMER).getMinute();
        LocalCloud cloud = LocalCloud.builder()
                .machineClock(clock)
                .debugConcurrency(concurrency)
                .log(line -> log.add(line.message()))
                .listener(new CloudListener() {
                    @Override
                    public void debuggerHolds(LocalCloud of, Optional<DebuggerHold> hold) {
                        holds.add(hold);
                    }
                })
                .functions(FunctionApp.ofClasses(Clients.classes())
                        .only(List.of(functions))
                        .environment(Map.of(
                                "AzureFunctionsJobHost__functionTimeout",
                                "00:00:05",
                                "SCHEDULE",
                                "0 " + minute + " * * * *",
                                "AzureWebJobs.announce.EventGrid.SubjectBeginsWith",
                                "/blobServices/default/containers/photos/"))
                        .inWorkerProcess()
                        .debuggerPort(port))
                .build();
        started = cloud;
        return cloud.start();
    }

    private static FunctionHost host(LocalCloud cloud) {
        return cloud.functionHost().orElseThrow();
    }

    private JdiDebugger attach(LocalCloud cloud) throws Exception {
        JdiDebugger debugger = JdiDebugger.attach(
                host(cloud).processes().orElseThrow().port().orElseThrow().number());
        attached = debugger;
        return debugger;
    }

    private JdiDebugger attachAndBreak(LocalCloud cloud, int policy) throws Exception {
        JdiDebugger debugger = attach(cloud);
        debugger.breakAt(HeldFunctions.class.getName(), "work", policy);
        Await.until(
                "the debugger is noticed",
                () -> !host(cloud).debuggers().attachedTo().isEmpty());
        return debugger;
    }

    /** A process that is held as a whole is noticed by its silence. */
    private void awaitHeld(LocalCloud cloud, String function) {
        Await.until(function + " is held", () -> {
            clock.advance(Duration.ofMillis(100));
            return host(cloud).debuggers().held().equals(Set.of(function));
        });
    }

    private void awaitIdle(LocalCloud cloud) {
        CompletableFuture<Void> idle = host(cloud).idle();
        Await.until("nothing is left to do", () -> {
            clock.advance(Duration.ofMillis(1));
            return idle.isDone();
        });
    }

    private void fire(LocalCloud cloud, String function) {
        switch (function) {
            case "resize" -> queue(cloud, "photos").sendMessage("cat");
            case "index", "announce" ->
                container(cloud, "photos").getBlobClient("cat.jpg").upload(BinaryData.fromString("cat"));
            case "sweep" ->
                Await.until("the timer fires", () -> {
                    clock.advance(Duration.ofSeconds(1));
                    return !logged("Executing 'Functions.sweep'").isEmpty();
                });
            default -> throw new IllegalArgumentException(function);
        }
    }

    /** Time passes; meanwhile another client uses storage. */
    private void hold(LocalCloud cloud) {
        BlobClient other = container(cloud, "others").getBlobClient("dog");
        for (int second = 0; second < SECONDS_HELD; second++) {
            clock.advance(Duration.ofSeconds(1));
            other.upload(BinaryData.fromString("dog " + second), true);
            assertThat(other.downloadContent()).hasToString("dog " + second);
        }
    }

    private List<String> logged(String text) {
        return log.stream().filter(line -> line.contains(text)).toList();
    }

    @ParameterizedTest
    @CsvSource({"resize, 'resized cat, attempt 1'", "index, indexed cat", "announce, announced cat", "sweep, swept cat"
    })
    void a_function_whose_thread_is_held_runs_once_and_succeeds(String function, String output) throws Exception {
        runOnce(function, output, EventRequest.SUSPEND_EVENT_THREAD);
    }

    @ParameterizedTest
    @CsvSource({"resize, 'resized cat, attempt 1'", "index, indexed cat", "announce, announced cat", "sweep, swept cat"
    })
    void a_function_whose_process_is_held_runs_once_and_succeeds(String function, String output) throws Exception {
        runOnce(function, output, EventRequest.SUSPEND_ALL);
    }

    private void runOnce(String function, String output, int policy) throws Exception {
        LocalCloud cloud = start(new DebuggerPort(0, false), function);
        JdiDebugger debugger = attachAndBreak(cloud, policy);
        fire(cloud, function);
        BreakpointHit hit = debugger.awaitBreakpoint();
        awaitHeld(cloud, function);

        hold(cloud);
        hit.resume();

        Await.until("the function has ended", () -> !logged(output).isEmpty());
        Await.until("the end of the hold is noticed", () -> !logged("The debugger held " + function + " for ")
                .isEmpty());
        awaitIdle(cloud);
        assertThat(logged(output)).hasSize(1);
        assertThat(logged("Executed 'Functions." + function + "'"))
                .singleElement()
                .asString()
                .contains("Succeeded");
        assertThat(logged("Timeout value")).isEmpty();
        assertThat(holds).anyMatch(hold -> hold.map(DebuggerHold::names).equals(Optional.of(Set.of(function))));
        assertThat(holds).last().isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {EventRequest.SUSPEND_EVENT_THREAD, EventRequest.SUSPEND_ALL})
    void a_client_gets_the_answer_of_an_HTTP_function_that_was_held(int policy) throws Exception {
        LocalCloud cloud = start(new DebuggerPort(0, false), "show");
        JdiDebugger debugger = attachAndBreak(cloud, policy);
        FutureTask<HttpResponse<String>> call =
                new FutureTask<>(() -> get(cloud.endpoints().functions() + "/api/show/cat"));
        new Thread(call).start();
        BreakpointHit hit = debugger.awaitBreakpoint();
        awaitHeld(cloud, "show");

        hold(cloud);
        hit.resume();

        assertThat(call.get().statusCode()).isEqualTo(200);
        assertThat(call.get().body()).isEqualTo("shown cat");
    }

    @Test
    void an_explanation_says_what_is_held() throws Exception {
        LocalCloud cloud = start(new DebuggerPort(0, false), "resize");
        JdiDebugger debugger = attachAndBreak(cloud, EventRequest.SUSPEND_EVENT_THREAD);
        fire(cloud, "resize");
        BreakpointHit hit = debugger.awaitBreakpoint();
        awaitHeld(cloud, "resize");

        Explanation explanation = host(cloud).why("resize", new SubjectParser.Text(null, "cat"));
        hit.resume();

        assertThat(explanation.outcome()).isEqualTo(Outcome.RUNNING);
        assertThat(explanation.facts())
                .extracting(Fact::kind)
                .startsWith(Kind.RUNNING, Kind.DEBUGGER_HOLDS, Kind.DEBUGGER_ATTACHED);
    }

    @Test
    void a_message_returns_at_once_if_the_debugger_ends_the_process() throws Exception {
        LocalCloud cloud = start(new DebuggerPort(0, false), "resize");
        JdiDebugger debugger = attachAndBreak(cloud, EventRequest.SUSPEND_ALL);
        fire(cloud, "resize");
        debugger.awaitBreakpoint();

        debugger.exit();

        Await.until("the message is delivered again", () -> !logged("resized cat, attempt 2")
                .isEmpty());
        assertThat(logged("The java worker was ended under a debugger and starts again."))
                .hasSize(1);
    }

    @Test
    void invocations_of_a_function_wait_for_each_other_but_not_for_those_of_others() throws Exception {
        LocalCloud cloud = start(new DebuggerPort(0, false), "resize", "show");
        JdiDebugger debugger = attachAndBreak(cloud, EventRequest.SUSPEND_EVENT_THREAD);
        QueueClient photos = queue(cloud, "photos");
        photos.sendMessage("cat");
        BreakpointHit first = debugger.awaitBreakpoint();
        photos.sendMessage("dog");
        FutureTask<HttpResponse<String>> call =
                new FutureTask<>(() -> get(cloud.endpoints().functions() + "/api/show/bird"));
        new Thread(call).start();
        BreakpointHit other = debugger.awaitBreakpoint();
        assertThat(other.event().thread().name()).startsWith("show");
        other.resume();
        assertThat(call.get().body()).isEqualTo("shown bird");

        Await.until(
                "the second message is in flight",
                () -> photos.receiveMessage() == null && photos.getProperties().getApproximateMessagesCountLong() == 2);
        assertThat(logged("Executing 'Functions.resize'")).hasSize(1);
        first.resume();

        BreakpointHit second = debugger.awaitBreakpoint();
        assertThat(logged("resized cat, attempt 1")).hasSize(1);
        second.removeAndResume();
        Await.until("both have run", () -> !logged("resized dog, attempt 1").isEmpty());
    }

    @Test
    void as_many_invocations_of_a_function_run_at_a_time_as_the_cloud_allows() throws Exception {
        concurrency = 2;
        LocalCloud cloud = start(new DebuggerPort(0, false), "resize");
        JdiDebugger debugger = attachAndBreak(cloud, EventRequest.SUSPEND_EVENT_THREAD);
        QueueClient photos = queue(cloud, "photos");
        List.of("cat", "dog", "bird").forEach(photos::sendMessage);

        BreakpointHit first = debugger.awaitBreakpoint();
        BreakpointHit second = debugger.awaitBreakpoint();

        Await.until(
                "all messages are in flight",
                () -> photos.receiveMessage() == null && photos.getProperties().getApproximateMessagesCountLong() == 3);
        assertThat(logged("Executing 'Functions.resize'")).hasSize(2);
        first.removeAndResume();
        second.resume();
        Await.until("all have run", () -> logged("resized ").size() == 3);
    }

    @Test
    void storage_and_the_cloud_are_there_while_the_process_waits_for_the_debugger() throws Exception {
        LocalCloud cloud = start(new DebuggerPort(0, true), "resize");
        fire(cloud, "resize");
        assertThat(cloud.ready()).isNotDone();
        clock.advance(Duration.ofMinutes(10));
        assertThat(host(cloud).debuggers().held()).containsExactly("the worker process");

        attach(cloud).resume();

        cloud.ready().join();
        Await.until(
                "the function has run", () -> !logged("resized cat, attempt 1").isEmpty());
    }

    @Test
    void a_cloud_can_be_closed_while_the_process_waits_for_the_debugger() {
        LocalCloud cloud = start(new DebuggerPort(0, true), "resize");

        cloud.close();

        assertThat(cloud.ready()).isNotDone();
        assertThat(logged("still being loaded")).isEmpty();
    }
}
