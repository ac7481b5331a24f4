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

    /** How many blobs there are. */
    long blobs() {
        return blobs;
    }

    /** Requests with blobs of this container. */
    Load load(Storage storage, String method) {
        return storage.blobs(method, NAME).folders(FOLDERS).clients(CLIENTS);
    }

    /** Puts blobs until there are {@code wanted}, or the time for it is over. */
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
                    "%,d of %,d blobs in %.0f seconds, and no more; what follows was measured with them.",
                    blobs,
                    wanted,
                    filled.seconds()));
        }
    }

    /** Puts blobs of new names for the time of a step. */
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
