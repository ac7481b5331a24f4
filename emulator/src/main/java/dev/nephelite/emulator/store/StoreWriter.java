package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.OutageLog;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.store.journal.Journal;
import dev.nephelite.emulator.store.snapshot.SnapshotTree;
import dev.nephelite.emulator.store.table.PendingChanges;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.store.table.TableFailedException;
import dev.nephelite.emulator.store.table.TableStore;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a store by group commit: the leading thread runs all queued writes, appends their changes to the journal as
 * one frame, publishes the new snapshot and releases the other threads.
 */
final class StoreWriter {
    private static final Logger LOG = Logger.getLogger(StoreWriter.class.getName());
    private static final int MAX_GROUP_SIZE = 1024;

    private final GroupCommit<PendingWrite<?>> commits = new GroupCommit<>();
    private final TableStore tableStore;
    private final @Nullable Journal journal;
    private final ExtentStore extentStore;
    private final Reopening reopening;
    private final MonotonicTimestamps monotonicTimestamps;
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
        monotonicTimestamps = tableStore.read(view -> new MonotonicTimestamps(view, clock));
    }

    <T> T write(Function<? super WriteTransaction, T> function) {
        return write(new PendingWrite<>(function, false));
    }

    /** Like {@link #write}, but no other write is in the same group, and snapshots get no before-images. */
    <T> T writeAlone(Function<? super WriteTransaction, T> function) {
        return write(new PendingWrite<>(function, true));
    }

    private <T> T write(PendingWrite<T> mine) {
        if (commits.awaitLead(mine)) {
            List<PendingWrite<?>> group = commits.group(mine.isAlone() ? 1 : MAX_GROUP_SIZE, other -> !other.isAlone());
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
        group.forEach(write -> write.run(new WriteTransaction(pending, extentStore, monotonicTimestamps)));
        if (!group.get(0).isAlone()) {
            new SnapshotTree(pending).keepBeforeImages();
        } else if (group.get(0).hasFailed()) {
            // It may have changed something without the transaction, which cannot undo that.
            return;
        }
        monotonicTimestamps.save(pending);
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

    /** A pending write and its outcome. One without a function reserves the writer for its own thread. */
    private static final class PendingWrite<T> extends GroupCommit.Member {
        private final @Nullable Function<? super WriteTransaction, T> function;
        private final boolean alone;
        private @Nullable WriteTransaction transaction;
        private @Nullable T value;
        private @Nullable Throwable failure;

        private PendingWrite(@Nullable Function<? super WriteTransaction, T> function, boolean alone) {
            this.function = function;
            this.alone = alone;
        }

        private boolean isAlone() {
            return alone;
        }

        private boolean hasFailed() {
            return failure != null;
        }

        private void run(WriteTransaction begun) {
            if (function == null) {
                return;
            }
            try {
                value = function.apply(begun);
                transaction = begun;
            } catch (RuntimeException | Error refused) {
                begun.undo();
                failure = refused;
            }
        }

        private boolean freesSpace() {
            return transaction != null && transaction.freesSpace;
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

    /** Adds its changes to the pending ones of the group, and can undo them. */
    static final class WriteTransaction implements Transaction {
        private final PendingChanges pending;
        private final ExtentStore extentStore;
        private final MonotonicTimestamps timestamps;
        private final Instant now;
        private final Deque<Runnable> undo = new ArrayDeque<>();
        private final List<PendingContent> storedContents = new ArrayList<>();
        private final List<Runnable> afterCommit = new ArrayList<>();
        private boolean freesSpace;

        private WriteTransaction(PendingChanges pending, ExtentStore extentStore, MonotonicTimestamps timestamps) {
            this.pending = pending;
            this.extentStore = extentStore;
            this.timestamps = timestamps;
            now = timestamps.now();
        }

        /** All changes of the group. Only a write that is alone in its group may change them without this transaction. */
        PendingChanges changes() {
            return pending;
        }

        @Override
        public <V> @Nullable V get(Table<V> table, RecordKey key) {
            return pending.get(table, key);
        }

        @Override
        public <V> Stream<Map.Entry<RecordKey, V>> scan(Table<V> table, RecordKey from, RecordKey to) {
            return pending.scan(table, from, to);
        }

        @Override
        public @Nullable RecordKey lastBefore(Table<?> table, RecordKey key) {
            return pending.lastBefore(table, key);
        }

        @Override
        public <V> void put(Table<V> table, RecordKey key, V value) {
            undoable(table, key, pending.put(table, key, value));
        }

        @Override
        public void remove(Table<?> table, RecordKey key) {
            undoable(table, key, pending.remove(table, key));
        }

        private void undoable(Table<?> table, RecordKey key, PendingChanges.@Nullable Change replaced) {
            undo.push(() -> pending.restore(table, key, replaced));
        }

        private void undo() {
            while (!undo.isEmpty()) {
                undo.pop().run();
            }
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long ticks() {
            return timestamps.next();
        }

        @Override
        public Content store(PendingContent pendingContent) {
            storedContents.add(pendingContent);
            return extentStore.store(this, pendingContent);
        }

        @Override
        public void retain(Content content) {
            extentStore.retain(this, content);
        }

        @Override
        public void release(Content content) {
            extentStore.release(this, content);
        }

        @Override
        public void freesSpace() {
            freesSpace = true;
        }

        @Override
        public void afterCommit(Runnable action) {
            afterCommit.add(action);
        }

        /** The journal has the changes, so their contents must stay even if publishing them fails. */
        private void written() {
            storedContents.forEach(PendingContent::markStored);
        }

        /** The write is already durable, so a failing action must not fail it. */
        private void committed() {
            for (Runnable action : afterCommit) {
                try {
                    action.run();
                } catch (RuntimeException bug) {
                    LOG.log(Level.SEVERE, "an action after a commit failed", bug);
                }
            }
        }
    }
}
