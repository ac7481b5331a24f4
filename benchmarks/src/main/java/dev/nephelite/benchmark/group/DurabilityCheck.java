package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Whether acknowledged writes survive a kill. The load generator itself kills the server when it has read the last
 * acknowledgment. This does not test power failures.
 */
final class DurabilityCheck implements Group.Workload {
    private static final String NAME = RecoveryCheck.NAME;
    private static final int CLIENTS = 16;
    private static final long WRITTEN = 2_000;
    private static final long DELETED = 500;
    private static final int MAX_BATCH_SIZE = 32;
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        RecoveryCheck recovery = new RecoveryCheck(serverRun);
        for (int i = 0; i < serverRun.settings().repetitions(); i++) {
            countLostBlobs(serverRun, recovery);
            countLostMessages(serverRun, recovery);
            countReturnedBlobs(serverRun, recovery);
            countReturnedMessages(serverRun, recovery);
        }
    }

    private void countLostBlobs(ServerRun serverRun, RecoveryCheck recovery) throws IOException, InterruptedException {
        try (Server server = serverRun.start()) {
            server.storage().createContainer(NAME);
            Load put = server.storage().blobs("PUT", NAME).clients(CLIENTS);
            List<Long> written = killAfter(put, serverRun.settings().count(WRITTEN), server, recovery.log("written"));
            serverRun.recordCount(
                    ReportRow.LOST_BLOBS,
                    recovery.restart(server) ? recovery.lostBlobs(server.storage(), written) : written.size());
        }
    }

    private void countLostMessages(ServerRun serverRun, RecoveryCheck recovery)
            throws IOException, InterruptedException {
        try (Server server = serverRun.start()) {
            server.storage().createQueue(NAME);
            Load put = server.storage().messages("put", NAME).clients(CLIENTS);
            List<Long> written = killAfter(put, serverRun.settings().count(WRITTEN), server, recovery.log("written"));
            serverRun.recordCount(
                    ReportRow.LOST_MESSAGES,
                    recovery.restart(server) ? recovery.lostMessages(server.storage(), written) : written.size());
        }
    }

    private void countReturnedBlobs(ServerRun serverRun, RecoveryCheck recovery)
            throws IOException, InterruptedException {
        long count = serverRun.settings().count(DELETED);
        try (Server server = serverRun.start()) {
            server.storage().createContainer(NAME);
            server.storage().blobs("PUT", NAME).clients(CLIENTS).atMost(count).run();
            serverRun.rest();
            Load delete = server.storage().blobs("DELETE", NAME).clients(CLIENTS);
            killAfter(delete, count, server, recovery.log("deleted"));
            serverRun.recordCount(
                    ReportRow.RETURNED_BLOBS, recovery.restart(server) ? recovery.blobs(server.storage()) : count);
        }
    }

    private void countReturnedMessages(ServerRun serverRun, RecoveryCheck recovery)
            throws IOException, InterruptedException {
        long count = serverRun.settings().count(DELETED);
        try (Server server = serverRun.start()) {
            server.storage().createQueue(NAME);
            server.storage()
                    .messages("put", NAME)
                    .clients(CLIENTS)
                    .atMost(count)
                    .run();
            serverRun.rest();
            Load drain = server.storage()
                    .messages("drain", NAME)
                    .page(MAX_BATCH_SIZE)
                    .invisible(TEN_MINUTES);
            killAfter(drain, count, server, recovery.log("deleted"));
            serverRun.recordCount(
                    ReportRow.RETURNED_MESSAGES,
                    recovery.restart(server) ? server.storage().messages(NAME) : count);
        }
    }

    /** Sends {@code count} requests, kills the server at the last acknowledgment and returns the indexes of the acknowledged ones. */
    private List<Long> killAfter(Load work, long count, Server server, Path log) throws InterruptedException {
        work.atMost(count).logAcknowledged(log).killAfter(server.pid(), count).run();
        server.kill();
        List<Long> acknowledged = RecoveryCheck.read(log);
        if (acknowledged.size() < count) {
            throw new IllegalStateException(
                    "only " + acknowledged.size() + " of " + count + " requests were acknowledged before the kill");
        }
        return acknowledged;
    }
}
