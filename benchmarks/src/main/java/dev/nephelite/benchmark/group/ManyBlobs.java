package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.Row;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import java.io.IOException;

/** What becomes of it all when there are 100,000 blobs in one container. */
final class ManyBlobs implements Group {
    private static final long MANY = 100_000;
    private static final long DELETED = 5_000;
    private static final int LARGEST_PAGE = 5_000;
    private static final int SMALL_PAGE = 100;

    /** One request each, so one of them says little. */
    private static final int SHORT_LISTS = 5;

    @Override
    public void run(Turn turn) throws IOException, InterruptedException {
        try (Server server = turn.startWarm()) {
            FullContainer full = new FullContainer(turn);
            server.storage().createContainer(FullContainer.NAME);
            full.fill(server.storage(), turn.settings().count(MANY));
            turn.rest();
            turn.record(Row.FULL_MEMORY, server.residentMib());
            for (int i = 0; i < turn.settings().repetitions(); i++) {
                list(turn, server.storage(), full);
                change(turn, server.storage(), full);
            }
            restart(turn, server, full);
        }
    }

    private void list(Turn turn, Storage storage, FullContainer full) {
        Load pages = storage.list(FullContainer.NAME).page(LARGEST_PAGE);
        LoadResult all = pages.run();
        requireAll(all, full);
        turn.record(Row.FULL_LIST, all.items() / all.seconds(), all);
        for (int i = 0; i < SHORT_LISTS; i++) {
            LoadResult folders = pages.delimiter("/").run();
            turn.record(Row.FULL_FOLDERS, 1 / folders.seconds(), folders);
            turn.recordRate(
                    Row.FULL_PAGE,
                    storage.list(FullContainer.NAME).page(SMALL_PAGE).atMost(1).run());
        }
    }

    /** Overwrites some, deletes some, and puts those back. */
    private void change(Turn turn, Storage storage, FullContainer full) {
        Load put = full.load(storage, "PUT");
        turn.recordRate(
                Row.FULL_OVERWRITE,
                put.wrapAfter(full.blobs()).atMost(turn.settings().step()).run());
        LoadResult deleted = full.load(storage, "DELETE")
                .atMost(Math.min(full.blobs(), turn.settings().count(DELETED)))
                .atMost(turn.settings().step())
                .run();
        turn.recordRate(Row.FULL_DELETE, deleted);
        put.atMost(deleted.ok() + deleted.errors()).run();
    }

    private void restart(Turn turn, Server server, FullContainer full) throws IOException, InterruptedException {
        for (int i = 0; i < turn.settings().repetitions(); i++) {
            turn.rest();
            server.stop();
            server.restart();
            turn.record(Row.FULL_RESTART, server.startTime().toNanos() / 1e6);
        }
        requireAll(server.storage().list(FullContainer.NAME).page(LARGEST_PAGE).run(), full);
    }

    private void requireAll(LoadResult list, FullContainer full) {
        if (list.items() != full.blobs()) {
            throw new IllegalStateException("of " + full.blobs() + " blobs, " + list.items() + " are listed");
        }
    }
}
