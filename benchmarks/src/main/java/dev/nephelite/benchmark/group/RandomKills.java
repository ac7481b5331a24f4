package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Whether acknowledged blobs and messages survive kills at random times under load. The times are the same for each server. */
final class RandomKills implements Group.Workload {
    private static final String NAME = RecoveryCheck.NAME;
    private static final int ROUNDS = 5;
    private static final int CLIENTS = 8;
    private static final int MAX_STEPS = 5;

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        Random random = new Random(serverRun.settings().seed());
        RecoveryCheck recovery = new RecoveryCheck(serverRun);
        Duration step = serverRun.settings().step();
        long acknowledged = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long millis = step.toMillis() / 2 + random.nextLong(step.toMillis() * MAX_STEPS);
            acknowledged += round(serverRun, recovery, Duration.ofMillis(millis));
        }
        serverRun.note(String.format(
                Locale.ROOT, "%,d writes were acknowledged before the %s random kills.", acknowledged, ROUNDS));
    }

    /** Kills a server once and returns how many writes were acknowledged before that. */
    private long round(ServerRun serverRun, RecoveryCheck recovery, Duration killAfter)
            throws IOException, InterruptedException {
        try (Server server = serverRun.start()) {
            Storage storage = server.storage();
            storage.createContainer(NAME);
            storage.createQueue(NAME);
            Load messages =
                    storage.messages("put", NAME).clients(CLIENTS).once().logAcknowledged(recovery.log("messages"));
            Load blobs = storage.blobs("PUT", NAME)
                    .clients(CLIENTS)
                    .logAcknowledged(recovery.log("blobs"))
                    .killAfter(server.pid(), killAfter);
            CompletableFuture<LoadResult> putMessages = CompletableFuture.supplyAsync(messages::run);
            blobs.run();
            putMessages.join();
            List<Long> acknowledgedBlobs = RecoveryCheck.read(recovery.log("blobs"));
            List<Long> acknowledgedMessages = RecoveryCheck.read(recovery.log("messages"));
            server.kill();
            boolean usable = recovery.restart(server);
            serverRun.recordCount(
                    ReportRow.RANDOM_LOST_BLOBS,
                    usable ? recovery.lostBlobs(server.storage(), acknowledgedBlobs) : acknowledgedBlobs.size());
            serverRun.recordCount(
                    ReportRow.RANDOM_LOST_MESSAGES,
                    usable
                            ? recovery.lostMessages(server.storage(), acknowledgedMessages)
                            : acknowledgedMessages.size());
            return (long) acknowledgedBlobs.size() + acknowledgedMessages.size();
        }
    }
}
