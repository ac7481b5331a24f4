package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import java.io.IOException;

/** A container with 100,000 blobs. */
final class ManyBlobs implements Group.Workload {
    private static final long MANY = 100_000;
    private static final long DELETED = 5_000;
    private static final int MAX_PAGE_SIZE = 5_000;
    private static final int SMALL_PAGE = 100;

    /** Each is a single request, so several are measured. */
    private static final int SINGLE_PAGE_LISTS = 5;

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        try (Server server = serverRun.startWarm()) {
            FullContainer full = new FullContainer(serverRun);
            server.storage().createContainer(FullContainer.NAME);
            full.fill(server.storage(), serverRun.settings().count(MANY));
            serverRun.rest();
            serverRun.record(ReportRow.FULL_MEMORY, server.residentMib());
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                list(serverRun, server.storage(), full);
                change(serverRun, server.storage(), full);
            }
            restart(serverRun, server, full);
        }
    }

    private void list(ServerRun serverRun, Storage storage, FullContainer full) {
        Load pages = storage.list(FullContainer.NAME).page(MAX_PAGE_SIZE);
        LoadResult all = pages.run();
        requireAll(all, full);
        serverRun.record(ReportRow.FULL_LIST, all.items() / all.seconds(), all);
        for (int i = 0; i < SINGLE_PAGE_LISTS; i++) {
            LoadResult folders = pages.delimiter("/").run();
            serverRun.record(ReportRow.FULL_FOLDERS, 1 / folders.seconds(), folders);
            serverRun.recordRate(
                    ReportRow.FULL_PAGE,
                    storage.list(FullContainer.NAME).page(SMALL_PAGE).atMost(1).run());
        }
    }

    /** Overwrites some blobs, deletes some and puts those again. */
    private void change(ServerRun serverRun, Storage storage, FullContainer full) {
        Load put = full.load(storage, "PUT");
        serverRun.recordRate(
                ReportRow.FULL_OVERWRITE,
                put.wrapAfter(full.blobs()).atMost(serverRun.settings().step()).run());
        LoadResult deleted = full.load(storage, "DELETE")
                .atMost(Math.min(full.blobs(), serverRun.settings().count(DELETED)))
                .atMost(serverRun.settings().step())
                .run();
        serverRun.recordRate(ReportRow.FULL_DELETE, deleted);
        put.atMost(deleted.ok() + deleted.errors()).run();
    }

    private void restart(ServerRun serverRun, Server server, FullContainer full)
            throws IOException, InterruptedException {
        for (int i = 0; i < serverRun.settings().repetitions(); i++) {
            serverRun.rest();
            server.stop();
            server.restart();
            serverRun.record(ReportRow.FULL_RESTART, server.startTime().toNanos() / 1e6);
        }
        requireAll(server.storage().list(FullContainer.NAME).page(MAX_PAGE_SIZE).run(), full);
    }

    private void requireAll(LoadResult list, FullContainer full) {
        if (list.items() != full.blobs()) {
            throw new IllegalStateException(list.items() + " of " + full.blobs() + " blobs are listed");
        }
    }
}
