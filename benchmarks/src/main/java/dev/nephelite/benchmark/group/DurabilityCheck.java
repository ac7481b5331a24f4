package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Whether an acknowledgement can be believed: the server is killed by the load generator itself, in the instant in which
 * the last one is read. This says nothing about power cuts.
 */
final class DurabilityCheck implements Group.Workload {
    private static final String PLACE = Survivors.PLACE;
    private static final int CLIENTS = 16;
    private static final long WRITTEN = 2_000;
    private static final long DELETED = 500;
    private static final int MOST_AT_ONCE = 32;
    private static final Duration LONGER_THAN_ANY_STEP = Duration.ofMinutes(10);

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        Survivors survivors = new Survivors(serverRun);
        for (int i = 0; i < serverRun.settings().repetitions(); i++) {
            loseBlobs(serverRun, survivors);
            loseMessages(serverRun, survivors);
            bringBlobsBack(serverRun, survivors);
            bringMessagesBack(serverRun, survivors);
        }
    }

    private void loseBlobs(ServerRun serverRun, Survivors survivors) throws IOException, InterruptedException {
        try (Server server = serverRun.start()) {
            server.storage().createContainer(PLACE);
            Load put = server.storage().blobs("PUT", PLACE).clients(CLIENTS);
            List<Long> written = killAfter(put, serverRun.settings().count(WRITTEN), server, survivors.log("written"));
            serverRun.recordCount(
                    ReportRow.LOST_BLOBS,
                    survivors.restart(server) ? survivors.lostBlobs(server.storage(), written) : written.size());
        }
    }

    private void loseMessages(ServerRun serverRun, Survivors survivors) throws IOException, InterruptedException {
        try (Server server = serverRun.start()) {
            server.storage().createQueue(PLACE);
            Load put = server.storage().messages("put", PLACE).clients(CLIENTS);
            List<Long> written = killAfter(put, serverRun.settings().count(WRITTEN), server, survivors.log("written"));
            serverRun.recordCount(
                    ReportRow.LOST_MESSAGES,
                    survivors.restart(server) ? survivors.lostMessages(server.storage(), written) : written.size());
        }
    }

    private void bringBlobsBack(ServerRun serverRun, Survivors survivors) throws IOException, InterruptedException {
        long count = serverRun.settings().count(DELETED);
        try (Server server = serverRun.start()) {
            server.storage().createContainer(PLACE);
            server.storage().blobs("PUT", PLACE).clients(CLIENTS).atMost(count).run();
            serverRun.rest();
            Load delete = server.storage().blobs("DELETE", PLACE).clients(CLIENTS);
            killAfter(delete, count, server, survivors.log("deleted"));
            serverRun.recordCount(
                    ReportRow.RETURNED_BLOBS, survivors.restart(server) ? survivors.blobs(server.storage()) : count);
        }
    }

    private void bringMessagesBack(ServerRun serverRun, Survivors survivors) throws IOException, InterruptedException {
        long count = serverRun.settings().count(DELETED);
        try (Server server = serverRun.start()) {
            server.storage().createQueue(PLACE);
            server.storage()
                    .messages("put", PLACE)
                    .clients(CLIENTS)
                    .atMost(count)
                    .run();
            serverRun.rest();
            Load drain =
                    server.storage().messages("drain", PLACE).page(MOST_AT_ONCE).invisible(LONGER_THAN_ANY_STEP);
            killAfter(drain, count, server, survivors.log("deleted"));
            serverRun.recordCount(
                    ReportRow.RETURNED_MESSAGES,
                    survivors.restart(server) ? server.storage().messages(PLACE) : count);
        }
    }

    /** Does so much of the work, kills the server with the last acknowledgement, and returns what was acknowledged. */
    private List<Long> killAfter(Load work, long count, Server server, Path log) throws InterruptedException {
        work.atMost(count).logAcknowledged(log).killAfter(server.pid(), count).run();
        server.kill();
        List<Long> acknowledged = Survivors.read(log);
        if (acknowledged.size() < count) {
            throw new IllegalStateException(
                    "only " + acknowledged.size() + " of " + count + " requests were acknowledged before the kill");
        }
        return acknowledged;
    }
}
