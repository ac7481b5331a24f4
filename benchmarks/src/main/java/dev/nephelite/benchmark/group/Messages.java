package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Messages of 1 KiB, in a short queue and in a long one. */
final class Messages implements Group.Workload {
    private static final int CLIENTS = 16;
    private static final int ROUND_TRIP_CLIENTS = 32;
    private static final int MAX_BATCH_SIZE = 32;
    private static final long PUT = 3_000;
    private static final long WAITING = 100_000;
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        try (Server server = serverRun.startWarm()) {
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                measure(serverRun, server.storage(), "short-" + i);
            }
        }
        try (Server server = serverRun.startWarm()) {
            fill(serverRun, server.storage(), "long");
            serverRun.rest();
            serverRun.record(ReportRow.MESSAGE_MEMORY, server.residentMib());
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                serverRun.recordRate(ReportRow.LONG_ROUND_TRIP, roundTrips(serverRun, server.storage(), "long"));
            }
        }
    }

    private void measure(ServerRun serverRun, Storage storage, String queue) {
        storage.createQueue(queue);
        Load put = storage.messages("put", queue).clients(CLIENTS);
        serverRun.recordRate(
                ReportRow.MESSAGE_PUT,
                put.atMost(serverRun.settings().count(PUT))
                        .atMost(serverRun.settings().step())
                        .run());
        serverRun.recordRate(
                ReportRow.MESSAGE_DRAIN,
                storage.messages("drain", queue)
                        .clients(CLIENTS)
                        .page(MAX_BATCH_SIZE)
                        .invisible(TEN_MINUTES)
                        .atMost(serverRun.settings().step().multipliedBy(5))
                        .run());
        storage.deleteQueue(queue);
        storage.createQueue(queue + "-empty");
        serverRun.recordRate(ReportRow.ROUND_TRIP, roundTrips(serverRun, storage, queue + "-empty"));
        storage.deleteQueue(queue + "-empty");
    }

    private LoadResult roundTrips(ServerRun serverRun, Storage storage, String queue) {
        return storage.messages("roundtrip", queue)
                .clients(ROUND_TRIP_CLIENTS)
                .atMost(serverRun.settings().step())
                .run();
    }

    private void fill(ServerRun serverRun, Storage storage, String queue) {
        long wanted = serverRun.settings().count(WAITING);
        storage.createQueue(queue);
        LoadResult filled = storage.messages("put", queue)
                .clients(CLIENTS)
                .atMost(wanted)
                .atMost(serverRun.settings().fill())
                .run();
        if (filled.ok() < wanted) {
            serverRun.note(String.format(
                    Locale.ROOT,
                    "only %,d of %,d messages could be put in %.0f seconds; the measurements below are with those.",
                    filled.ok(),
                    wanted,
                    filled.seconds()));
        }
    }
}
