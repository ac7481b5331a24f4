package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.app.CallReceiver;
import dev.nephelite.benchmark.app.FunctionApp;
import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Whether memory, open files or the data folder grow while the same work is repeated for a long time. Each round leaves
 * nothing behind, so what grows is a leak.
 */
final class Soak implements Group.Workload {
    private static final String CONTAINER = "soak";
    private static final String QUEUE = "soak";
    private static final String COUNTED = "many";
    private static final String ECHO = "Echo";
    private static final int CLIENTS = 16;
    private static final int RECEIVERS = 32;
    private static final long MESSAGES = 2_000;
    private static final long LARGE = 4;
    private static final long LARGE_MIB = 8;

    @Override
    public boolean isForNepheliteOnly() {
        return true;
    }

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        try (CallReceiver calls = new CallReceiver()) {
            FunctionApp app = new FunctionApp(serverRun.work().resolve("app-that-soaks"), calls, Integer.MAX_VALUE);
            app.count(COUNTED);
            app.echo(ECHO);
            try (Server server = serverRun.start(serverRun.target().running(app.folder()))) {
                server.awaitFunction("/api/" + ECHO);
                server.storage().createContainer(CONTAINER);
                server.storage().createQueue(QUEUE);
                server.storage().createQueue(COUNTED);
                repeat(serverRun, server);
            }
        }
    }

    private static void repeat(ServerRun serverRun, Server server) throws IOException, InterruptedException {
        Duration soak = serverRun.settings().soak();
        Instant begin = serverRun.clock().now();
        int rounds = 0;
        Duration passed = Duration.ZERO;
        while (passed.compareTo(soak) < 0) {
            serverRun.recordCount(ReportRow.SOAK_FAILED, round(serverRun, server));
            rounds++;
            serverRun.rest();
            passed = Duration.between(begin, serverRun.clock().now());
            record(serverRun, server, passed.toMillis() / (double) soak.toMillis());
        }
        serverRun.note(String.format(
                Locale.ROOT,
                "%s rounds in %s seconds; %s messages were left for the function.",
                rounds,
                passed.toSeconds(),
                server.storage().messages(COUNTED)));
    }

    /** Does everything once for the time of a step, and returns how many requests failed. */
    private static long round(ServerRun serverRun, Server server) {
        Storage storage = server.storage();
        Duration step = serverRun.settings().step();
        LoadResult put = blobs(storage, "PUT").atMost(step).run();
        long blobs = put.ok() + put.errors();
        long failed = put.problems();
        failed += blobs(storage, "GET")
                .wrapAfter(Math.max(1, blobs))
                .verify()
                .atMost(step)
                .run()
                .problems();
        failed += blobs(storage, "DELETE").atMost(Math.max(1, blobs)).run().problems();
        failed += storage.large("upload", CONTAINER, "large")
                .size(LARGE_MIB << 20)
                .atMost(LARGE)
                .run()
                .problems();
        failed += storage.messages("roundtrip", QUEUE)
                .clients(RECEIVERS)
                .atMost(step)
                .run()
                .problems();
        failed += storage.messages("put", COUNTED)
                .clients(CLIENTS)
                .atMost(serverRun.settings().count(MESSAGES))
                .run()
                .problems();
        return failed
                + server.function("echo", "/api/" + ECHO)
                        .clients(CLIENTS)
                        .atMost(step)
                        .run()
                        .problems();
    }

    private static Load blobs(Storage storage, String method) {
        return storage.blobs(method, CONTAINER).clients(CLIENTS);
    }

    /**
     * Records what the server uses, early and late in the run.
     *
     * @param progress how much of the time has passed, 0 to 1; until a fifth of it, caches and the heap reach their size
     */
    private static void record(ServerRun serverRun, Server server, double progress) throws IOException {
        if (progress >= 0.2 && progress < 0.4) {
            serverRun.record(ReportRow.SOAK_EARLY_MEMORY, server.residentMib());
            serverRun.recordCount(ReportRow.SOAK_EARLY_FILES, server.openFiles());
            serverRun.record(ReportRow.SOAK_EARLY_FOLDER, server.folderMib());
        } else if (progress >= 0.8) {
            serverRun.record(ReportRow.SOAK_LATE_MEMORY, server.residentMib());
            serverRun.recordCount(ReportRow.SOAK_LATE_FILES, server.openFiles());
            serverRun.record(ReportRow.SOAK_LATE_FOLDER, server.folderMib());
        }
    }
}
