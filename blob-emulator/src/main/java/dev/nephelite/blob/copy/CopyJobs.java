package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The copies that go on after their request was answered. One ends when all bytes have come, when somebody aborts it,
 * after two weeks, or with the process: a copy that is still pending when a store is used again has failed.
 */
public final class CopyJobs implements AutoCloseable {
    private static final String CANCELLED = "500 OperationCancelled \"Copy failed.\"";
    private static final Duration LONGEST = Duration.ofDays(14);
    private static final int SECONDS_TO_END = 10;

    private final BlobStore store;
    private final Clock clock;
    private final Map<UUID, CopyDownload> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "copy");
        thread.setDaemon(true);
        return thread;
    });

    /** Works on {@code store}; copies that its last user left have failed from now on. */
    public CopyJobs(BlobStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        if (!store.read(view -> view.awaitingCopies().isEmpty())) {
            store.write(CopyJobs::failAll);
        }
    }

    /** Makes an empty blob that is pending, and goes on to fetch the rest of it. */
    Blob begin(RemoteSource source, CopyDestination copyDestination, UUID id) {
        String url = source.source().url();
        BlobRequest target = copyDestination.target();
        RemoteDownload remoteDownload = source.open();
        boolean begun = false;
        try {
            Blob blob = store.write(tx -> makePending(tx, remoteDownload.describe(), copyDestination, id, url));
            go(new CopyDownload(store, target, new CopyJob(target.address(), id), url, remoteDownload));
            begun = true;
            return blob;
        } finally {
            if (!begun) {
                remoteDownload.close();
            }
        }
    }

    /** Stops to fetch what nobody wants any more. */
    void forget(UUID id) {
        @Nullable CopyDownload copy = running.remove(id);
        if (copy != null) {
            copy.close();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        running.keySet().forEach(this::forget);
        try {
            threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void go(CopyDownload pending) {
        UUID id = pending.copy().id();
        running.put(id, pending);
        Clock.Scheduled deadline = clock.schedule(LONGEST, () -> expire(pending.copy()));
        threads.execute(() -> {
            try {
                pending.run();
            } finally {
                deadline.cancel();
                running.remove(id);
            }
        });
    }

    private void expire(CopyJob copy) {
        store.write(tx -> fail(tx, copy));
        forget(copy.id());
    }

    private static Blob makePending(BlobWriter tx, Blob source, CopyDestination copyDestination, UUID id, String url) {
        BlobAddress address = copyDestination.target().address();
        Optional<StoredBlob> before = copyDestination.require(tx, source);
        BlobLayout layout = copyDestination.seal(begun(source.layout(), tx.nextGeneration()));
        Blob asAsked = copyDestination
                .build(tx.nextRevision(), layout, source, before)
                .copy(CopyState.begun(id, url, source.length()))
                .build();
        tx.setAwaitsCopy(address, true);
        return tx.replace(address, asAsked, Content.EMPTY);
    }

    /** Pages are there from the beginning, all zero; of other blobs nothing is. */
    private static BlobLayout begun(BlobLayout source, long generation) {
        BlobLayout own = source instanceof BlobLayout.InPieces pieces ? pieces.withGeneration(generation) : source;
        return own instanceof BlobLayout.Pages ? own : CopyJob.withLength(own, 0);
    }

    private static CopyJob fail(BlobWriter tx, CopyJob copy) {
        copy.stop(tx, CopyState.Status.FAILED, CANCELLED);
        return copy;
    }

    private static int failAll(BlobWriter tx) {
        for (BlobAddress address : tx.awaitingCopies()) {
            Optional<CopyState> copy = tx.blob(address).map(StoredBlob::blob).map(Blob::copy);
            copy.ifPresent(state -> fail(tx, new CopyJob(address, state.id())));
            tx.setAwaitsCopy(address, false);
        }
        return 0;
    }
}
