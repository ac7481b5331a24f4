package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.app.FunctionApp;
import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import java.io.IOException;

/** How many requests a function answers in a second, and how soon, beside a handler of the same server with no host. */
final class FunctionRequests {
    private static final int CLIENTS = 16;
    private static final int WARM_UP_STEPS = 3;
    private static final String ECHO = "Echo";
    private static final double MICROS_PER_MILLI = 1000;

    private FunctionRequests() {}

    /** Takes turns, so that a machine that is slow for a while is so for both. */
    static void measure(ServerRun serverRun, FunctionApp app) throws IOException {
        app.echo(ECHO);
        String path = "/api/" + ECHO;
        try (BareEcho bare = new BareEcho();
                Server server = serverRun.start(serverRun.target().running(app.folder()))) {
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
}
