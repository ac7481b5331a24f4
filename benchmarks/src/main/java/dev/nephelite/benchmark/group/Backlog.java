package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import java.io.IOException;
import java.time.Duration;

/** Whether receiving and deleting a message is slower in a queue of a million messages, half of them invisible. */
final class Backlog implements Group.Workload {
    private static final int CLIENTS = 16;
    private static final int ROUND_TRIP_CLIENTS = 32;
    private static final int MAX_BATCH_SIZE = 32;
    private static final long DRAINED = 20_000;
    private static final long HALF = 500_000;
    private static final Duration ONE_HOUR = Duration.ofHours(1);
    private static final String EMPTY = "empty";
    private static final String FULL = "full";

    @Override
    public boolean isForNepheliteOnly() {
        return true;
    }

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        try (Server server = serverRun.startWarm()) {
            Storage storage = server.storage();
            storage.createQueue(EMPTY);
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                serverRun.recordRate(ReportRow.EMPTY_ROUND_TRIP, roundTrips(serverRun, storage, EMPTY));
                put(serverRun, storage, EMPTY, DRAINED, Duration.ZERO);
                serverRun.recordRate(ReportRow.EMPTY_DRAIN, drain(serverRun, storage, EMPTY));
            }
            storage.createQueue(FULL);
            put(serverRun, storage, FULL, HALF, ONE_HOUR);
            put(serverRun, storage, FULL, HALF, Duration.ZERO);
            serverRun.rest();
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                serverRun.recordRate(ReportRow.BACKLOG_ROUND_TRIP, roundTrips(serverRun, storage, FULL));
                serverRun.recordRate(ReportRow.BACKLOG_DRAIN, drain(serverRun, storage, FULL));
            }
        }
    }

    private static void put(ServerRun serverRun, Storage storage, String queue, long messages, Duration invisible) {
        storage.messages("put", queue)
                .clients(CLIENTS)
                .invisible(invisible)
                .atMost(serverRun.settings().count(messages))
                .run();
    }

    private static LoadResult roundTrips(ServerRun serverRun, Storage storage, String queue) {
        return storage.messages("roundtrip", queue)
                .clients(ROUND_TRIP_CLIENTS)
                .atMost(serverRun.settings().step())
                .run();
    }

    private static LoadResult drain(ServerRun serverRun, Storage storage, String queue) {
        return storage.messages("drain", queue)
                .clients(CLIENTS)
                .page(MAX_BATCH_SIZE)
                .invisible(ONE_HOUR)
                .atMost(serverRun.settings().count(DRAINED))
                .run();
    }
}
