package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.load.LoadResult;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.Storage;
import java.io.IOException;

/** Large blobs, in one request and in blocks. */
final class LargeBlobs implements Group.Workload {
    private static final String CONTAINER = "large";
    private static final int LARGE_MIB = 256;
    private static final int HUGE_MIB = 1024;
    private static final int BLOCK_MIB = 8;
    private static final int BLOCKS = 64;
    private static final int BLOCK_CLIENTS = 4;

    @Override
    public void run(ServerRun serverRun) throws IOException {
        try (Server server = serverRun.startWarm()) {
            Storage storage = server.storage();
            storage.createContainer(CONTAINER);
            for (int i = 0; i < serverRun.settings().repetitions(); i++) {
                putAndGet(serverRun, storage, LARGE_MIB, ReportRow.PUT_LARGE, ReportRow.GET_LARGE);
                blocks(serverRun, storage);
                putAndGet(serverRun, storage, HUGE_MIB, ReportRow.PUT_HUGE, ReportRow.GET_HUGE);
            }
        }
    }

    private void putAndGet(ServerRun serverRun, Storage storage, int mib, ReportRow put, ReportRow get) {
        long bytes = serverRun.settings().mib(mib);
        LoadResult written = storage.large("upload", CONTAINER, "whole")
                .size(bytes)
                .atMost(1)
                .run();
        serverRun.record(put, written.mibPerSecond(bytes), written);
        LoadResult read =
                storage.large("download", CONTAINER, "whole").atMost(1).run();
        serverRun.record(get, read.mibPerSecond(bytes), read);
        verify(storage, "whole", bytes);
        storage.deleteBlob(CONTAINER, "whole");
    }

    private void blocks(ServerRun serverRun, Storage storage) {
        long bytes = serverRun.settings().mib(BLOCK_MIB);
        LoadResult staged = storage.large("stage", CONTAINER, "blocks")
                .size(bytes)
                .atMost(BLOCKS)
                .clients(BLOCK_CLIENTS)
                .run();
        LoadResult committed =
                storage.large("commit", CONTAINER, "blocks").atMost(BLOCKS).run();
        double seconds = staged.seconds() + committed.seconds();
        serverRun.record(
                ReportRow.PUT_BLOCKS, staged.mibPerSecond(bytes * BLOCKS) * staged.seconds() / seconds, staged);
        verify(storage, "blocks", bytes * BLOCKS);
        storage.deleteBlob(CONTAINER, "blocks");
    }

    /** Reads a blob again and compares it. This is not measured, because comparing takes the load generator some time. */
    private void verify(Storage storage, String blob, long bytes) {
        LoadResult read =
                storage.large("download", CONTAINER, blob).atMost(1).verify().run();
        if (read.ok() != 1 || read.wrong() > 0 || read.bytesIn() < bytes) {
            throw new IllegalStateException("the blob \"" + blob + "\" has other content than was written");
        }
    }
}
