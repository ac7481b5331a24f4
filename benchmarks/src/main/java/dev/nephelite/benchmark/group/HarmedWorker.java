package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.app.CallReceiver;
import dev.nephelite.benchmark.app.FunctionApp;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Debugger;
import dev.nephelite.benchmark.server.EmulatorTarget;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.TimedRequests;
import java.io.IOException;

/** Whether storage stays responsive while a function harms its worker process, or a debugger suspends it. */
final class HarmedWorker implements Group.Workload {
    private static final String CONTAINER = "others";
    private static final String BLOB = "blob";
    private static final byte[] CONTENT = new byte[1_000];
    private static final long TIMED = 500;
    private static final String HARM = "Harm";
    private static final String ANSWER = "Answer";
    private static final String PATH = "/api/";

    @Override
    public boolean isForNepheliteOnly() {
        return true;
    }

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        try (CallReceiver calls = new CallReceiver()) {
            FunctionApp app = new FunctionApp(serverRun.work().resolve("app-that-harms"), calls, 1);
            app.harm(HARM);
            app.answer(ANSWER);
            EmulatorTarget target = serverRun.target().running(app.folder(), WorkerProcess.IN_WORKER, "--debug=0");
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                measure(serverRun, target, ReportRow.NO_HARM, server -> {});
                measure(serverRun, target, ReportRow.HARM_LOOP, server -> server.callFunction(PATH + HARM, "loop"));
                measure(serverRun, target, ReportRow.HARM_EXIT, server -> server.callFunction(PATH + HARM, "exit"));
                measure(serverRun, target, ReportRow.HARM_KILL, Server::killDescendants);
                measure(serverRun, target, ReportRow.HARM_MEMORY, server -> server.callFunction(PATH + HARM, "memory"));
                measure(
                        serverRun,
                        target,
                        ReportRow.HARM_THREADS,
                        server -> server.callFunction(PATH + HARM, "threads"));
                measureHeld(serverRun, target);
            }
        }
    }

    private static void measure(ServerRun serverRun, EmulatorTarget target, ReportRow row, Harm harm)
            throws IOException, InterruptedException {
        try (Server server = start(serverRun, target)) {
            harm.begin(server);
            measure(serverRun, server, row);
        }
    }

    private static void measureHeld(ServerRun serverRun, EmulatorTarget target)
            throws IOException, InterruptedException {
        try (Server server = start(serverRun, target)) {
            Debugger debugger = Debugger.hold(server.debuggerPort());
            try {
                server.callFunction(PATH + ANSWER, "");
                measure(serverRun, server, ReportRow.HARM_HELD);
            } finally {
                debugger.release();
            }
        }
    }

    private static Server start(ServerRun serverRun, EmulatorTarget target) throws IOException {
        Server server = serverRun.start(target);
        server.awaitFunction(PATH + ANSWER);
        serverRun.warmUp(server.storage());
        server.storage().createContainer(CONTAINER);
        return server;
    }

    private static void measure(ServerRun serverRun, Server server, ReportRow row)
            throws IOException, InterruptedException {
        Latencies latencies = new Latencies();
        try (TimedRequests requests = server.storage().timedBlobs()) {
            for (long i = serverRun.settings().count(TIMED); i > 0; i--) {
                latencies.time(serverRun, () -> requests.putBlob(CONTAINER, BLOB, CONTENT));
                latencies.time(serverRun, () -> requests.getBlob(CONTAINER, BLOB));
            }
        }
        serverRun.record(row, latencies.p99Millis());
    }

    @FunctionalInterface
    private interface Harm {
        void begin(Server server);
    }
}
