package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.app.CallReceiver;
import dev.nephelite.benchmark.app.FunctionApp;
import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.EmulatorTarget;
import dev.nephelite.benchmark.server.Server;
import java.io.IOException;

/**
 * What it costs to run functions in a worker process: the same work in the process of the server and in a worker process, in
 * turn, so that a machine that is slow for a while is slow for both.
 */
final class WorkerProcess implements Group.Workload {
    private static final String IN_PROCESS = Functions.IN_PROCESS;
    static final String IN_WORKER = "--no-in-process";
    private static final int CLIENTS = 16;
    private static final int WARM_UP_STEPS = 3;
    private static final String ECHO = "Echo";
    private static final String PATH = "/api/" + ECHO;
    private static final double MICROS_PER_MILLI = 1000;

    @Override
    public boolean isForNepheliteOnly() {
        return true;
    }

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        try (CallReceiver calls = new CallReceiver()) {
            FunctionApp app = Functions.appOf40(serverRun, calls);
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                start(serverRun, app, ReportRow.IN_PROCESS_START, ReportRow.IN_PROCESS_MEMORY, IN_PROCESS);
                start(serverRun, app, ReportRow.WORKER_START, ReportRow.WORKER_MEMORY, IN_WORKER);
            }
            requests(serverRun, new FunctionApp(serverRun.work().resolve("app-that-echoes"), calls, 1));
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                Functions.queueRate(serverRun, calls, ReportRow.IN_PROCESS_QUEUE, IN_PROCESS);
                Functions.queueRate(serverRun, calls, ReportRow.WORKER_QUEUE, IN_WORKER);
            }
        }
    }

    private static void start(ServerRun serverRun, FunctionApp app, ReportRow time, ReportRow memory, String option)
            throws IOException, InterruptedException {
        try (Server server = serverRun.start(serverRun.target().running(app.folder(), option))) {
            serverRun.record(time, server.awaitFunction(Functions.LAST_ANSWER).toNanos() / 1e6);
            serverRun.rest();
            serverRun.record(memory, server.residentMib());
            server.stop();
        }
    }

    private static void requests(ServerRun serverRun, FunctionApp app) throws IOException {
        app.echo(ECHO);
        EmulatorTarget inProcess = serverRun.target().running(app.folder(), IN_PROCESS);
        EmulatorTarget inWorker = serverRun.target().running(app.folder(), IN_WORKER);
        try (Server one = serverRun.start(inProcess, "in-process");
                Server other = serverRun.start(inWorker, "in-worker")) {
            one.awaitFunction(PATH);
            other.awaitFunction(PATH);
            warmUp(serverRun, one);
            warmUp(serverRun, other);
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                serverRun.recordRate(ReportRow.IN_PROCESS_HTTP, run(serverRun, one, CLIENTS));
                serverRun.recordRate(ReportRow.WORKER_HTTP, run(serverRun, other, CLIENTS));
                LoadResult single = run(serverRun, one, 1);
                LoadResult added = run(serverRun, other, 1);
                serverRun.record(ReportRow.IN_PROCESS_P50, single.p50Micros() / MICROS_PER_MILLI, single);
                serverRun.record(ReportRow.WORKER_P50, added.p50Micros() / MICROS_PER_MILLI, added);
                serverRun.record(
                        ReportRow.WORKER_ADDED_P50, (added.p50Micros() - single.p50Micros()) / MICROS_PER_MILLI);
            }
        }
    }

    private static void warmUp(ServerRun serverRun, Server server) {
        echo(server, CLIENTS).atMost(serverRun.settings().steps(WARM_UP_STEPS)).run();
    }

    private static LoadResult run(ServerRun serverRun, Server server, int clients) {
        return echo(server, clients).atMost(serverRun.settings().step()).run();
    }

    private static Load echo(Server server, int clients) {
        return server.function("echo", PATH).clients(clients);
    }
}
