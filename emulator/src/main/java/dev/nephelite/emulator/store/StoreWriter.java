package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.disk.OutageLog;
import dev.nephelite.emulator.store.disk.StoreException;
import dev.nephelite.emulator.store.journal.Journal;
import dev.nephelite.emulator.store.table.CommitBatch;
import dev.nephelite.emulator.store.table.PendingChanges;
import dev.nephelite.emulator.store.table.TableException;
import dev.nephelite.emulator.store.table.TableStore;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Changes a store, by group commit: the leading thread runs all queued changes, appends them to the journal as one frame,
 * publishes the new snapshot and releases the others.
 */
public final class StoreWriter {
    private static final Logger LOG = Logger.getLogger(StoreWriter.class.getName());
    private static final int LARGEST_BATCH = 1024;

    private final GroupCommit<Change<?>> commits = new GroupCommit<>();
    private final TableStore tableStore;
    private final Journal journal;
    private final ExtentStore extentStore;
    private final Reopening reopening;
    private final MonotonicTimestamps monotonicTimestamps;
    private final OutageLog outageLog = new OutageLog(
            LOG,
            "cannot write to the journal; writes are refused and reads are answered until it works again",
            "the journal can be written again");
    private @Nullable Throwable broken;
    private @Nullable StoreException refusal;

    public StoreWriter(
            TableStore tableStore, Journal journal, ExtentStore extentStore, Reopening reopening, Clock clock) {
        this.tableStore = tableStore;
        this.journal = journal;
        this.extentStore = extentStore;
        this.reopening = reopening;
        monotonicTimestamps = tableStore.read(view -> new MonotonicTimestamps(view, clock));
    }

    <T> T write(Function<Transaction, T> function) {
        Change<T> change = new Change<>(function);
        if (commits.awaitLead(change)) {
            List<Change<?>> group = commits.group(LARGEST_BATCH, other -> !other.isExclusive());
            try {
                write(group);
            } finally {
                commits.done(group);
            }
        }
        return change.result();
    }

    /** Runs {@code action} while no change runs. */
    void exclusively(Runnable action) {
        Change<Boolean> nothing = new Change<>(null);
        commits.awaitLead(nothing);
        try {
            action.run();
        } finally {
            commits.done(List.of(nothing));
        }
    }

    /** Opens the tables again if {@code failed} means that their file is closed; returns whether it was. */
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

    /** Refuses every further change with {@code reason}. */
    void refuse(StoreException reason) {
        exclusively(() -> refusal = reason);
    }

    /** Refuses new changes and waits until all earlier ones are done. */
    void close() {
        commits.close();
    }

    private void write(List<Change<?>> group) {
        try {
            requireWritable();
            commit(group);
            outageLog.succeeded();
        } catch (IOException failed) {
            outageLog.failed(failed);
            List<Change<?>> freeing = group.stream().filter(Change::freesSpace).toList();
            fail(group.stream().filter(change -> !change.freesSpace()).toList(), refused(failed));
            if (!freeing.isEmpty()) {
                writeIntoReserve(freeing, failed);
            }
        } catch (RuntimeException | Error failed) {
            fail(group, failed);
        }
    }

    /** What frees space must succeed on a full disk, or nobody could free any. */
    private void writeIntoReserve(List<Change<?>> freeing, IOException full) {
        try {
            if (!journal.releaseReserve()) {
                throw full;
            }
            freeing.forEach(Change::reset);
            commit(freeing);
        } catch (IOException failed) {
            fail(freeing, refused(failed));
        } catch (RuntimeException | Error failed) {
            fail(freeing, failed);
        }
    }

    private void commit(List<Change<?>> group) throws IOException {
        CommitBatch commitBatch = new CommitBatch(tableStore.newest());
        group.forEach(change -> change.run(new WriteSession(commitBatch, extentStore, monotonicTimestamps)));
        monotonicTimestamps.keep(commitBatch.pending());
        if (!commitBatch.pending().isEmpty()) {
            journal.append(commitBatch.pending());
            group.forEach(Change::written);
            apply(commitBatch.pending());
        }
        group.forEach(Change::committed);
    }

    private static StoreException refused(IOException failed) {
        return new StoreException("cannot write to the data folder: " + failed.getMessage(), failed);
    }

    private static void fail(List<Change<?>> group, Throwable reason) {
        group.forEach(change -> change.fail(reason));
    }

    /** What is in the journal has to be in the tables; after a failure, they are opened again from their file and the journal. */
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
            throw new StoreException(String.valueOf(refusal.getMessage()), refusal);
        }
        if (broken != null) {
            reopen(broken);
        }
    }

    /** May be tried again when it fails: everything that was acknowledged is in the files. */
    private void reopen(Throwable failed) {
        boolean interrupted = Thread.interrupted();
        try {
            tableStore.replaceBy(reopening.reopen());
            broken = null;
            LOG.warning(() -> "the tables were opened again after an error; nothing was lost: " + failed);
        } catch (IOException | RuntimeException | Error cannot) {
            broken = failed;
            throw new StoreException("cannot open the tables again after an error (" + failed + "): " + cannot, cannot);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Reads the tables back from their file and the journal. */
    @FunctionalInterface
    public interface Reopening {
        TableStore reopen() throws IOException;
    }

    /** One function that waits to be run, and its outcome. Without a function, nothing else may run at the same time. */
    private static final class Change<T> extends GroupCommit.Member {
        private final @Nullable Function<Transaction, T> function;
        private @Nullable WriteSession session;
        private @Nullable T value;
        private @Nullable Throwable failure;

        private Change(@Nullable Function<Transaction, T> function) {
            this.function = function;
        }

        private boolean isExclusive() {
            return function == null;
        }

        private void run(WriteSession transaction) {
            if (function == null) {
                return;
            }
            try {
                value = function.apply(transaction);
                session = transaction;
            } catch (RuntimeException | Error refused) {
                transaction.undo();
                failure = refused;
            }
        }

        private boolean freesSpace() {
            return session != null && session.isFreeingSpace();
        }

        /** Forgets a run that could not be written. */
        private void reset() {
            session = null;
            value = null;
        }

        private void written() {
            if (session != null) {
                session.written();
            }
        }

        private void committed() {
            if (session != null) {
                session.committed();
            }
        }

        private void fail(Throwable reason) {
            if (failure == null) {
                failure = reason;
            }
        }

        @SuppressWarnings("NullAway") // A function that may return null says so in its own type.
        private T result() {
            if (failure instanceof StoreException failed && !(failure instanceof TableException)) {
                // Each waiting thread throws its own.
                throw new StoreException(String.valueOf(failed.getMessage()), failed);
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
