package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.app.Arrivals;
import dev.nephelite.benchmark.app.FunctionApp;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.TimedRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** How soon functions run for what happens in storage, how many of them in a second, and how soon after a start. */
final class Functions implements Group {
    private static final int CLIENTS = 16;
    private static final long MESSAGES = 40_000;
    private static final long WARM_UP = 4_000;
    private static final long TIMED = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int OF_EACH_KIND = 10;
    private static final byte[] CONTENT = new byte[1024];
    private static final String MANY = "many";
    private static final String PLACE = "arrivals";

    @Override
    public boolean isOnlyOurs() {
        return true;
    }

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        try (Arrivals arrivals = new Arrivals()) {
            coldStarts(serverRun, arrivals);
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                rate(serverRun, arrivals);
            }
            latencies(serverRun, arrivals);
            FunctionRequests.measure(
                    serverRun, new FunctionApp(serverRun.work().resolve("app-that-echoes"), arrivals, 1));
        }
    }

    private static void coldStarts(ServerRun serverRun, Arrivals arrivals) throws IOException, InterruptedException {
        FunctionApp app = new FunctionApp(serverRun.work().resolve("app-of-40"), arrivals, 1);
        for (int i = 0; i < OF_EACH_KIND; i++) {
            app.answer("Answer" + i);
            app.answer("AnswerToo" + i);
            app.onMessage("OnMessage" + i, "queue-" + i);
            app.onBlob("OnBlob" + i, "container-" + i);
        }
        for (int i = 0; i < serverRun.settings().repetitions(); i++) {
            try (Server server = serverRun.start(serverRun.target().running(app.folder()))) {
                String last = "/api/AnswerToo" + (OF_EACH_KIND - 1);
                serverRun.record(
                        ReportRow.APP_COLD_START, server.awaitFunction(last).toNanos() / 1e6);
                serverRun.rest();
                server.stop();
            }
        }
    }

    /** The queue is filled before the app is there; half of it is for warming up. */
    private static void rate(ServerRun serverRun, Arrivals arrivals) throws IOException, InterruptedException {
        long half = serverRun.settings().count(MESSAGES) / 2;
        FunctionApp app = new FunctionApp(serverRun.work().resolve("app-that-counts"), arrivals, half);
        app.count(MANY);
        try (Server server = serverRun.start()) {
            server.storage().createQueue(MANY);
            LoadResult filled = server.storage()
                    .messages("put", MANY)
                    .clients(CLIENTS)
                    .atMost(2 * half)
                    .run();
            server.stop();
            server.restart(serverRun.target().running(app.folder()));
            long middle = arrivals.await((int) half);
            long end = arrivals.await((int) (2 * half));
            serverRun.record(ReportRow.QUEUE_TRIGGER_RATE, half * 1e9 / (end - middle), filled);
            serverRun.rest();
            long left = server.storage().messages(MANY);
            if (left > 0) {
                serverRun.note(left + " messages were not deleted after the function had run for them.");
            }
        }
    }

    private static void latencies(ServerRun serverRun, Arrivals arrivals) throws IOException, InterruptedException {
        FunctionApp app = new FunctionApp(serverRun.work().resolve("app-that-arrives"), arrivals, 1);
        app.onMessage("OnMessage", PLACE);
        app.onBlob("OnBlob", PLACE);
        try (Server server = serverRun.start(serverRun.target().running(app.folder()))) {
            server.storage().createQueue(PLACE);
            server.storage().createContainer(PLACE);
            try (TimedRequests queue = server.storage().timedMessages();
                    TimedRequests blob = server.storage().timedBlobs()) {
                Step message = i -> queue.putMessage(PLACE, Integer.toString(i));
                Step content = i -> blob.putBlob(PLACE, Integer.toString(i), CONTENT);
                int next = warmUp(serverRun, arrivals, message, 0);
                next = warmUp(serverRun, arrivals, content, next);
                for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                    next = measure(serverRun, arrivals, message, next, ReportRow.MESSAGE_P50, ReportRow.MESSAGE_P99);
                    next = measure(serverRun, arrivals, content, next, ReportRow.BLOB_P50, ReportRow.BLOB_P99);
                }
            }
        }
    }

    private static int warmUp(ServerRun serverRun, Arrivals arrivals, Step step, int from) throws IOException {
        int end = from + (int) serverRun.settings().count(WARM_UP);
        for (int i = from; i < end; i++) {
            step.send(i);
            arrivals.await(i);
        }
        return end;
    }

    /** Times from the moment when the client begins to send until the function's body runs, one after the other. */
    private static int measure(
            ServerRun serverRun, Arrivals arrivals, Step step, int from, ReportRow p50, ReportRow p99)
            throws IOException, InterruptedException {
        long[] nanos = new long[(int) serverRun.settings().count(TIMED)];
        for (int i = 0; i < nanos.length; i++) {
            // What the one before leaves to be done is not to be measured with this one.
            serverRun.clock().sleep(PAUSE);
            long begun = System.nanoTime();
            step.send(from + i);
            nanos[i] = arrivals.await(from + i) - begun;
        }
        Arrays.sort(nanos);
        serverRun.record(p50, nanos[nanos.length / 2] / 1e6);
        serverRun.record(p99, nanos[nanos.length * 99 / 100] / 1e6);
        return from + nanos.length;
    }

    /** Sends what has that number. */
    private interface Step {
        void send(int number) throws IOException;
    }
}
