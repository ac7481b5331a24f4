package dev.nephelite.emulator.store;

import dev.nephelite.emulator.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does something with records when their time has come, such as removing for good what could be brought back until then.
 *
 * <p>They are kept in the order of their moments and only the first is waited for, so nothing is searched, however many
 * there are. A moment that passes while nobody uses the store is made up for by the next one who does.
 */
public final class Deadlines implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Deadlines.class.getName());
    private static final Key FIRST = new Key("");

    private final Store store;
    private final Clock clock;
    private final Table<Key> table;
    private final BiConsumer<Transaction, Key> due;
    private final Lock work = new ReentrantLock();
    private @Nullable Instant expected;
    private Clock.@Nullable Scheduled next;
    private boolean closed;

    /**
     * Waits to {@link #begin}.
     *
     * @param table as {@link #table} makes it
     * @param due what is to be done with a record when its time has come, if it is still there
     */
    public Deadlines(Store store, Clock clock, Table<Key> table, BiConsumer<Transaction, Key> due) {
        this.store = store;
        this.clock = clock;
        this.table = table;
        this.due = due;
    }

    /** The table of the keys of records, under moment and a number. */
    public static Table<Key> table(String name) {
        return new Table<>(name, new Codec<>() {
            @Override
            public void write(Key record, RecordOutput out) {
                out.text(record.text());
            }

            @Override
            public Key read(RecordInput in) {
                return new Key(in.text());
            }
        });
    }

    /** Sees to it that the first deadline is met. */
    public void begin() {
        store.read(view -> first(view, Long.MAX_VALUE)).ifPresent(entry -> await(moment(entry.getKey())));
    }

    /** Gives a record a deadline. What becomes of the record meanwhile need not be told. */
    public void add(Transaction transaction, Instant moment, Key record) {
        Instant whole = Instant.ofEpochMilli(moment.plusNanos(999_999).toEpochMilli());
        Key key = Key.of(Key.number(whole.toEpochMilli()), Key.number(transaction.ticks()));
        transaction.put(table, key, record);
        transaction.afterCommit(() -> await(whole));
    }

    /** Returns when no work is in hand any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            forget();
        }
        work.lock();
        work.unlock();
    }

    private synchronized void await(Instant moment) {
        boolean sooner = expected == null || moment.isBefore(expected);
        if (sooner && !closed) {
            forget();
            expected = moment;
            Duration delay = Duration.between(clock.now(), moment);
            next = clock.schedule(delay.isNegative() ? Duration.ZERO : delay, this::meet);
        }
    }

    private void forget() {
        if (next != null) {
            next.cancel();
        }
    }

    private void meet() {
        work.lock();
        try {
            if (arrive()) {
                store.write(this::meetSome);
                begin();
            }
        } catch (RuntimeException bug) {
            LOG.log(Level.SEVERE, "what should have happened by now will be tried again at the next start", bug);
        } finally {
            work.unlock();
        }
    }

    private synchronized boolean arrive() {
        expected = null;
        next = null;
        return !closed;
    }

    /** Returns how many deadlines were met. */
    private int meetSome(Transaction transaction) {
        long now = transaction.now().toEpochMilli();
        for (int met = 0; met < Cleaning.PIECE; met++) {
            Optional<Map.Entry<Key, Key>> entry = first(transaction, now);
            if (entry.isEmpty()) {
                return met;
            }
            transaction.remove(table, entry.get().getKey());
            due.accept(transaction, entry.get().getValue());
        }
        return Cleaning.PIECE;
    }

    private Optional<Map.Entry<Key, Key>> first(View view, long latest) {
        Key behind = Key.of(Key.number(latest)).afterChildren();
        return view.scan(table, FIRST, behind).findFirst();
    }

    private static Instant moment(Key key) {
        return Instant.ofEpochMilli(Long.parseLong(key.part(0), 16));
    }
}
