package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.app.CallReceiver;
import dev.nephelite.benchmark.app.FunctionApp;
import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * The CPU time that recording a profile adds to a request, for both processes together. Steps with and without a recording
 * alternate in the same processes, and each is compared with the one beside it: what changes slowly, such as compiled code or
 * the load of the machine, is the same for both.
 */
final class Profiling implements Group.Workload {
    private static final int CLIENTS = 16;

    /** On a busy machine, a time would not be enough for the JVM to compile what the requests run. */
    private static final long WARM_UP_REQUESTS = 100_000;

    private static final String ECHO = "Echo";
    private static final String PATH = "/api/" + ECHO;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double PERCENT = 100;

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
                Load load = server.function("echo", PATH).clients(CLIENTS);
                Load warmUp = load.atMost(serverRun.settings().count(WARM_UP_REQUESTS));
                warmUp.run();
                recorded(serverRun, server, load, ReportRow.FIRST_RECORDING);
                // Starting Flight Recorder for the first time makes the JVM compile code again.
                warmUp.run();
                pairs(serverRun, server, load);
            }
        }
    }

    private static void pairs(ServerRun serverRun, Server server, Load load) throws IOException, InterruptedException {
        List<Double> added = new ArrayList<>();
        for (int pair = 0; pair < serverRun.settings().pairs(); pair++) {
            LoadResult with;
            LoadResult without;
            if (pair % 2 == 0) {
                without = unrecorded(serverRun, load);
                with = recorded(serverRun, server, load, ReportRow.NEXT_RECORDING);
            } else {
                with = recorded(serverRun, server, load, ReportRow.NEXT_RECORDING);
                without = unrecorded(serverRun, load);
            }
            serverRun.record(ReportRow.UNRECORDED_CPU, cpuMicros(without), without);
            serverRun.record(ReportRow.RECORDED_CPU, cpuMicros(with), with);
            added.add((cpuMicros(with) / cpuMicros(without) - 1) * PERCENT);
            serverRun.record(ReportRow.RECORDING_ADDED, added.get(pair));
        }
        serverRun.note(confidence(added));
    }

    private static LoadResult unrecorded(ServerRun serverRun, Load load) throws InterruptedException {
        serverRun.rest();
        return load.atMost(serverRun.settings().step()).run();
    }

    /** Makes a recording, and the load during it. Starting the recording and ending it are not part of the load. */
    private static LoadResult recorded(ServerRun serverRun, Server server, Load load, ReportRow start)
            throws IOException, InterruptedException {
        Duration needed = serverRun.settings().rest().plus(serverRun.settings().step());
        Duration before = server.cpuTime();
        CompletableFuture<Void> recording = server.recordFunctions(needed.plusSeconds(2));
        serverRun.rest();
        serverRun.record(start, server.cpuTime().minus(before).toNanos() / 1e6);
        LoadResult result = load.atMost(serverRun.settings().step()).run();
        if (recording.isDone()) {
            throw new IllegalStateException("the recording ended before the requests did");
        }
        recording.join();
        return result;
    }

    private static double cpuMicros(LoadResult result) {
        return result.serverCpuSeconds() * MICROS_PER_SECOND / result.ok();
    }

    /**
     * Where the median of all such pairs is with a confidence of 95 percent, whatever their distribution: between two of
     * the sorted values, whose ranks follow from the binomial distribution.
     */
    private static String confidence(List<Double> added) {
        double[] sorted =
                added.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int rank = Math.max(0, (int) Math.floor((sorted.length - 1.96 * Math.sqrt(sorted.length)) / 2));
        return String.format(
                Locale.ROOT,
                "recording added between %.1f and %.1f percent of CPU time, with a confidence of 95 percent (%d pairs; half"
                        + " of them between %.1f and %.1f).",
                sorted[rank],
                sorted[sorted.length - 1 - rank],
                sorted.length,
                sorted[sorted.length / 4],
                sorted[sorted.length - 1 - sorted.length / 4]);
    }
}
