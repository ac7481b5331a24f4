package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.report.Row;
import dev.nephelite.benchmark.server.Server;
import java.io.IOException;

/** How long a start with an empty data folder takes, and what the server needs while it has nothing to do. */
final class ColdStart implements Group {
    @Override
    public void run(Turn turn) throws IOException, InterruptedException {
        for (int i = 0; i < turn.settings().repetitions(); i++) {
            try (Server server = turn.start()) {
                turn.record(Row.COLD_START, server.startTime().toNanos() / 1e6);
                turn.rest();
                turn.record(Row.IDLE_MEMORY, server.residentMib());
                server.stop();
            }
        }
    }
}
