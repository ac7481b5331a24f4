package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import java.io.IOException;

/** How long a start with an empty data folder takes, and how much memory the idle server needs. */
final class ColdStart implements Group.Workload {
    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        for (int i = 0; i < serverRun.settings().repetitions(); i++) {
            try (Server server = serverRun.start()) {
                serverRun.record(ReportRow.COLD_START, server.startTime().toNanos() / 1e6);
                serverRun.rest();
                serverRun.record(ReportRow.IDLE_MEMORY, server.residentMib());
                server.stop();
            }
        }
    }
}
