package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.Row;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Messages of 1 KiB: in a queue that is short, and in one that is long. */
final class Messages implements Group {
    private static final int CLIENTS = 16;
    private static final int ROUND_TRIP_CLIENTS = 32;
    private static final int MOST_AT_ONCE = 32;
    private static final long PUT = 3_000;
    private static final long WAITING = 100_000;
    private static final Duration LONGER_THAN_ANY_STEP = Duration.ofMinutes(10);

    @Override
    public void run(Turn turn) throws IOException, InterruptedException {
        try (Server server = turn.startWarm()) {
            for (int i = 0; i < turn.settings().repetitions(); i++) {
                measure(turn, server.storage(), "short-" + i);
            }
        }
        try (Server server = turn.startWarm()) {
            fill(turn, server.storage(), "long");
            turn.rest();
            turn.record(Row.MESSAGE_MEMORY, server.residentMib());
            for (int i = 0; i < turn.settings().repetitions(); i++) {
                turn.recordRate(Row.LONG_ROUND_TRIP, roundTrips(turn, server.storage(), "long"));
            }
        }
    }

    private void measure(Turn turn, Storage storage, String queue) {
        storage.createQueue(queue);
        Load put = storage.messages("put", queue).clients(CLIENTS);
        turn.recordRate(
                Row.MESSAGE_PUT,
                put.atMost(turn.settings().count(PUT))
                        .atMost(turn.settings().step())
                        .run());
        turn.recordRate(
                Row.MESSAGE_DRAIN,
                storage.messages("drain", queue)
                        .clients(CLIENTS)
                        .page(MOST_AT_ONCE)
                        .invisible(LONGER_THAN_ANY_STEP)
                        .atMost(turn.settings().step().multipliedBy(5))
                        .run());
        storage.deleteQueue(queue);
        storage.createQueue(queue + "-empty");
        turn.recordRate(Row.ROUND_TRIP, roundTrips(turn, storage, queue + "-empty"));
        storage.deleteQueue(queue + "-empty");
    }

    private LoadResult roundTrips(Turn turn, Storage storage, String queue) {
        return storage.messages("roundtrip", queue)
                .clients(ROUND_TRIP_CLIENTS)
                .atMost(turn.settings().step())
                .run();
    }

    private void fill(Turn turn, Storage storage, String queue) {
        long wanted = turn.settings().count(WAITING);
        storage.createQueue(queue);
        LoadResult filled = storage.messages("put", queue)
                .clients(CLIENTS)
                .atMost(wanted)
                .atMost(turn.settings().fill())
                .run();
        if (filled.ok() < wanted) {
            turn.note(String.format(
                    Locale.ROOT,
                    "%,d of %,d messages in %.0f seconds, and no more; what follows was measured with them.",
                    filled.ok(),
                    wanted,
                    filled.seconds()));
        }
    }
}
