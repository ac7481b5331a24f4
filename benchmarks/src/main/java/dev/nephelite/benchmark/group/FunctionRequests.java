package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.app.FunctionApp;
import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.Row;
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
    static void measure(Turn turn, FunctionApp app) throws IOException {
        app.echo(ECHO);
        String path = "/api/" + ECHO;
        try (BareEcho bare = new BareEcho();
                Server server = turn.start(turn.target().running(app.folder()))) {
            server.awaitFunction(path);
            Load handler = turn.loads().load("echo", bare.port()).clients(CLIENTS);
            Load function = server.function("echo", path).clients(CLIENTS);
            handler.atMost(turn.settings().steps(WARM_UP_STEPS)).run();
            function.atMost(turn.settings().steps(WARM_UP_STEPS)).run();
            for (int i = 0; i < turn.settings().repetitions(); i++) {
                LoadResult bareResult = handler.atMost(turn.settings().step()).run();
                turn.recordCeiling(Row.BARE_ECHO, bareResult.rate());
                turn.recordCeiling(Row.BARE_ECHO_P99, bareResult.p99Micros() / MICROS_PER_MILLI);
                LoadResult result = function.atMost(turn.settings().step()).run();
                turn.recordRate(Row.HTTP_FUNCTION, result);
                turn.record(Row.HTTP_FUNCTION_P99, result.p99Micros() / MICROS_PER_MILLI, result);
            }
        }
    }
}
