package dev.nephelite.emulator.store;

import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes a store, one thread at a time. The thread whose turn it is takes what all others wait for as well, runs it,
 * writes it to the journal once, makes it visible, and lets all go.
 */
final class Writer {
    private static final int LARGEST_BATCH = 1024;

    private final Turns<Change<?>> turns = new Turns<>();
    private final Records records;
    private final Journal journal;
    private final Extents extents;
    private final Ticks ticks;
    private @Nullable Throwable broken;

    Writer(Records records, Journal journal, Extents extents, Clock clock) {
        this.records = records;
        this.journal = journal;
        this.extents = extents;
        ticks = records.read(view -> new Ticks(view, clock));
    }

    <T> T write(Function<Transaction, T> function) {
        Change<T> change = new Change<>(function);
        if (turns.awaitLead(change)) {
            List<Change<?>> group = turns.group(LARGEST_BATCH, other -> !other.isAlone());
            try {
                write(group);
            } finally {
                turns.done(group);
            }
        }
        return change.result();
    }

    /** Runs {@code action} while nobody changes anything. */
    void alone(Runnable action) {
        Change<Boolean> nothing = new Change<>(null);
        turns.awaitLead(nothing);
        try {
            action.run();
        } finally {
            turns.done(List.of(nothing));
        }
    }

    /** Lets nobody in any more, and returns when everybody is done. */
    void close() {
        turns.close();
    }

    private void write(List<Change<?>> group) {
        try {
            requireWhole();
            Batch batch = new Batch(records.newest());
            group.forEach(change -> change.run(new WriteSession(batch, extents, ticks)));
            ticks.keep(batch.pending());
            if (!batch.pending().isEmpty()) {
                journal.append(batch.pending());
                group.forEach(Change::written);
                apply(batch.pending());
            }
        } catch (IOException failed) {
            group.forEach(change -> change.fail(new UncheckedIOException("cannot write to the data folder", failed)));
            return;
        } catch (RuntimeException | Error failed) {
            group.forEach(change -> change.fail(failed));
            return;
        }
        group.forEach(Change::committed);
    }

    /** What is in the journal has to be in the tables; after a failure only the next start can see to that. */
    private void apply(Pending pending) {
        try {
            records.apply(pending);
        } catch (RuntimeException | Error failed) {
            broken = failed;
            throw failed;
        }
    }

    private void requireWhole() {
        if (broken != null) {
            throw new IllegalStateException("the store failed before and has to be opened again", broken);
        }
    }

    /** One function that waits to be run, and what came of it. */
    private static final class Change<T> extends Turns.Waiting {
        private final @Nullable Function<Transaction, T> function;
        private @Nullable WriteSession session;
        private @Nullable T value;
        private @Nullable Throwable failure;

        private Change(@Nullable Function<Transaction, T> function) {
            this.function = function;
        }

        private boolean isAlone() {
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
