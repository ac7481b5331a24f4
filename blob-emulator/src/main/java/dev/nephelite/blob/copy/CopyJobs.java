package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.BlobEvents;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.time.Clock;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The copies that continue after the response. A copy ends when all bytes are stored, when it is aborted, after two
 * weeks, or with the process: copies that are pending when the emulator starts have failed.
 */
public final class CopyJobs implements AutoCloseable {
    private static final String CANCELLED = "500 OperationCancelled \"Copy failed.\"";
    private static final Duration MAX_DURATION = Duration.ofDays(14);
    private static final int STOP_TIMEOUT_SECONDS = 10;

    private final BlobStore store;
    private final Clock clock;
    private final Map<UUID, CopyTask> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "copy");
        thread.setDaemon(true);
        return thread;
    });

    /** Marks copies as failed that a former process left pending. */
    public CopyJobs(BlobStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        failPending();
    }

    /** Marks all pending copies as failed. */
    public void failPending() {
        if (!store.read(view -> view.pendingCopies().isEmpty())) {
            store.write(CopyJobs::failAll);
        }
    }

    /** Creates an empty blob with a pending copy and starts the download. */
    Blob start(RemoteDownloader.RemoteSource source, CopyDestination destination, UUID id) {
        String url = source.url().url();
        BlobRequest target = destination.target();
        RemoteDownloader.Download download = source.open();
        boolean started = false;
        try {
            Blob blob = store.write(tx -> makePending(tx, download.describe(), destination, id, url));
            run(new CopyTask(store, target, new Job(target.address(), id), url, download));
            started = true;
            return blob;
        } finally {
            if (!started) {
                download.close();
            }
        }
    }

    /** Stops the download of a copy that has ended. */
    void stopDownload(UUID id) {
        @Nullable CopyTask task = running.remove(id);
        if (task != null) {
            task.close();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        running.keySet().forEach(this::stopDownload);
        try {
            threads.awaitTermination(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(CopyTask task) {
        UUID id = task.copy().id();
        running.put(id, task);
        Clock.Scheduled deadline = clock.schedule(MAX_DURATION, () -> expire(task.copy()));
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                deadline.cancel();
                running.remove(id);
            }
        });
    }

    private void expire(Job copy) {
        store.write(tx -> fail(tx, copy));
        stopDownload(copy.id());
    }

    private static Blob makePending(BlobWriter tx, Blob source, CopyDestination destination, UUID id, String url) {
        BlobAddress address = destination.target().address();
        Optional<StoredBlob> before = destination.require(tx.reader(), source);
        BlobLayout layout = destination.seal(started(source.layout(), tx.nextGeneration()));
        Blob newBlob = destination
                .build(tx.nextRevision(), layout, source, before)
                .copy(CopyState.pending(id, url, source.length()))
                .build();
        tx.setPendingCopy(address, true);
        return tx.replace(address, newBlob, Content.EMPTY);
    }

    /** A page blob has its full length from the start. Other blobs are empty until the copy is complete. */
    private static BlobLayout started(BlobLayout source, long generation) {
        BlobLayout layout =
                source instanceof BlobLayout.Segmented segmented ? segmented.withGeneration(generation) : source;
        return layout instanceof BlobLayout.Pages ? layout : Job.withLength(layout, 0);
    }

    private static Job fail(BlobWriter tx, Job copy) {
        copy.stop(tx, CopyState.Status.FAILED, CANCELLED);
        return copy;
    }

    private static int failAll(BlobWriter tx) {
        for (BlobAddress address : tx.reader().pendingCopies()) {
            Optional<CopyState> copy =
                    tx.reader().blob(address).map(StoredBlob::blob).map(Blob::copy);
            copy.ifPresent(state -> fail(tx, new Job(address, state.id())));
            tx.setPendingCopy(address, false);
        }
        return 0;
    }

    /** One pending copy. The first event that ends it wins; later ones find no pending copy. */
    record Job(BlobAddress address, UUID id) {
        /** The state of the copy, as long as it is pending. */
        Optional<CopyState> state(BlobReader view) {
            return find(view).map(stored -> stored.blob().copy());
        }

        /** Records how many bytes have been copied. */
        void progress(BlobWriter tx, long copied) {
            find(tx.reader()).ifPresent(stored -> {
                Blob.Builder change = stored.blob().change();
                state(tx.reader()).ifPresent(state -> change.copy(state.progressed(copied)));
                tx.update(address, change.build(), stored.content());
            });
        }

        /** Ends the copy without success. The blob stays, empty and with its properties. */
        void stop(BlobWriter tx, CopyState.Status outcome, @Nullable String reason) {
            state(tx.reader()).ifPresent(state -> {
                Revision revision = tx.nextRevision();
                end(tx, revision, 0, state.ended(outcome, reason, revision.lastModified()), Content.EMPTY);
            });
        }

        /** Completes the copy, unless it has ended. */
        Optional<Blob> complete(BlobWriter tx, Content bytes, String source) {
            Optional<CopyState> state = state(tx.reader());
            return state.map(stored -> {
                Revision revision = tx.nextRevision();
                CopyState done = CopyState.done(id, source, bytes.length(), revision.lastModified());
                return end(tx, revision, bytes.length(), done, bytes);
            });
        }

        private Blob end(BlobWriter tx, Revision revision, long length, CopyState state, Content bytes) {
            StoredBlob stored = find(tx.reader()).orElseThrow(() -> new IllegalStateException("no pending copy " + id));
            BlobLayout layout = withLength(stored.blob().layout(), length);
            Blob blob = stored.blob()
                    .change()
                    .revision(revision)
                    .layout(layout)
                    .copy(state)
                    .build();
            if (layout instanceof BlobLayout.Segmented segmented && length > 0) {
                tx.write(segmented, 0, bytes);
                tx.update(address, blob, Content.EMPTY);
            } else {
                tx.update(address, blob, bytes);
            }
            tx.setPendingCopy(address, false);
            return blob;
        }

        private Optional<StoredBlob> find(BlobReader view) {
            return view.blob(address).filter(stored -> {
                CopyState copy = stored.blob().copy();
                return copy != null && copy.isPending() && copy.id().equals(id);
            });
        }

        static BlobLayout withLength(BlobLayout layout, long length) {
            if (layout instanceof BlobLayout.Appended appended) {
                return new BlobLayout.Appended(length, appended.generation(), appended.blocks(), appended.sealed());
            }
            return layout instanceof BlobLayout.Pages pages
                    ? new BlobLayout.Pages(length, pages.generation(), pages.sequenceNumber())
                    : new BlobLayout.Blocks(length, List.of());
        }
    }

    /**
     * The download of one pending copy.
     *
     * @param target the request that began the copy
     */
    private record CopyTask(
            BlobStore store, BlobRequest target, CopyJobs.Job copy, String source, RemoteDownloader.Download download)
            implements Runnable, AutoCloseable {
        private static final Logger LOG = Logger.getLogger(CopyTask.class.getName());
        private static final String INTERNAL_ERROR = "500 InternalServerError \"Copy failed.\"";

        /** Downloads everything, or marks the copy as failed. */
        @Override
        public void run() {
            try (download;
                    PendingContent pendingContent =
                            store.receive(new ProgressStream(download.bytes(), this::progress), download.length())) {
                store.write(tx -> complete(tx, pendingContent));
            } catch (IOException failure) {
                fail(Level.FINE, failure);
            } catch (RuntimeException | Error failure) {
                fail(Level.WARNING, failure);
            }
        }

        private void fail(Level level, Throwable failure) {
            LOG.log(level, failure, () -> "cannot copy " + CopyState.withoutSignature(source));
            store.write(tx -> {
                copy.stop(tx, CopyState.Status.FAILED, INTERNAL_ERROR);
                return copy;
            });
        }

        /** Stops the download. */
        @Override
        public void close() {
            download.close();
        }

        private CopyJobs.Job progress(long copied) {
            return store.write(tx -> {
                copy.progress(tx, copied);
                return copy;
            });
        }

        private CopyJobs.Job complete(BlobWriter tx, PendingContent pendingContent) {
            if (copy.state(tx.reader()).isPresent()) {
                copy.complete(tx, tx.store(pendingContent), source)
                        .ifPresent(blob -> BlobEvents.created(tx, target.eventCause("CopyBlob"), blob));
            }
            return copy;
        }
    }

    /** Reports the number of bytes read after every four mebibytes. */
    private static final class ProgressStream extends FilterInputStream {
        private static final long STEP = 4L * 1024 * 1024;

        private final LongConsumer onProgress;
        private long read;

        ProgressStream(InputStream bytes, LongConsumer onProgress) {
            super(bytes);
            this.onProgress = onProgress;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0) {
                long before = read;
                read += count;
                if (before / STEP != read / STEP) {
                    onProgress.accept(read);
                }
            }
            return count;
        }
    }
}
