package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.Row;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import java.io.IOException;
import java.util.List;

/** Blobs of 1 KiB in a store that holds little else. */
final class SmallBlobs implements Group {
    private static final int HEAD_AND_DELETE_CLIENTS = 16;
    private static final long MOST_PUT = 40_000;
    private static final long READ = 2_000;
    private static final long DELETED = 2_000;

    private static final List<Step> STEPS = List.of(
            new Step(1, Row.PUT_1, Row.GET_1),
            new Step(HEAD_AND_DELETE_CLIENTS, Row.PUT_16, Row.GET_16),
            new Step(64, Row.PUT_64, Row.GET_64));

    @Override
    public void run(Turn turn) throws IOException {
        try (Server server = turn.startWarm()) {
            for (int i = 0; i < turn.settings().repetitions(); i++) {
                for (Step step : STEPS) {
                    if (turn.settings().clients().contains(step.clients())) {
                        measure(turn, server.storage(), step, "small-" + i + "-" + step.clients());
                    }
                }
            }
        }
    }

    private void measure(Turn turn, Storage storage, Step step, String container) {
        storage.createContainer(container);
        LoadResult put = storage.blobs("PUT", container)
                .clients(step.clients())
                .atMost(turn.settings().step())
                .atMost(MOST_PUT)
                .run();
        turn.recordRate(step.put(), put);
        long read = Math.max(1, Math.min(put.ok(), READ));
        turn.recordRate(
                step.get(),
                storage.blobs("GET", container)
                        .clients(step.clients())
                        .atMost(turn.settings().step())
                        .wrapAfter(read)
                        .verify()
                        .run());
        if (step.clients() == HEAD_AND_DELETE_CLIENTS) {
            turn.recordRate(
                    Row.HEAD_16,
                    storage.blobs("HEAD", container)
                            .clients(step.clients())
                            .atMost(turn.settings().step())
                            .wrapAfter(read)
                            .run());
        }
        storage.deleteContainer(container);
        if (step.clients() == HEAD_AND_DELETE_CLIENTS) {
            delete(turn, storage, container + "-delete");
        }
    }

    private void delete(Turn turn, Storage storage, String container) {
        long count = turn.settings().count(DELETED);
        storage.createContainer(container);
        storage.blobs("PUT", container)
                .clients(HEAD_AND_DELETE_CLIENTS)
                .atMost(count)
                .run();
        turn.recordRate(
                Row.DELETE_16,
                storage.blobs("DELETE", container)
                        .clients(HEAD_AND_DELETE_CLIENTS)
                        .atMost(count)
                        .run());
        storage.deleteContainer(container);
    }

    /** What is measured with so many clients. */
    private record Step(int clients, Row put, Row get) {}
}
