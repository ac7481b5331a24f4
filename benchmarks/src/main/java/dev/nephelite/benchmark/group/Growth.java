package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import java.io.IOException;

/** Whether putting a blob is slower beside a million others. */
final class Growth implements Group.Workload {
    private static final long FEW = 1_000;
    private static final long MILLION = 1_000_000;

    @Override
    public boolean isForNepheliteOnly() {
        return true;
    }

    @Override
    public void run(ServerRun serverRun) throws IOException {
        try (Server server = serverRun.startWarm()) {
            FullContainer full = new FullContainer(serverRun);
            server.storage().createContainer(FullContainer.NAME);
            full.fill(server.storage(), serverRun.settings().count(FEW));
            full.measurePut(server.storage(), ReportRow.PUT_AT_FEW);
            full.fill(server.storage(), serverRun.settings().count(MILLION));
            full.measurePut(server.storage(), ReportRow.PUT_AT_MILLION);
        }
    }
}
