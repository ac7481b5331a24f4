package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.report.Row;
import dev.nephelite.benchmark.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Whether an acknowledgement can be believed: the server is killed by the load generator itself, in the instant in which
 * the last one is read. This says nothing about power cuts.
 */
final class Durability implements Group {
    private static final String PLACE = Survivors.PLACE;
    private static final int CLIENTS = 16;
    private static final long WRITTEN = 2_000;
    private static final long DELETED = 500;
    private static final int MOST_AT_ONCE = 32;
    private static final Duration LONGER_THAN_ANY_STEP = Duration.ofMinutes(10);

    @Override
    public void run(Turn turn) throws IOException, InterruptedException {
        Survivors survivors = new Survivors(turn);
        for (int i = 0; i < turn.settings().repetitions(); i++) {
            loseBlobs(turn, survivors);
            loseMessages(turn, survivors);
            bringBlobsBack(turn, survivors);
            bringMessagesBack(turn, survivors);
        }
    }

    private void loseBlobs(Turn turn, Survivors survivors) throws IOException, InterruptedException {
        try (Server server = turn.start()) {
            server.storage().createContainer(PLACE);
            Load put = server.storage().blobs("PUT", PLACE).clients(CLIENTS);
            List<Long> written = killAfter(put, turn.settings().count(WRITTEN), server, survivors.log("written"));
            turn.recordCount(
                    Row.LOST_BLOBS,
                    survivors.restart(server) ? survivors.lostBlobs(server.storage(), written) : written.size());
        }
    }

    private void loseMessages(Turn turn, Survivors survivors) throws IOException, InterruptedException {
        try (Server server = turn.start()) {
            server.storage().createQueue(PLACE);
            Load put = server.storage().messages("put", PLACE).clients(CLIENTS);
            List<Long> written = killAfter(put, turn.settings().count(WRITTEN), server, survivors.log("written"));
            turn.recordCount(
                    Row.LOST_MESSAGES,
                    survivors.restart(server) ? survivors.lostMessages(server.storage(), written) : written.size());
        }
    }

    private void bringBlobsBack(Turn turn, Survivors survivors) throws IOException, InterruptedException {
        long count = turn.settings().count(DELETED);
        try (Server server = turn.start()) {
            server.storage().createContainer(PLACE);
            server.storage().blobs("PUT", PLACE).clients(CLIENTS).atMost(count).run();
            turn.rest();
            Load delete = server.storage().blobs("DELETE", PLACE).clients(CLIENTS);
            killAfter(delete, count, server, survivors.log("deleted"));
            turn.recordCount(Row.RETURNED_BLOBS, survivors.restart(server) ? survivors.blobs(server.storage()) : count);
        }
    }

    private void bringMessagesBack(Turn turn, Survivors survivors) throws IOException, InterruptedException {
        long count = turn.settings().count(DELETED);
        try (Server server = turn.start()) {
            server.storage().createQueue(PLACE);
            server.storage()
                    .messages("put", PLACE)
                    .clients(CLIENTS)
                    .atMost(count)
                    .run();
            turn.rest();
            Load drain =
                    server.storage().messages("drain", PLACE).page(MOST_AT_ONCE).invisible(LONGER_THAN_ANY_STEP);
            killAfter(drain, count, server, survivors.log("deleted"));
            turn.recordCount(
                    Row.RETURNED_MESSAGES,
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
