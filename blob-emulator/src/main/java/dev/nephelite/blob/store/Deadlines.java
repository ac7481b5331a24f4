package dev.nephelite.blob.store;

import dev.nephelite.emulator.store.Cleaning;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Table;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.View;
import dev.nephelite.emulator.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sees to what has a date: where something is to be looked after at a moment, a record says so, in the order of the
 * moments. So nothing is ever searched for what is due, and a process that starts later goes on with it.
 *
 * <p>A record is a reminder and no more. Who acts on it finds out whether there is still a reason to.
 */
final class Deadlines implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Deadlines.class.getName());
    private static final int HEXADECIMAL = 16;
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Store store;
    private final Clock clock;
    private final Table<Long> table;
    private final Action action;
    private Clock.@Nullable Scheduled next;
    private Instant nextAt = Instant.MAX;
    private boolean working;
    private boolean closed;

    /**
     * Waits to {@link #begin}.
     *
     * @param table has the reminders as keys
     */
    Deadlines(Store store, Clock clock, Table<Long> table, Action action) {
        this.store = store;
        this.clock = clock;
        this.table = table;
        this.action = action;
    }

    /** Has {@code subject} looked after at a moment, once {@code transaction} is durable. */
    void plan(Transaction transaction, Instant due, Key subject) {
        // Rounded up, for nothing is due before its time.
        Instant moment = Instant.ofEpochMilli(due.plusNanos(999_999).toEpochMilli());
        transaction.put(table, key(moment, subject), 0L);
        transaction.afterCommit(() -> wakeAt(moment));
    }

    /** Goes on with what is planned. */
    void begin() {
        store.read(this::first).ifPresent(first -> wakeAt(moment(first)));
    }

    /** Returns when no work is in hand any more. */
    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
        boolean interrupted = false;
        while (working) {
            try {
                wait();
            } catch (InterruptedException finishTheWorkFirst) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void wakeAt(Instant moment) {
        if (closed || !moment.isBefore(nextAt)) {
            return;
        }
        if (next != null) {
            next.cancel();
        }
        Instant now = clock.now();
        Duration delay = Duration.between(now, moment);
        // A computer may sleep, and its wall clock be set, while a task waits.
        Duration wait = delay.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : delay.isNegative() ? Duration.ZERO : delay;
        nextAt = now.plus(wait);
        next = clock.schedule(wait, this::step);
    }

    private void step() {
        if (!start()) {
            return;
        }
        boolean done = false;
        try {
            if (store.read(this::isAnythingDue)) {
                store.write(this::act);
            }
            done = true;
        } catch (RuntimeException bug) {
            LOG.log(Level.SEVERE, "what is due is left until the next start tries again", bug);
        } finally {
            finish();
        }
        if (done) {
            begin();
        }
    }

    private synchronized boolean start() {
        next = null;
        nextAt = Instant.MAX;
        working = !closed;
        return working;
    }

    private synchronized void finish() {
        working = false;
        notifyAll();
    }

    /** Acts on some of what is due; what is left makes for a step of its own. */
    private int act(Transaction transaction) {
        int acted = 0;
        Optional<Key> first = first(transaction);
        while (acted < Cleaning.PIECE
                && first.isPresent()
                && !moment(first.get()).isAfter(transaction.now())) {
            transaction.remove(table, first.get());
            acted += 1 + action.act(transaction, subject(first.get()));
            first = first(transaction);
        }
        return acted;
    }

    private boolean isAnythingDue(View view) {
        return first(view).filter(first -> !moment(first).isAfter(clock.now())).isPresent();
    }

    private Optional<Key> first(View view) {
        return view.scan(table, Cleaning.key(0), Cleaning.key(Long.MAX_VALUE))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Key key(Instant moment, Key subject) {
        return new Key(Cleaning.key(moment.toEpochMilli()).children().text() + subject.text());
    }

    private static Instant moment(Key reminder) {
        return Instant.ofEpochMilli(Long.parseLong(reminder.part(0), HEXADECIMAL));
    }

    private static Key subject(Key reminder) {
        return new Key(reminder.text().substring(reminder.part(0).length() + 1));
    }

    /** How what is due is looked after. */
    @FunctionalInterface
    interface Action {
        /** Does what {@code subject} is due for, if it still is, and returns how many records that touched. */
        int act(Transaction transaction, Key subject);
    }
}
