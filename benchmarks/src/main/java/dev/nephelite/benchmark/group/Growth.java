package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.report.Row;
import dev.nephelite.benchmark.server.Server;
import java.io.IOException;

/** Whether a million blobs slow down the next one. */
final class Growth implements Group {
    private static final long FEW = 1_000;
    private static final long MILLION = 1_000_000;

    @Override
    public boolean isOnlyOurs() {
        return true;
    }

    @Override
    public void run(Turn turn) throws IOException {
        try (Server server = turn.startWarm()) {
            FullContainer full = new FullContainer(turn);
            server.storage().createContainer(FullContainer.NAME);
            full.fill(server.storage(), turn.settings().count(FEW));
            full.measurePut(server.storage(), Row.PUT_AT_FEW);
            full.fill(server.storage(), turn.settings().count(MILLION));
            full.measurePut(server.storage(), Row.PUT_AT_MILLION);
        }
    }
}
