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

/** Whether acknowledged blobs and messages survive kills at random moments of work, the same moments for each server. */
final class RandomKills implements Group.Workload {
    private static final String PLACE = Survivors.PLACE;
    private static final int ROUNDS = 5;
    private static final int CLIENTS = 8;
    private static final int LATEST_STEP = 5;

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        Random moments = new Random(serverRun.settings().seed());
        Survivors survivors = new Survivors(serverRun);
        Duration step = serverRun.settings().step();
        long acknowledged = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long millis = step.toMillis() / 2 + moments.nextLong(step.toMillis() * LATEST_STEP);
            acknowledged += round(serverRun, survivors, Duration.ofMillis(millis));
        }
        serverRun.note(String.format(
                Locale.ROOT, "%,d writes were acknowledged before the %d random kills.", acknowledged, ROUNDS));
    }

    /** One kill; returns how many writes were acknowledged before it. */
    private long round(ServerRun serverRun, Survivors survivors, Duration moment)
            throws IOException, InterruptedException {
        try (Server server = serverRun.start()) {
            Storage storage = server.storage();
            storage.createContainer(PLACE);
            storage.createQueue(PLACE);
            Load messages =
                    storage.messages("put", PLACE).clients(CLIENTS).once().logAcknowledged(survivors.log("messages"));
            Load blobs = storage.blobs("PUT", PLACE)
                    .clients(CLIENTS)
                    .logAcknowledged(survivors.log("blobs"))
                    .killAfter(server.pid(), moment);
            CompletableFuture<LoadResult> meanwhile = CompletableFuture.supplyAsync(messages::run);
            blobs.run();
            meanwhile.join();
            List<Long> putBlobs = Survivors.read(survivors.log("blobs"));
            List<Long> putMessages = Survivors.read(survivors.log("messages"));
            server.kill();
            boolean usable = survivors.restart(server);
            serverRun.recordCount(
                    ReportRow.RANDOM_LOST_BLOBS,
                    usable ? survivors.lostBlobs(server.storage(), putBlobs) : putBlobs.size());
            serverRun.recordCount(
                    ReportRow.RANDOM_LOST_MESSAGES,
                    usable ? survivors.lostMessages(server.storage(), putMessages) : putMessages.size());
            return (long) putBlobs.size() + putMessages.size();
        }
    }
}
