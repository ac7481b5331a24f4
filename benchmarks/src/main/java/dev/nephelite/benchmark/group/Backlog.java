package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.Row;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import java.io.IOException;
import java.time.Duration;

/** Whether a million messages, half of which nobody can have yet, slow down who gets and deletes one. */
final class Backlog implements Group {
    private static final int CLIENTS = 16;
    private static final int ROUND_TRIP_CLIENTS = 32;
    private static final int MOST_AT_ONCE = 32;
    private static final long DRAINED = 20_000;
    private static final long HALF = 500_000;
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final String EMPTY = "empty";
    private static final String FULL = "full";

    @Override
    public boolean isOnlyOurs() {
        return true;
    }

    @Override
    public void run(Turn turn) throws IOException, InterruptedException {
        try (Server server = turn.startWarm()) {
            Storage storage = server.storage();
            storage.createQueue(EMPTY);
            for (int i = 0; i < turn.settings().repetitions(); i++) {
                turn.recordRate(Row.EMPTY_ROUND_TRIP, roundTrips(turn, storage, EMPTY));
                put(turn, storage, EMPTY, DRAINED, Duration.ZERO);
                turn.recordRate(Row.EMPTY_DRAIN, drain(turn, storage, EMPTY));
            }
            storage.createQueue(FULL);
            put(turn, storage, FULL, HALF, AN_HOUR);
            put(turn, storage, FULL, HALF, Duration.ZERO);
            turn.rest();
            for (int i = 0; i < turn.settings().repetitions(); i++) {
                turn.recordRate(Row.BACKLOG_ROUND_TRIP, roundTrips(turn, storage, FULL));
                turn.recordRate(Row.BACKLOG_DRAIN, drain(turn, storage, FULL));
            }
        }
    }

    private static void put(Turn turn, Storage storage, String queue, long messages, Duration invisible) {
        storage.messages("put", queue)
                .clients(CLIENTS)
                .invisible(invisible)
                .atMost(turn.settings().count(messages))
                .run();
    }

    private static LoadResult roundTrips(Turn turn, Storage storage, String queue) {
        return storage.messages("roundtrip", queue)
                .clients(ROUND_TRIP_CLIENTS)
                .atMost(turn.settings().step())
                .run();
    }

    private static LoadResult drain(Turn turn, Storage storage, String queue) {
        return storage.messages("drain", queue)
                .clients(CLIENTS)
                .page(MOST_AT_ONCE)
                .invisible(AN_HOUR)
                .atMost(turn.settings().count(DRAINED))
                .run();
    }
}
