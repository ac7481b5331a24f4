package dev.nephelite.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.client.NodeProject;
import dev.nephelite.client.Program;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.function.debugger.DebuggerListener;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.Invocation.Attempt;
import dev.nephelite.function.worker.Invocation.Trace;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.InvocationResult.Failure;
import dev.nephelite.function.worker.InvocationResult.Success;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.TypedData.Text;
import dev.nephelite.function.worker.Worker.InvocationLog;
import dev.nephelite.function.worker.process.ProcessContext;
import dev.nephelite.function.worker.process.StartFailure;
import dev.nephelite.function.worker.process.WorkerChannel;
import dev.nephelite.function.worker.process.WorkerLaunch;
import dev.nephelite.function.worker.process.WorkerServer;
import dev.nephelite.function.worker.process.WorkerSupervisor;
import dev.nephelite.testing.Await;
import dev.nephelite.worker.protocol.FunctionLoadRequest;
import dev.nephelite.worker.protocol.FunctionLoadResponse;
import dev.nephelite.worker.protocol.FunctionMetadataResponse;
import dev.nephelite.worker.protocol.FunctionsMetadataRequest;
import dev.nephelite.worker.protocol.RpcFunctionMetadata;
import dev.nephelite.worker.protocol.StatusResult.Status;
import dev.nephelite.worker.protocol.StreamingMessage;
import dev.nephelite.worker.protocol.WorkerStatusRequest;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The host's side of the worker protocol, against a worker that shares no code with it: {@code node-worker/worker.js}, with
 * gRPC for Node.js and a description of the protocol of its own.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NodeWorkerTest {
    private static final NodeProject PROJECT =
            new NodeProject(Path.of("node-worker").toAbsolutePath());
    private static final InvocationLog SILENT = (invocation, level, message) -> {};
    private static final int LARGE = 100 * 1024 * 1024;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private @Nullable WorkerServer server;
    private @Nullable WorkerSupervisor supervisor;

    @AfterEach
    void close() {
        if (supervisor != null) {
            supervisor.close();
            supervisor.ended().join();
        }
        if (server != null) {
            server.close();
        }
        executor.shutdown();
    }

    /** Starts a worker that behaves in a certain way. */
    private WorkerSupervisor start(String behaviour) throws Exception {
        Program node = PROJECT.require(Map.of());
        WorkerServer opened = new WorkerServer(executor);
        server = opened;
        WorkerLaunch launch = new WorkerLaunch(
                "node",
                List.of(
                        node.executable().toString(),
                        PROJECT.folder().resolve("worker.js").toString(),
                        behaviour),
                System.getenv(),
                PROJECT.folder(),
                null,
                StartFailure.UNKNOWN);
        ProcessContext context = new ProcessContext(
                opened,
                executor,
                clock,
                RandomIds.seeded(1),
                line -> log.add(line.level() + " " + line.category() + ": " + line.message()),
                DebuggerListener.NONE);
        WorkerSupervisor started = new WorkerSupervisor(
                () -> launch, context, channel -> CompletableFuture.completedFuture(null), () -> {});
        supervisor = started;
        return started;
    }

    private void awaitLine(String text) {
        Await.until("the log has '" + text + "'", () -> log.stream().anyMatch(line -> line.contains(text)));
    }

    private static Invocation invocation(String function, TypedData in) {
        return new Invocation(
                UUID.randomUUID(), function, Map.of("in", in), Map.of(), new Trace("00-1-2-01", "vendor=1"), null);
    }

    /** The result of a function of the worker, whose names are their ids as well. */
    private static InvocationResult result(WorkerChannel channel, String function, TypedData in) {
        return channel.invoke(invocation(function, in), function, SILENT).join();
    }

    private static TypedData value(WorkerChannel channel, String function, TypedData in) {
        return assertThat(result(channel, function, in))
                .asInstanceOf(type(Success.class))
                .actual()
                .returnValue();
    }

    private static String text(WorkerChannel channel, String function) {
        return ((Text) value(channel, function, new Text(""))).value();
    }

    @Nested
    class Handshake {
        @Test
        void tells_the_worker_what_it_needs_to_know() throws Exception {
            start("friendly").ready().join();

            awaitLine("INFORMATION Host.Function.Console: started friendly, arguments agree");
            awaitLine("host 4.");
            assertThat(log).anyMatch(line -> line.endsWith(" {\"MultiStream\":\"10\"} " + PROJECT.folder()));
        }

        @Test
        void refuses_a_worker_that_the_host_has_not_started() throws Exception {
            start("stranger");

            awaitLine("stream ended with PERMISSION_DENIED");
        }

        @Test
        void refuses_a_second_connection_of_the_same_worker_and_keeps_the_first() throws Exception {
            WorkerChannel channel = start("friendly").ready().join();

            assertThat(text(channel, "another")).isEqualTo("PERMISSION_DENIED");

            assertThat(value(channel, "echo", new Text("still here"))).isEqualTo(new Text("still here"));
        }

        @ParameterizedTest
        @CsvSource({
            "silent, started silent, 60, did not connect within 60 seconds",
            "mute, says nothing, 10, did not initialize within 10 seconds"
        })
        void takes_a_limited_time_of_the_host_s_clock(String behaviour, String begun, int seconds, String failure)
                throws Exception {
            start(behaviour);
            awaitLine(begun);
            clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(log).noneMatch(line -> line.startsWith("ERROR"));

            clock.advance(Duration.ofMillis(1));

            awaitLine("ERROR Worker: The worker process " + failure);
            awaitLine("; it starts again.");
        }

        @Test
        void fails_if_the_worker_refuses() throws Exception {
            start("refuse");

            awaitLine("ERROR Worker: The worker process refused to initialize: wants a newer host");
        }
    }

    @Nested
    class Loading {
        @Test
        void lists_the_functions_that_the_worker_finds() throws Exception {
            WorkerChannel channel = start("friendly").ready().join();

            FunctionMetadataResponse found = channel.request(StreamingMessage.newBuilder()
                            .setFunctionsMetadataRequest(
                                    FunctionsMetadataRequest.newBuilder().setFunctionAppDirectory("/app")))
                    .join()
                    .getFunctionMetadataResponse();

            assertThat(found.getResult().getStatus()).isEqualTo(Status.Success);
            assertThat(found.getUseDefaultMetadataIndexing()).isFalse();
            RpcFunctionMetadata function = found.getFunctionMetadataResults(0);
            assertThat(function.getName()).isEqualTo("hello");
            assertThat(function.getDirectory()).isEqualTo("/app");
            assertThat(function.getLanguage()).isEqualTo("node");
            assertThat(function.getRawBindings(0)).contains("httpTrigger");
        }

        @Test
        void reports_each_function_that_cannot_be_loaded() throws Exception {
            WorkerChannel channel = start("friendly").ready().join();

            FunctionLoadResponse good = load(channel, "1", "hello.js");
            FunctionLoadResponse bad = load(channel, "2", "nothing.js");

            assertThat(good.getResult().getStatus()).isEqualTo(Status.Success);
            assertThat(bad.getFunctionId()).isEqualTo("2");
            assertThat(bad.getResult().getStatus()).isEqualTo(Status.Failure);
            assertThat(bad.getResult().getException().getMessage()).isEqualTo("no nothing.js");
        }

        private FunctionLoadResponse load(WorkerChannel channel, String id, String file) {
            return channel.request(StreamingMessage.newBuilder()
                            .setFunctionLoadRequest(FunctionLoadRequest.newBuilder()
                                    .setFunctionId(id)
                                    .setMetadata(
                                            RpcFunctionMetadata.newBuilder().setScriptFile(file))))
                    .join()
                    .getFunctionLoadResponse();
        }
    }

    static Stream<TypedData> values() {
        return Stream.of(
                TypedData.NONE,
                new Text("Grüße"),
                new TypedData.Json("{\"a\":[1]}"),
                new TypedData.Int(-5),
                new TypedData.Int(Integer.MAX_VALUE + 1L),
                new TypedData.Real(0.25),
                new TypedData.Bytes(new byte[] {0, -1, 127}),
                new TypedData.Request(
                        "PUT",
                        "http://localhost/api/x?a=b",
                        Map.of("accept", "*/*"),
                        Map.of("a", "b"),
                        Map.of("name", "x"),
                        new Text("body")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_value_comes_back_as_it_was_sent(TypedData value) throws Exception {
        WorkerChannel channel = start("friendly").ready().join();

        assertThat(result(channel, "echo", value)).isEqualTo(new Success(value, Map.of("in", value)));
    }

    @Nested
    class Invocations {
        @Test
        void have_the_data_of_the_trigger_the_trace_and_the_attempt() throws Exception {
            WorkerChannel channel = start("friendly").ready().join();
            Invocation invocation = new Invocation(
                    UUID.randomUUID(),
                    "describe",
                    Map.of("in", new Text("x")),
                    Map.of("DequeueCount", new TypedData.Json("2")),
                    new Trace("00-1-2-01", "vendor=1"),
                    new Attempt(1, 3, new Failure("first", "at first")));

            InvocationResult result =
                    channel.invoke(invocation, "describe", SILENT).join();

            JsonNode request = new ObjectMapper().readTree(((TypedData.Json) ((Success) result).returnValue()).value());
            assertThat(request.path("invocation_id").asText())
                    .isEqualTo(invocation.id().toString());
            assertThat(request.at("/trigger_metadata/DequeueCount/json").asText())
                    .isEqualTo("2");
            assertThat(request.at("/trace_context/trace_parent").asText()).isEqualTo("00-1-2-01");
            assertThat(request.at("/trace_context/trace_state").asText()).isEqualTo("vendor=1");
            assertThat(request.at("/retry_context/retry_count").asInt()).isEqualTo(1);
            assertThat(request.at("/retry_context/max_retry_count").asInt()).isEqualTo(3);
            assertThat(request.at("/retry_context/exception/message").asText()).isEqualTo("first");
        }

        @Test
        void answer_with_a_response() throws Exception {
            WorkerChannel channel = start("friendly").ready().join();

            assertThat(value(channel, "answer", TypedData.NONE))
                    .isEqualTo(new TypedData.Response(
                            418, Map.of("content-type", List.of("text/plain")), new Text("short and stout")));
        }

        @Test
        void fail_with_the_exception_of_the_worker() throws Exception {
            WorkerChannel channel = start("friendly").ready().join();

            assertThat(result(channel, "fail", TypedData.NONE)).isEqualTo(new Failure("on purpose", "at on purpose"));
        }

        @Test
        void are_cancelled_by_the_worker() throws Exception {
            WorkerChannel channel = start("friendly").ready().join();
            Invocation invocation = invocation("hang", TypedData.NONE);
            CompletableFuture<InvocationResult> result = channel.invoke(invocation, "hang", SILENT);

            channel.cancel(invocation.id());

            assertThat(result.join()).isEqualTo(new Failure("cancelled", ""));
            awaitLine("cancelled " + invocation.id());
        }

        @Test
        void are_not_cancelled_in_a_worker_that_does_not_know_how() throws Exception {
            WorkerChannel channel = start("simple").ready().join();
            Invocation invocation = invocation("hang", TypedData.NONE);
            CompletableFuture<InvocationResult> result = channel.invoke(invocation, "hang", SILENT);

            channel.cancel(invocation.id());

            assertThat(value(channel, "echo", new Text("after it"))).isEqualTo(new Text("after it"));
            assertThat(result).isNotDone();
            assertThat(log).noneMatch(line -> line.contains("cancelled"));
        }

        @Test
        void send_and_receive_100_MB() throws Exception {
            WorkerChannel channel = start("friendly").ready().join();
            byte[] sent = new byte[LARGE];
            for (int i = 0; i < sent.length; i++) {
                sent[i] = (byte) ((i * 31) >> 8);
            }
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(sent));

            assertThat(value(channel, "checksum", new TypedData.Bytes(sent))).isEqualTo(new Text(LARGE + " " + digest));
            TypedData.Bytes received = (TypedData.Bytes) value(channel, "large", new Text(Integer.toString(LARGE)));
            assertThat(received.value()).hasSize(LARGE).startsWith("nephelitenephelite".getBytes(UTF_8));
        }

        @Test
        void write_to_the_log_that_each_message_is_for() throws Exception {
            WorkerChannel channel = start("friendly").ready().join();
            List<String> ofFunction = new CopyOnWriteArrayList<>();

            channel.invoke(
                            invocation("log", TypedData.NONE),
                            "log",
                            (invocation, level, message) -> ofFunction.add(level + " " + message))
                    .join();

            assertThat(ofFunction).containsExactly("WARNING of the function");
            assertThat(log)
                    .contains(
                            "WARNING Category: of the worker",
                            "ERROR Startup: broken\nat x",
                            "INFORMATION Worker: too late")
                    .noneMatch(line -> line.contains("a metric"));
        }
    }

    @Nested
    class Unexpected_messages {
        @Test
        void are_ignored() throws Exception {
            WorkerChannel channel = start("friendly").ready().join();

            assertThat(value(channel, "surprise", new Text("fine"))).isEqualTo(new Text("fine"));
            assertThat(channel.request(StreamingMessage.newBuilder()
                                    .setWorkerStatusRequest(WorkerStatusRequest.getDefaultInstance()))
                            .join()
                            .hasWorkerStatusResponse())
                    .isTrue();
        }

        @Test
        void to_an_unknown_method_are_refused() throws Exception {
            WorkerChannel channel = start("friendly").ready().join();

            assertThat(text(channel, "unknown")).isEqualTo("UNIMPLEMENTED");
        }
    }

    @Test
    void pings_are_answered_however_many_there_are() throws Exception {
        WorkerChannel channel = start("friendly").ready().join();

        assertThat(value(channel, "ping", new Text("100"))).isEqualTo(new Text("ping 100"));
    }

    @ParameterizedTest
    @CsvSource({"leave", "reset", "exit"})
    void a_worker_that_is_lost_fails_its_invocations_and_another_one_connects(String how) throws Exception {
        WorkerSupervisor workers = start("friendly");
        WorkerChannel channel = workers.ready().join();
        CompletableFuture<InvocationResult> inFlight =
                channel.invoke(invocation("hang", TypedData.NONE), "hang", SILENT);

        assertThat(result(channel, how, new Text("3")))
                .asInstanceOf(type(Failure.class))
                .satisfies(failure -> assertThat(failure.message()).startsWith("WorkerProcessExitException: "));

        assertThat(inFlight.join()).isInstanceOf(Failure.class);
        assertThat(log).anyMatch(line -> line.startsWith("ERROR Worker: The node worker has ended with exit code"));
        assertThat(value(workers.ready().join(), "echo", new Text("again"))).isEqualTo(new Text("again"));
    }

    @Nested
    class Termination {
        @Test
        void is_left_to_the_worker() throws Exception {
            WorkerSupervisor workers = start("friendly");
            workers.ready().join();

            workers.close();

            workers.ended().join();
            assertThat(log).anyMatch(line -> line.endsWith("terminates within 5 s"));
        }

        @Test
        void happens_after_five_seconds_in_any_case() throws Exception {
            WorkerSupervisor workers = start("stays");
            workers.ready().join();

            workers.close();

            awaitLine("terminates within 5 s");
            clock.advance(Duration.ofSeconds(5).minusMillis(1));
            assertThat(workers.ended()).isNotDone();
            clock.advance(Duration.ofMillis(1));
            workers.ended().join();
        }

        @Test
        void happens_at_once_in_a_worker_that_does_not_know_how() throws Exception {
            WorkerSupervisor workers = start("simple");
            workers.ready().join();

            workers.close();

            workers.ended().join();
            assertThat(log).noneMatch(line -> line.contains("terminates"));
        }
    }
}
