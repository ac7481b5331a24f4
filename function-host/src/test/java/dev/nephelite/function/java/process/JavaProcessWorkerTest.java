package dev.nephelite.function.java.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.WorkerRuntime.WorkerContext;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.TypedData.Text;
import dev.nephelite.function.worker.Usage;
import dev.nephelite.function.worker.Worker.InvocationLog;
import dev.nephelite.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessWorkerTest {
    private static final InvocationLog SILENT = (invocation, level, message) -> {};
    private static final int LARGE = 20 * 1024 * 1024;

    @TempDir
    private Path folder = Path.of("");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final WorkerContext context =
            new WorkerContext(Runnable::run, line -> log.add(line.message()), null, clock, RandomIds.seeded(1));
    private final JavaProcesses processes = new JavaProcesses(List.of(), Map.of());
    private final JavaProcessWorker worker = new JavaProcessWorker(processes, context);

    @AfterEach
    void close() {
        worker.close();
    }

    private void load(Map<String, String> settings) {
        assertThat(worker.load(TestApp.forWorker(
                        folder,
                        settings,
                        ProcessFunctions.class,
                        ProcessFunctions.BrokenBody.class,
                        Await.class,
                        Await.Look.class)))
                .isEmpty();
    }

    private static Invocation invocation(String function, TypedData in) {
        return new Invocation(
                UUID.randomUUID(), function, Map.of("in", in), Map.of(), new Invocation.Trace("00-1-2-01", ""), null);
    }

    private InvocationResult invoke(String function, TypedData in) {
        return worker.invoke(invocation(function, in), SILENT).join();
    }

    private TypedData value(String function, TypedData in) {
        return assertThat(invoke(function, in))
                .asInstanceOf(type(InvocationResult.Success.class))
                .actual()
                .returnValue();
    }

    private String text(String function, String in) {
        return ((Text) value(function, new Text(in))).value();
    }

    private static TypedData request(InputStream body) {
        return new TypedData.Request(
                "POST", "http://localhost/api/x", Map.of(), Map.of(), Map.of(), new TypedData.Stream(body));
    }

    @Test
    void invoke_runsFunctionsInAnotherProcess_inTheFolderOfTheApp_withItsSettings() {
        load(Map.of("GREETING", "hello", "JAVA_OPTS", "-Dspaced=\"a b\" -Xmx300m"));

        assertThat(text("pid", ""))
                .isNotEqualTo(Long.toString(ProcessHandle.current().pid()));
        assertThat(text("setting", "GREETING")).isEqualTo("hello");
        assertThat(text("folder", "")).isEqualTo(folder.toString());
        assertThat(text("options", "")).contains("-Dspaced=a b", "-Xmx300m");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void invoke_letsChildProcessesInheritTheSettingsAndTheFolder() {
        load(Map.of("GREETING", "hello"));

        assertThat(text("child", "")).isEqualTo("hello from " + folder);
    }

    @Test
    void invoke_passesOnLogLinesAndFailures() {
        load(Map.of());
        List<String> lines = new CopyOnWriteArrayList<>();

        worker.invoke(
                        invocation("log", new Text("this")),
                        (invocation, level, message) -> lines.add(level + " " + message))
                .join();

        assertThat(lines).containsExactly("WARNING logged this");
        assertThat(invoke("fail", new Text("on purpose")))
                .asInstanceOf(type(InvocationResult.Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.message()).isEqualTo("IllegalStateException: on purpose");
                    assertThat(failure.stackTrace()).contains("ProcessFunctions.fail");
                });
    }

    @Test
    void invoke_passesOnTheMetadataThatAFunctionTakes() {
        load(Map.of());
        Invocation sent = new Invocation(
                UUID.randomUUID(),
                "METADATA",
                Map.of("in", new Text("it")),
                Map.of("Id", new Text("7"), "Other", new Text("8")),
                new Invocation.Trace("00-1-2-01", ""),
                null);

        assertThat(worker.invoke(sent, SILENT).join())
                .isEqualTo(new InvocationResult.Success(new Text("it has id 7, Optional.empty"), Map.of()));
    }

    @Test
    void invoke_onAThreadThatExecutesTasks_completesOnIt() throws Exception {
        load(Map.of());
        TaskThread thread = new TaskThread();
        CompletableFuture<Thread> completing = new CompletableFuture<>();
        thread.execute(() -> {
            CompletableFuture<Void> unused = worker.invoke(invocation("pid", new Text("")), SILENT)
                    .thenRun(() -> completing.complete(Thread.currentThread()));
        });
        thread.start();

        assertThat(completing.get()).isSameAs(thread);
        thread.interrupt();
    }

    /** Like an I/O thread. */
    private static final class TaskThread extends Thread implements Executor {
        private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void run() {
            try {
                while (true) {
                    tasks.take().run();
                }
            } catch (InterruptedException ignored) {
                // The test has ended.
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void invoke_ofAFunctionThatLogsFasterThanTheHostReads_takesLittleMemory() {
        load(Map.of("JAVA_OPTS", "-Xmx64m"));
        Path waiting = folder.resolve(ProcessFunctions.WAITING);
        int lines = 100_000;
        AtomicInteger read = new AtomicInteger();
        InvocationLog slow = (invocation, level, line) -> {
            if (read.incrementAndGet() == 1) {
                Await.until("the function waits", () -> Files.exists(waiting));
            }
        };

        InvocationResult result = worker.invoke(invocation("logMuch", new Text(Integer.toString(lines))), slow)
                .join();

        assertThat(result).isInstanceOf(InvocationResult.Success.class);
        assertThat(read).hasValue(lines);
    }

    @Test
    void invoke_passesOnLinesThatAreWrittenToTheStandardStreams() {
        load(Map.of());
        List<String> lines = new CopyOnWriteArrayList<>();
        InvocationLog console = new InvocationLog() {
            @Override
            public void log(Invocation invocation, LogLevel level, String message) {
                lines.add("logged " + message);
            }

            @Override
            public void print(Invocation invocation, LogLevel level, String line) {
                lines.add(invocation.functionName() + " " + level + " " + line);
            }
        };

        worker.invoke(invocation("closeOutput", new Text("")), console).join();
        worker.invoke(invocation("print", new Text("Grüße")), console).join();

        assertThat(lines)
                .containsExactly(
                        "print INFORMATION printed Grüße",
                        "print ERROR error: Grüße",
                        "print INFORMATION the end of Grüße");
        assertThat(log).isEmpty();
    }

    @Test
    void invoke_saysWhatItUsed() {
        load(Map.of());
        UsageLog log1 = new UsageLog();
        UsageLog log2 = new UsageLog();

        worker.invoke(invocation("pid", new Text("")), log1).join();
        worker.invoke(invocation("pid", new Text("")), log2).join();

        assertThat(log1.usages).singleElement().satisfies(first -> {
            assertThat(first.cpu()).isPositive();
            assertThat(first.allocatedBytes()).isPositive();
            assertThat(first.coldStart()).isNotNull();
            assertThat(Objects.requireNonNull(first.coldStart()).loading()).isPositive();
        });
        assertThat(log2.usages).singleElement().satisfies(second -> assertThat(second.coldStart())
                .isNull());
    }

    private static final class UsageLog implements InvocationLog {
        private final List<Usage> usages = new CopyOnWriteArrayList<>();

        @Override
        public void log(Invocation invocation, LogLevel level, String message) {}

        @Override
        public void used(Usage usage) {
            usages.add(usage);
        }
    }

    @Test
    void invoke_streamsBodiesInBothDirections() throws Exception {
        load(Map.of());
        byte[] large = new byte[LARGE];
        large[LARGE - 1] = 1;

        TypedData.Response counted = (TypedData.Response) value("count", request(new ByteArrayInputStream(large)));
        assertThat(counted.body()).isEqualTo(new Text(Integer.toString(LARGE)));
        assertThat(counted.headers().get("Set-Cookie")).containsExactly("a=1", "b=2");

        TypedData.Response echoed = (TypedData.Response) value("echo", request(new ByteArrayInputStream(large)));
        try (InputStream body = ((TypedData.Stream) echoed.body()).content()) {
            assertThat(body.readAllBytes()).isEqualTo(large);
        }

        TypedData.Response broken = (TypedData.Response) value("breakOff", request(InputStream.nullInputStream()));
        try (InputStream body = ((TypedData.Stream) broken.body()).content()) {
            assertThatThrownBy(body::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("StackOverflowError");
        }
    }

    @Test
    void invoke_ofAFunctionThatReadsALittle_readsLittleOfTheBody() {
        load(Map.of());
        long[] read = new long[1];
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                read[0] += length;
                Arrays.fill(target, offset, offset + length, (byte) 'x');
                return length;
            }
        };

        assertThat(value("head", request(endless))).isEqualTo(new Text("xxxx"));
        assertThat(read[0]).isLessThan(LARGE);
    }

    @Test
    void load_withAnOptionThatTheJvmRefuses_saysWhichInOneLine_andDoesNotTryAgain() {
        String reason = "The JVM of the functions does not start with the setting JAVA_OPTS: Unrecognized VM option"
                + " 'UseNothing'. Correct the option there.";

        assertThatThrownBy(() -> load(Map.of("JAVA_OPTS", "-XX:+UseNothing")))
                .isInstanceOf(InvalidAppException.class)
                .hasMessage(reason);

        assertThat(log).containsExactly(reason);
    }

    @Test
    void load_ofAnAppWithoutFunctions_startsNoProcess() {
        assertThat(worker.load(TestApp.forWorker(folder, Map.of("JAVA_OPTS", "-XX:+UseNothing"))))
                .isEmpty();

        assertThat(log).isEmpty();
        assertThat(worker.failed()).isNotDone();
    }

    @Test
    void exit_failsWhatIsInFlight_andStartsANewProcess() {
        load(Map.of());
        String before = text("pid", "");
        assertThat(invoke("failAtLength", new Text("x")))
                .asInstanceOf(type(InvocationResult.Failure.class))
                .satisfies(failure -> assertThat(failure.message()).hasSizeLessThan(300_000));
        assertThat(text("pid", "")).isEqualTo(before);

        assertThat(invoke("exit", new Text("3")))
                .asInstanceOf(type(InvocationResult.Failure.class))
                .satisfies(failure -> assertThat(failure.message()).contains("exit code 3"));

        assertThat(text("pid", "")).isNotEqualTo(before);
        assertThat(log)
                .containsSubsequence(
                        "Error: System.exit was called by function 'exit', which ends the worker process.",
                        "The java worker has ended with exit code 3; it starts again.");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void signal_toTheWholeProcessGroup_leavesTheProcessToTheHost() throws Exception {
        load(Map.of());
        String before = text("pid", "");

        for (String signal : List.of("-INT", "-TERM", "-HUP")) {
            assertThat(new ProcessBuilder("kill", signal, before).start().waitFor())
                    .isZero();
        }

        assertThat(text("pid", "")).isEqualTo(before);
        assertThat(log).isEmpty();
    }

    @Test
    void exit_theThirdTimeWithin30Minutes_isTheLast() {
        load(Map.of());

        invoke("halt", new Text("1"));
        assertThat(text("pid", "")).isNotEmpty();
        invoke("halt", new Text("1"));
        CompletableFuture<InvocationResult> waiting = worker.invoke(invocation("pid", new Text("")), SILENT);
        assertThat(waiting).isNotDone();
        clock.advance(Duration.ofSeconds(10));
        assertThat(waiting.join()).isInstanceOf(InvocationResult.Success.class);
        invoke("halt", new Text("1"));

        assertThat(invoke("pid", new Text("")))
                .asInstanceOf(type(InvocationResult.Failure.class))
                .satisfies(failure -> assertThat(failure.message()).contains("it is not started again"));
    }

    @Test
    void kill_endsAFunctionThatNeverReturns() throws Exception {
        load(Map.of());
        LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Invocation hanging = invocation("hang", new Text(""));
        CompletableFuture<InvocationResult> result =
                worker.invoke(hanging, (invocation, level, message) -> lines.add(message));
        assertThat(lines.take()).isEqualTo("hanging");

        assertThat(worker.stack(hanging.id()).join()).contains("ProcessFunctions.hang");
        assertThat(worker.kill(hanging.id())).isTrue();

        assertThat(result.join()).isInstanceOf(InvocationResult.Failure.class);
        assertThat(text("pid", "")).isNotEmpty();
    }

    @Test
    void load_ofAChangedApp_usesTheSameProcess() {
        load(Map.of());
        String before = text("pid", "");
        JavaProcessWorker next = new JavaProcessWorker(processes, context);

        next.load(TestApp.forWorker(folder, Map.of(), ProcessFunctions.class));
        worker.close();

        assertThat(next.invoke(invocation("pid", new Text("")), SILENT).join())
                .asInstanceOf(type(InvocationResult.Success.class))
                .satisfies(success -> assertThat(success.returnValue()).isEqualTo(new Text(before)));
        next.close();
    }

    @Test
    void load_withTwoProcesses_usesThemInTurn() {
        load(Map.of("FUNCTIONS_WORKER_PROCESS_COUNT", "2"));

        String first = text("pid", "");
        Await.until("another process answers", () -> !text("pid", "").equals(first));
        assertThat(List.of(text("pid", ""), text("pid", ""))).contains(first);
    }
}
