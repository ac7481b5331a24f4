package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import java.io.IOException;
import java.util.List;

/** Blobs of 1 KiB in an otherwise empty store. */
final class SmallBlobs implements Group.Workload {
    private static final int HEAD_AND_DELETE_CLIENTS = 16;
    private static final long MAX_PUT = 40_000;
    private static final long READ = 2_000;
    private static final long DELETED = 2_000;

    private static final List<Step> STEPS = List.of(
            new Step(1, ReportRow.PUT_1, ReportRow.GET_1),
            new Step(HEAD_AND_DELETE_CLIENTS, ReportRow.PUT_16, ReportRow.GET_16),
            new Step(64, ReportRow.PUT_64, ReportRow.GET_64));

    @Override
    public void run(ServerRun serverRun) throws IOException {
        try (Server server = serverRun.startWarm()) {
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                for (Step step : STEPS) {
                    if (serverRun.settings().clients().contains(step.clients())) {
                        measure(serverRun, server.storage(), step, "small-" + i + "-" + step.clients());
                    }
                }
            }
        }
    }

    private void measure(ServerRun serverRun, Storage storage, Step step, String container) {
        storage.createContainer(container);
        LoadResult put = storage.blobs("PUT", container)
                .clients(step.clients())
                .atMost(serverRun.settings().step())
                .atMost(MAX_PUT)
                .run();
        serverRun.recordRate(step.put(), put);
        long read = Math.max(1, Math.min(put.ok(), READ));
        serverRun.recordRate(
                step.get(),
                storage.blobs("GET", container)
                        .clients(step.clients())
                        .atMost(serverRun.settings().step())
                        .wrapAfter(read)
                        .verify()
                        .run());
        if (step.clients() == HEAD_AND_DELETE_CLIENTS) {
            serverRun.recordRate(
                    ReportRow.HEAD_16,
                    storage.blobs("HEAD", container)
                            .clients(step.clients())
                            .atMost(serverRun.settings().step())
                            .wrapAfter(read)
                            .run());
        }
        storage.deleteContainer(container);
        if (step.clients() == HEAD_AND_DELETE_CLIENTS) {
            delete(serverRun, storage, container + "-delete");
        }
    }

    private void delete(ServerRun serverRun, Storage storage, String container) {
        long count = serverRun.settings().count(DELETED);
        storage.createContainer(container);
        storage.blobs("PUT", container)
                .clients(HEAD_AND_DELETE_CLIENTS)
                .atMost(count)
                .run();
        serverRun.recordRate(
                ReportRow.DELETE_16,
                storage.blobs("DELETE", container)
                        .clients(HEAD_AND_DELETE_CLIENTS)
                        .atMost(count)
                        .run());
        storage.deleteContainer(container);
    }

    /** The rows for a number of clients. */
    private record Step(int clients, ReportRow put, ReportRow get) {}
}
