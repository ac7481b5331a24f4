package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Storage;
import java.util.Locale;

/** A container with many blobs in 100 virtual folders, filled in steps. */
final class FullContainer {
    static final String NAME = "full";
    static final int CLIENTS = 16;
    private static final int FOLDERS = 100;

    private final ServerRun serverRun;
    private long blobs;

    FullContainer(ServerRun serverRun) {
        this.serverRun = serverRun;
    }

    /** The number of blobs. */
    long blobs() {
        return blobs;
    }

    /** One request for each blob of this container. */
    Load load(Storage storage, String method) {
        return storage.blobs(method, NAME).folders(FOLDERS).clients(CLIENTS);
    }

    /** Puts blobs until there are {@code wanted} or the time limit is reached. */
    void fill(Storage storage, long wanted) {
        LoadResult filled = load(storage, "PUT")
                .from(blobs)
                .atMost(wanted - blobs)
                .atMost(serverRun.settings().fill())
                .run();
        blobs += filled.ok();
        if (blobs < wanted) {
            serverRun.note(String.format(
                    Locale.ROOT,
                    "only %,d of %,d blobs could be put in %.0f seconds; the measurements below are with those.",
                    blobs,
                    wanted,
                    filled.seconds()));
        }
    }

    /** Puts blobs with new names for the duration of a step. */
    void measurePut(Storage storage, ReportRow reportRow) {
        for (int i = 0; i < serverRun.settings().repetitions(); i++) {
            LoadResult put = load(storage, "PUT")
                    .from(blobs)
                    .atMost(serverRun.settings().step())
                    .run();
            blobs += put.ok();
            serverRun.recordRate(reportRow, put);
        }
    }
}
