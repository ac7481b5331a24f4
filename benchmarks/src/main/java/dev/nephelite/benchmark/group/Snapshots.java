package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;

/** What it costs to save the state of a data folder with many blobs, and what the first write of each blob costs afterwards. */
final class Snapshots implements Group.Workload {
    private static final long BLOBS = 100_000;
    private static final int SNAPSHOTS = 100;
    private static final int WRITTEN_BETWEEN = 10;

    @Override
    public boolean isForNepheliteOnly() {
        return true;
    }

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        try (Server server = serverRun.startWarm()) {
            FullContainer full = new FullContainer(serverRun);
            server.storage().createContainer(FullContainer.NAME);
            full.fill(server.storage(), serverRun.settings().count(BLOBS));
            serverRun.rest();
            Load overwriting = full.load(server.storage(), "PUT").wrapAfter(full.blobs());
            Load forOneStep = overwriting.atMost(serverRun.settings().step());
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                serverRun.recordRate(ReportRow.SNAPSHOT_NONE_PUT, forOneStep.run());
            }
            HttpClient client = HttpClient.newHttpClient();
            save(serverRun, server, client, overwriting.atMost(WRITTEN_BETWEEN));
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                server.saveSnapshot(client, "before-" + i);
                serverRun.recordRate(ReportRow.SNAPSHOT_FIRST_PUT, forOneStep.run());
                serverRun.recordRate(ReportRow.SNAPSHOT_NEXT_PUT, forOneStep.run());
            }
        }
    }

    private static void save(ServerRun serverRun, Server server, HttpClient client, Load between)
            throws IOException, InterruptedException {
        double longest = 0;
        for (int i = 0; i < SNAPSHOTS; i++) {
            Instant begin = serverRun.clock().now();
            server.saveSnapshot(client, "state-" + i);
            double millis = Duration.between(begin, serverRun.clock().now()).toNanos() / 1e6;
            serverRun.record(ReportRow.SNAPSHOT_SAVE, millis);
            longest = Math.max(longest, millis);
            between.run();
        }
        serverRun.record(ReportRow.SNAPSHOT_LONGEST, longest);
    }
}
