package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.app.CallReceiver;
import dev.nephelite.benchmark.app.FunctionApp;
import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.Confidence;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.CompilerTime;
import dev.nephelite.benchmark.server.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * The CPU time that recording a profile adds to a request in the worker process, which is the process that is recorded. Each
 * round has two steps during a recording, between two steps without one, all with the same number of requests to the same
 * process. What changes steadily, such as the load of the machine, is therefore the same for both.
 */
final class Profiling implements Group.Workload {
    private static final int CLIENTS = 16;

    /** On a busy machine, a time would not be enough for the JVM to compile what the requests run. */
    private static final long WARM_UP_REQUESTS = 100_000;

    private static final String ECHO = "Echo";
    private static final String PATH = "/api/" + ECHO;

    @Override
    public boolean isForNepheliteOnly() {
        return true;
    }

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        try (CallReceiver calls = new CallReceiver()) {
            FunctionApp app = new FunctionApp(serverRun.work().resolve("app-that-echoes"), calls, 1);
            app.echo(ECHO);
            try (Server server = serverRun.start(serverRun.target().running(app.folder(), WorkerProcess.IN_WORKER))) {
                server.awaitFunction(PATH);
                Rounds rounds = new Rounds(serverRun, server);
                rounds.warmUp();
                rounds.run();
            }
        }
    }

    /** The rounds with one server. */
    private static final class Rounds {
        private static final long STEP_REQUESTS = 20_000;
        /** Requests before each step that do not count. */
        private static final long LEADING_REQUESTS = 2_000;

        /** By then, a recording has started. */
        private static final Duration START = Duration.ofSeconds(1);

        /** How much longer a recording is than the steps in it should take. */
        private static final double MARGIN = 1.5;

        private static final double MICROS_PER_SECOND = 1e6;
        private static final double NANOS_PER_MICRO = 1e3;
        private static final double NANOS_PER_MILLI = 1e6;
        private static final double PERCENT = 100;

        private final ServerRun serverRun;
        private final Server server;
        private final ProcessHandle worker;
        private final Load load;
        private final long requests;
        private double slowestStepSeconds;

        Rounds(ServerRun serverRun, Server server) {
            this.serverRun = serverRun;
            this.server = server;
            worker = server.worker();
            load = server.functionInWorker("echo", PATH).clients(CLIENTS);
            requests = serverRun.settings().count(STEP_REQUESTS);
        }

        /** The CPU time per request of the worker process in one step, in microseconds. */
        private record Cpu(double all, double withoutCompiler, LoadResult load) {}

        /** Starting Flight Recorder for the first time makes the JVM compile code again. */
        void warmUp() throws IOException, InterruptedException {
            Load warmUp = load.atMost(serverRun.settings().count(WARM_UP_REQUESTS));
            warmUp.run();
            server.awaitOnlyWorker();
            record(ReportRow.FIRST_RECORDING, START).join();
            warmUp.run();
        }

        void run() throws IOException, InterruptedException {
            step();
            List<Double> all = new ArrayList<>();
            List<Double> withoutCompiler = new ArrayList<>();
            while (all.size() < serverRun.settings().rounds()) {
                Cpu first = step();
                CompletableFuture<Void> recording =
                        record(ReportRow.NEXT_RECORDING, START.plus(Duration.ofSeconds((long)
                                Math.ceil(2 * MARGIN * slowestStepSeconds))));
                Cpu second = step();
                Cpu third = step();
                boolean complete = !recording.isDone();
                recording.join();
                Cpu fourth = step();
                if (complete) {
                    List.of(first, fourth).forEach(this::recordUnrecorded);
                    List.of(second, third).forEach(this::recordRecorded);
                    all.add(added(first.all + fourth.all, second.all + third.all));
                    withoutCompiler.add(added(
                            first.withoutCompiler + fourth.withoutCompiler,
                            second.withoutCompiler + third.withoutCompiler));
                    serverRun.record(ReportRow.RECORDING_ADDED, all.get(all.size() - 1));
                    serverRun.record(
                            ReportRow.RECORDING_ADDED_WITHOUT_COMPILER,
                            withoutCompiler.get(withoutCompiler.size() - 1));
                }
            }
            serverRun.note("recording added " + interval(all) + " percent of the worker's CPU time, or "
                    + interval(withoutCompiler)
                    + " percent without what its JVM used to compile code, with a confidence"
                    + " of 95 percent (" + all.size() + " rounds).");
        }

        private void recordUnrecorded(Cpu step) {
            serverRun.record(ReportRow.UNRECORDED_CPU, step.all, step.load);
            serverRun.record(ReportRow.UNRECORDED_CPU_WITHOUT_COMPILER, step.withoutCompiler, step.load);
        }

        private void recordRecorded(Cpu step) {
            serverRun.record(ReportRow.RECORDED_CPU, step.all, step.load);
            serverRun.record(ReportRow.RECORDED_CPU_WITHOUT_COMPILER, step.withoutCompiler, step.load);
        }

        /** Starts a recording and waits until it has started. The result completes when it has ended. */
        private CompletableFuture<Void> record(ReportRow start, Duration length)
                throws IOException, InterruptedException {
            Duration before = cpuTime();
            CompletableFuture<Void> recording = server.recordFunctions(length);
            serverRun.clock().sleep(START);
            serverRun.record(start, cpuTime().minus(before).toNanos() / NANOS_PER_MILLI);
            return recording;
        }

        private Duration cpuTime() {
            return worker.info().totalCpuDuration().orElseThrow();
        }

        private Cpu step() {
            LoadResult leading = load.atMost(LEADING_REQUESTS).run();
            CompilerTime before = CompilerTime.of(worker.pid());
            LoadResult result = load.atMost(requests).run();
            Duration compiler = CompilerTime.of(worker.pid()).since(before);
            if (leading.problems() + result.problems() > 0) {
                throw new IllegalStateException("requests to the function failed: " + result.errorSample());
            }
            slowestStepSeconds = Math.max(slowestStepSeconds, leading.seconds() + result.seconds());
            double micros = result.serverCpuSeconds() * MICROS_PER_SECOND;
            return new Cpu(micros / result.ok(), (micros - compiler.toNanos() / NANOS_PER_MICRO) / result.ok(), result);
        }

        /** What recording adds, in percent. */
        private static double added(double without, double with) {
            return (with / without - 1) * PERCENT;
        }

        private static String interval(Collection<Double> added) {
            Confidence confidence = Confidence.ofMedian(added);
            return String.format(Locale.ROOT, "between %.1f and %.1f", confidence.low(), confidence.high());
        }
    }
}
