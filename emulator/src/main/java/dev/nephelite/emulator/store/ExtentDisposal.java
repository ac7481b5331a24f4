package dev.nephelite.emulator.store;

import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Deletes files of extents in the background, for that takes long where they are large or many: those that a change let
 * go of, and those that an earlier run left behind. The latter are told by their numbers, whose upper bits count the runs.
 */
final class ExtentDisposal implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ExtentDisposal.class.getName());
    private static final Table<Long> RUNS = new Table<>("extent-runs", Codec.NUMBER);
    private static final Key LAST = Key.of("last");
    private static final int BITS_OF_A_RUN = 40;

    private final ExtentFiles files;
    private final ThreadPoolExecutor deletions;
    private @Nullable Thread sweep;
    private volatile boolean closed;

    ExtentDisposal(ExtentFiles files) {
        this.files = files;
        deletions = new ThreadPoolExecutor(
                0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> thread("extent-deletion", task));
    }

    /** Counts this run, begins to delete what the earlier ones left behind, and returns the number below all of this one. */
    long begin(Store store) {
        long run = store.write(transaction -> {
            @Nullable Long before = transaction.get(RUNS, LAST);
            long next = before == null ? 1 : before + 1;
            transaction.put(RUNS, LAST, next);
            return next;
        });
        if (files.onDisk()) {
            sweep = thread("extent-sweep", () -> sweep(store, run));
            sweep.start();
        }
        return run << BITS_OF_A_RUN;
    }

    /** Deletes a file soon; what the end of the process prevents, the next run does. */
    void delete(long id) {
        try {
            deletions.execute(() -> files.delete(id));
        } catch (RejectedExecutionException closing) {
            files.delete(id);
        }
    }

    /** Finishes the deletions asked for. */
    @Override
    public void close() {
        closed = true;
        deletions.shutdown();
        boolean interrupted = Thread.interrupted();
        while (!isDone()) {
            try {
                deletions.awaitTermination(1, TimeUnit.DAYS);
                if (sweep != null) {
                    sweep.join();
                }
            } catch (InterruptedException stopWaitingLater) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDone() {
        return deletions.isTerminated() && (sweep == null || !sweep.isAlive());
    }

    private void sweep(Store store, long run) {
        try {
            files.forEach(id -> {
                if (id >>> BITS_OF_A_RUN < run && !isReferredTo(store, id)) {
                    files.delete(id);
                }
                return !closed;
            });
        } catch (IOException | RuntimeException laterThen) {
            LOG.log(Level.WARNING, "cannot look through the files of contents; the next start tries again", laterThen);
        }
    }

    private static boolean isReferredTo(Store store, long id) {
        return store.read(view -> view.get(Extent.TABLE, Extent.key(id))) != null;
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
