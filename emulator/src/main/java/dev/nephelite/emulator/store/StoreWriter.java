package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.disk.OutageLog;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.store.journal.Journal;
import dev.nephelite.emulator.store.snapshot.SnapshotTree;
import dev.nephelite.emulator.store.table.PendingChanges;
import dev.nephelite.emulator.store.table.TableFailedException;
import dev.nephelite.emulator.store.table.TableStore;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.trace.TraceScope;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a store by group commit: the leading thread runs all queued writes, appends their changes to the journal as
 * one frame, publishes the new snapshot and releases the other threads.
 */
final class StoreWriter {
    private static final Logger LOG = Logger.getLogger(StoreWriter.class.getName());

    private final GroupCommit commits = new GroupCommit();
    private final TableStore tableStore;
    private final @Nullable Journal journal;
    private final ExtentStore extentStore;
    private final Reopening reopening;
    private final MonotonicTimestamps timestamps;
    private final AtomicLong committedGroups = new AtomicLong();
    private final OutageLog outageLog = new OutageLog(
            LOG,
            "cannot write to the journal; writes are refused and reads are answered until it works again",
            "the journal can be written again");
    private @Nullable Throwable broken;
    private @Nullable StoreFailedException refusal;

    /** @param journal null for a store in memory, which is never recovered */
    StoreWriter(
            TableStore tableStore,
            @Nullable Journal journal,
            ExtentStore extentStore,
            Reopening reopening,
            Clock clock) {
        this.tableStore = tableStore;
        this.journal = journal;
        this.extentStore = extentStore;
        this.reopening = reopening;
        timestamps = tableStore.read(view -> new MonotonicTimestamps(view, clock));
    }

    <T> T write(Function<Transaction, T> function) {
        return write(new PendingWrite<>(function, false));
    }

    /** Like {@link #write}, but no other write is in the same group, and snapshots get no before-images. */
    <T> T writeAlone(Function<Transaction, T> function) {
        return write(new PendingWrite<>(function, true));
    }

    private <T> T write(PendingWrite<T> mine) {
        if (commits.awaitLead(mine)) {
            List<PendingWrite<?>> group = commits.group();
            try {
                write(group);
            } finally {
                commits.done(group);
            }
        }
        return mine.result();
    }

    /** See {@link Store#committedGroups}. */
    long committedGroups() {
        return committedGroups.get();
    }

    /** Runs {@code action} while no write runs. */
    void exclusively(Runnable action) {
        PendingWrite<Boolean> nothing = new PendingWrite<>(null, true);
        commits.awaitLead(nothing);
        try {
            action.run();
        } finally {
            commits.done(List.of(nothing));
        }
    }

    /** Reopens the tables if {@code failed} means that their file is closed. Returns whether it was. */
    boolean reopenAfter(Throwable failed) {
        if (!tableStore.isClosed(failed)) {
            return false;
        }
        exclusively(() -> {
            if (tableStore.isClosed(failed)) {
                reopen(failed);
            }
        });
        return true;
    }

    /** Refuses every further write with {@code reason}. */
    void refuse(StoreFailedException reason) {
        exclusively(() -> refusal = reason);
    }

    /** Refuses new writes and waits until all earlier ones are done. */
    void close() {
        commits.close();
    }

    private void write(List<PendingWrite<?>> group) {
        try {
            requireWritable();
            commit(group);
            outageLog.succeeded();
        } catch (IOException failed) {
            outageLog.failed(failed);
            List<PendingWrite<?>> freeing =
                    group.stream().filter(PendingWrite::freesSpace).toList();
            fail(group.stream().filter(write -> !write.freesSpace()).toList(), refused(failed));
            if (!freeing.isEmpty()) {
                writeIntoReserve(freeing, failed);
            }
        } catch (RuntimeException | Error failed) {
            fail(group, failed);
        }
    }

    /** On a full disk, writes that free space must succeed; otherwise no client could free any. */
    private void writeIntoReserve(List<PendingWrite<?>> freeing, IOException full) {
        try {
            if (journal == null || !journal.releaseReserve()) {
                throw full;
            }
            freeing.forEach(PendingWrite::reset);
            commit(freeing);
        } catch (IOException failed) {
            fail(freeing, refused(failed));
        } catch (RuntimeException | Error failed) {
            fail(freeing, failed);
        }
    }

    private void commit(List<PendingWrite<?>> group) throws IOException {
        PendingChanges pending = new PendingChanges(tableStore.newest());
        group.forEach(write -> write.run(pending, extentStore, timestamps));
        if (!group.get(0).isAlone()) {
            new SnapshotTree(pending).keepBeforeImages();
        } else if (group.get(0).hasFailed()) {
            // It may have changed something without the transaction, which cannot undo that.
            return;
        }
        timestamps.save(pending);
        if (!pending.isEmpty()) {
            if (journal != null) {
                journal.append(pending);
            }
            group.forEach(PendingWrite::written);
            committedGroups.incrementAndGet();
            apply(pending);
        }
        group.forEach(PendingWrite::committed);
    }

    private static StoreFailedException refused(IOException failed) {
        return new StoreFailedException("cannot write to the data folder: " + failed.getMessage(), failed);
    }

    private static void fail(List<PendingWrite<?>> group, Throwable reason) {
        group.forEach(write -> write.fail(reason));
    }

    /** The journal has the changes, so the tables must get them: after a failure, from their file and the journal. */
    private void apply(PendingChanges pending) {
        try {
            tableStore.apply(pending);
        } catch (RuntimeException | Error failed) {
            broken = failed;
            reopen(failed);
        }
    }

    private void requireWritable() {
        if (refusal != null) {
            throw new StoreFailedException(String.valueOf(refusal.getMessage()), refusal);
        }
        if (broken != null) {
            reopen(broken);
        }
    }

    /** Can be retried when it fails, because the files have everything that was acknowledged. */
    private void reopen(Throwable failed) {
        boolean interrupted = Thread.interrupted();
        try {
            tableStore.replaceBy(reopening.reopen());
            broken = null;
            LOG.warning(() -> "the tables were opened again after an error; nothing was lost: " + failed);
        } catch (IOException | RuntimeException | Error cannot) {
            broken = failed;
            throw new StoreFailedException(
                    "cannot open the tables again after an error (" + failed + "): " + cannot, cannot);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Recovers the tables from their file and the journal. */
    @FunctionalInterface
    interface Reopening {
        TableStore reopen() throws IOException;
    }

    /**
     * The queue of the group commit: the waiting threads do the work themselves, so that no extra thread is needed. A thread
     * that finds the queue empty becomes the leader and does the work of all that are queued by then; the first thread that
     * came later leads next.
     */
    private static final class GroupCommit {
        private static final int MAX_GROUP_SIZE = 1024;

        private final Deque<PendingWrite<?>> queue = new ArrayDeque<>();
        private final Lock lock = new ReentrantLock();
        private final Condition drained = lock.newCondition();
        private boolean closed;

        /**
         * Queues {@code mine} and waits. Returns true when its thread leads, or false when another leader has done its
         * work.
         */
        private boolean awaitLead(PendingWrite<?> mine) {
            lock.lock();
            try {
                if (closed) {
                    throw new IllegalStateException("the store is closed");
                }
                queue.add(mine);
                if (queue.size() == 1) {
                    return true;
                }
            } finally {
                lock.unlock();
            }
            return mine.awaitLead();
        }

        /** The writes that the leader handles together, beginning with its own. */
        private List<PendingWrite<?>> group() {
            lock.lock();
            try {
                List<PendingWrite<?>> group = new ArrayList<>();
                for (PendingWrite<?> next : queue) {
                    boolean joins = group.isEmpty() || !(group.get(0).isAlone() || next.isAlone());
                    if (!joins || group.size() == MAX_GROUP_SIZE) {
                        break;
                    }
                    group.add(next);
                }
                return group;
            } finally {
                lock.unlock();
            }
        }

        /** Releases the threads of {@code group}, whose work is done, and makes the next one in the queue the leader. */
        private void done(List<PendingWrite<?>> group) {
            @Nullable PendingWrite<?> next;
            lock.lock();
            try {
                group.forEach(write -> queue.remove());
                next = queue.peek();
                drained.signalAll();
            } finally {
                lock.unlock();
            }
            group.forEach(write -> write.wake(PendingWrite.State.DONE));
            if (next != null) {
                next.wake(PendingWrite.State.LEADS);
            }
        }

        /** Refuses new work and waits until the queue is empty. */
        private void close() {
            lock.lock();
            try {
                closed = true;
                while (!queue.isEmpty()) {
                    drained.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** A queued write, the thread that waits for it, and its outcome. One without a function reserves the writer for its thread. */
    private static final class PendingWrite<T> {
        /** A group takes less time than a thread needs to wake up, so it pays to spin for a few microseconds. */
        private static final int SPINS = 300;

        private final Thread thread = Thread.currentThread();
        private final @Nullable Function<Transaction, T> function;
        private final @Nullable Supplier<TraceContext> trace = TraceScope.current();
        private final boolean alone;
        private volatile State state = State.WAITS;
        private @Nullable Transaction transaction;
        private @Nullable T value;
        private @Nullable Throwable failure;

        private enum State {
            WAITS,
            LEADS,
            DONE
        }

        private PendingWrite(@Nullable Function<Transaction, T> function, boolean alone) {
            this.function = function;
            this.alone = alone;
        }

        private boolean awaitLead() {
            for (int i = 0; i < SPINS && state == State.WAITS; i++) {
                Thread.onSpinWait();
            }
            boolean interrupted = false;
            while (state == State.WAITS) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
            return state == State.LEADS;
        }

        private void wake(State next) {
            state = next;
            if (thread != Thread.currentThread()) {
                LockSupport.unpark(thread);
            }
        }

        private boolean isAlone() {
            return alone;
        }

        private boolean hasFailed() {
            return failure != null;
        }

        private void run(PendingChanges pending, ExtentStore extentStore, MonotonicTimestamps timestamps) {
            if (function == null) {
                return;
            }
            Transaction begun = new Transaction(pending, extentStore, timestamps, trace);
            try {
                value = function.apply(begun);
                transaction = begun;
            } catch (RuntimeException | Error refused) {
                begun.undo();
                failure = refused;
            }
        }

        private boolean freesSpace() {
            return transaction != null && transaction.isFreeingSpace();
        }

        /** Discards a run that could not be written. */
        private void reset() {
            transaction = null;
            value = null;
        }

        private void written() {
            if (transaction != null) {
                transaction.written();
            }
        }

        private void committed() {
            if (transaction != null) {
                transaction.committed();
            }
        }

        private void fail(Throwable reason) {
            if (failure == null) {
                failure = reason;
            }
        }

        @SuppressWarnings("NullAway") // A function that may return null says so in its own type.
        private T result() {
            if (failure instanceof StoreFailedException failed && !(failure instanceof TableFailedException)) {
                // Each waiting thread throws its own.
                throw new StoreFailedException(String.valueOf(failed.getMessage()), failed);
            }
            if (failure instanceof RuntimeException refused) {
                throw refused;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            return value;
        }
    }
}
