package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.app.CallReceiver;
import dev.nephelite.benchmark.app.FunctionApp;
import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.TimedRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * How fast an app starts, how soon and how often a second functions are called, and how fast they answer requests, in the
 * process of the server.
 */
final class Functions implements Group.Workload {
    static final String IN_PROCESS = "--in-process";

    private static final int CLIENTS = 16;
    private static final long MESSAGES = 40_000;
    private static final long WARM_UP = 4_000;
    private static final long TIMED = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int OF_EACH_KIND = 10;

    /** Of the app of 40 functions. */
    static final String LAST_ANSWER = "/api/AnswerToo" + (OF_EACH_KIND - 1);

    private static final byte[] CONTENT = new byte[1024];
    private static final String MANY = "many";
    private static final String NAME = "arrivals";
    private static final String ECHO = "Echo";
    private static final int WARM_UP_STEPS = 3;
    private static final double MICROS_PER_MILLI = 1000;

    @Override
    public boolean isForNepheliteOnly() {
        return true;
    }

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        try (CallReceiver calls = new CallReceiver()) {
            coldStarts(serverRun, calls);
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                queueRate(serverRun, calls, ReportRow.QUEUE_TRIGGER_RATE, IN_PROCESS);
            }
            latencies(serverRun, calls);
            requests(serverRun, new FunctionApp(serverRun.work().resolve("app-that-echoes"), calls, 1));
        }
    }

    /** An app of 20 HTTP, 10 queue and 10 blob triggers. */
    static FunctionApp appOf40(ServerRun serverRun, CallReceiver calls) throws IOException {
        FunctionApp app = new FunctionApp(serverRun.work().resolve("app-of-40"), calls, 1);
        for (int i = 0; i < OF_EACH_KIND; i++) {
            app.answer("Answer" + i);
            app.answer("AnswerToo" + i);
            app.onMessage("OnMessage" + i, "queue-" + i);
            app.onBlob("OnBlob" + i, "container-" + i);
        }
        return app;
    }

    private static void coldStarts(ServerRun serverRun, CallReceiver calls) throws IOException, InterruptedException {
        FunctionApp app = appOf40(serverRun, calls);
        for (int i = 0; i < serverRun.settings().repetitions(); i++) {
            try (Server server = serverRun.start(serverRun.target().running(app.folder(), IN_PROCESS))) {
                serverRun.record(
                        ReportRow.APP_COLD_START,
                        server.awaitFunction(LAST_ANSWER).toNanos() / 1e6);
                serverRun.rest();
                server.stop();
            }
        }
    }

    /**
     * Records the rate of a queue trigger. The queue is filled before the app starts, and the first half of it warms up.
     *
     * @param options of the server
     */
    static void queueRate(ServerRun serverRun, CallReceiver calls, ReportRow row, String... options)
            throws IOException, InterruptedException {
        long half = serverRun.settings().count(MESSAGES) / 2;
        FunctionApp app = new FunctionApp(serverRun.work().resolve("app-that-counts"), calls, half);
        app.count(MANY);
        try (Server server = serverRun.start()) {
            server.storage().createQueue(MANY);
            LoadResult filled = server.storage()
                    .messages("put", MANY)
                    .clients(CLIENTS)
                    .atMost(2 * half)
                    .run();
            server.stop();
            server.restart(serverRun.target().running(app.folder(), options));
            long middle = calls.await((int) half);
            long end = calls.await((int) (2 * half));
            serverRun.record(row, half * 1e9 / (end - middle), filled);
            serverRun.rest();
            long left = server.storage().messages(MANY);
            if (left > 0) {
                serverRun.note(left + " messages were not deleted after the function had been called with them.");
            }
        }
    }

    private static void latencies(ServerRun serverRun, CallReceiver calls) throws IOException, InterruptedException {
        FunctionApp app = new FunctionApp(serverRun.work().resolve("app-that-arrives"), calls, 1);
        app.onMessage("OnMessage", NAME);
        app.onBlob("OnBlob", NAME);
        try (Server server = serverRun.start(serverRun.target().running(app.folder(), IN_PROCESS))) {
            server.storage().createQueue(NAME);
            server.storage().createContainer(NAME);
            try (TimedRequests queue = server.storage().timedMessages();
                    TimedRequests blob = server.storage().timedBlobs()) {
                Sender message = i -> queue.putMessage(NAME, Integer.toString(i));
                Sender content = i -> blob.putBlob(NAME, Integer.toString(i), CONTENT);
                int next = warmUp(serverRun, calls, message, 0);
                next = warmUp(serverRun, calls, content, next);
                for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                    next = measure(serverRun, calls, message, next, ReportRow.MESSAGE_P50, ReportRow.MESSAGE_P99);
                    next = measure(serverRun, calls, content, next, ReportRow.BLOB_P50, ReportRow.BLOB_P99);
                }
            }
        }
    }

    private static int warmUp(ServerRun serverRun, CallReceiver calls, Sender step, int from) throws IOException {
        int end = from + (int) serverRun.settings().count(WARM_UP);
        for (int i = from; i < end; i++) {
            step.send(i);
            calls.await(i);
        }
        return end;
    }

    /** Measures the time from when the client begins to send until the function runs, one message or blob after the other. */
    private static int measure(
            ServerRun serverRun, CallReceiver calls, Sender step, int from, ReportRow p50, ReportRow p99)
            throws IOException, InterruptedException {
        long[] nanos = new long[(int) serverRun.settings().count(TIMED)];
        for (int i = 0; i < nanos.length; i++) {
            // So that the work after the previous call does not slow down this one.
            serverRun.clock().sleep(PAUSE);
            long begin = System.nanoTime();
            step.send(from + i);
            nanos[i] = calls.await(from + i) - begin;
        }
        Arrays.sort(nanos);
        serverRun.record(p50, nanos[nanos.length / 2] / 1e6);
        serverRun.record(p99, nanos[nanos.length * 99 / 100] / 1e6);
        return from + nanos.length;
    }

    /**
     * Measures a function and a handler of a bare server in turn, so that a machine that is slow for a while is slow for both.
     */
    private static void requests(ServerRun serverRun, FunctionApp app) throws IOException {
        app.echo(ECHO);
        String path = "/api/" + ECHO;
        try (BareServer bare = BareServer.echo();
                Server server = serverRun.start(serverRun.target().running(app.folder(), IN_PROCESS))) {
            server.awaitFunction(path);
            Load handler = serverRun.loads().load("echo", bare.port()).clients(CLIENTS);
            Load function = server.function("echo", path).clients(CLIENTS);
            handler.atMost(serverRun.settings().steps(WARM_UP_STEPS)).run();
            function.atMost(serverRun.settings().steps(WARM_UP_STEPS)).run();
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                LoadResult bareResult =
                        handler.atMost(serverRun.settings().step()).run();
                serverRun.recordCeiling(ReportRow.BARE_ECHO, bareResult.rate());
                serverRun.recordCeiling(ReportRow.BARE_ECHO_P99, bareResult.p99Micros() / MICROS_PER_MILLI);
                LoadResult result = function.atMost(serverRun.settings().step()).run();
                serverRun.recordRate(ReportRow.HTTP_FUNCTION, result);
                serverRun.record(ReportRow.HTTP_FUNCTION_P99, result.p99Micros() / MICROS_PER_MILLI, result);
            }
        }
    }

    /** Sends the message or the blob with that number. */
    private interface Sender {
        void send(int number) throws IOException;
    }
}
