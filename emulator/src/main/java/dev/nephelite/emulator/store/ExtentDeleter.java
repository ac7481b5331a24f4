package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.Extent;
import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.snapshot.SnapshotTree;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.time.Ids;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Deletes files of extents in the background, because deleting large or many files takes long: those that lost their last
 * reference, and those that an earlier run left behind. The upper bits of an extent's number identify the run that created
 * it. The number of a run is random, so that files of another process that uses the same folder by mistake are neither
 * overwritten nor deleted.
 */
final class ExtentDeleter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ExtentDeleter.class.getName());
    /** The number of runs before runs got random numbers. */
    private static final RecordKey COUNTED = RecordKey.of("last");

    private static final int BITS_IN_A_RUN = 40;
    private static final long RANDOM_RUN = 1 << 22;

    private final ExtentFiles files;
    private final boolean sweeps;
    private final ThreadPoolExecutor deletions;
    /** Read-locked while files are needed that may lose their records meanwhile. */
    private final ReadWriteLock held = new ReentrantReadWriteLock();

    private volatile @Nullable Store running;
    private @Nullable Thread sweep;
    private volatile boolean closed;

    ExtentDeleter(ExtentFiles files, boolean sweeps) {
        this.files = files;
        this.sweeps = sweeps;
        deletions = new ThreadPoolExecutor(
                0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> thread("extent-deletion", task));
    }

    /** Registers this run and begins to delete what earlier runs left behind. Returns a number below all extents of this run. */
    long start(Store store, Ids ids) {
        running = store;
        long run = store.write(transaction -> {
            long number = RANDOM_RUN | (ids.nextLong() & (RANDOM_RUN - 1));
            while (transaction.get(Extent.RUNS, key(number)) != null) {
                number = RANDOM_RUN | (ids.nextLong() & (RANDOM_RUN - 1));
            }
            transaction.put(Extent.RUNS, key(number), number);
            return number;
        });
        if (sweeps) {
            sweep = thread("extent-sweep", () -> sweep(store, run));
            sweep.start();
        }
        return run << BITS_IN_A_RUN;
    }

    private static RecordKey key(long run) {
        return RecordKey.of("run", RecordKey.number(run));
    }

    /**
     * Deletes the file of an extent that has lost its record soon, unless a snapshot has it. If the process ends before that,
     * the next run deletes it.
     */
    void delete(long id) {
        try {
            deletions.execute(() -> deleteUnused(id));
        } catch (RejectedExecutionException ignored) {
            // The store is closing.
            deleteUnused(id);
        }
    }

    /** Runs {@code action} while no file is deleted. */
    <T> T holding(Reading<T> action) throws IOException {
        held.readLock().lock();
        try {
            return action.run();
        } finally {
            held.readLock().unlock();
        }
    }

    private void deleteUnused(long id) {
        Store store = running;
        held.writeLock().lock();
        try {
            if (store == null || !isReferredTo(store, id)) {
                files.delete(id);
            }
        } catch (RuntimeException unreadable) {
            LOG.log(
                    Level.FINE,
                    "cannot find out whether a content file is used; the next start tries again",
                    unreadable);
        } finally {
            held.writeLock().unlock();
        }
    }

    /** Reads files. */
    @FunctionalInterface
    interface Reading<T> {
        T run() throws IOException;
    }

    /** Waits for the requested deletions. */
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
            } catch (InterruptedException ignored) {
                // The deletions must end first.
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
                long creator = id >>> BITS_IN_A_RUN;
                if (creator != run && isEarlierRun(store, creator) && !isReferredTo(store, id)) {
                    files.delete(id);
                }
                return !closed;
            });
        } catch (IOException | RuntimeException | Error failed) {
            LOG.log(Level.WARNING, "cannot scan the content files for unused ones; the next start tries again", failed);
        }
    }

    private static boolean isEarlierRun(Store store, long run) {
        return store.read(view -> {
            @Nullable Long counted = view.get(Extent.RUNS, COUNTED);
            return (counted != null && run <= counted) || view.get(Extent.RUNS, key(run)) != null;
        });
    }

    private static boolean isReferredTo(Store store, long id) {
        return store.read(view -> view.get(Extent.TABLE, Extent.key(id)) != null || SnapshotTree.hasExtent(view, id));
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
