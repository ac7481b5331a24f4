package dev.nephelite.emulator.event;

import dev.nephelite.emulator.http.tail.Tail;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.value.EventCursor;
import dev.nephelite.emulator.value.EventCursor.AfterEvent;
import dev.nephelite.emulator.value.EventCursor.FromTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log of all changes, in order. An event is in the log if and only if its change is in the store.
 *
 * <p>The log retains the newest {@value #RETAINED} events. Each consumer stores its own position and advances it after
 * processing an event, so a crash of either side may repeat an event but never lose one.
 */
public final class EventLog implements AutoCloseable {
    /** The number of events that are retained. */
    public static final int RETAINED = 50_000;

    private static final int REMOVED_AT_ONCE = 10_000;

    private final Store store;
    private final Ids ids;
    private final Tail tail;

    public EventLog(Store store, Ids ids) {
        this.store = store;
        this.ids = ids;
        tail = new Tail(store.read(EventLog::last));
        removeSurplus();
    }

    /** Older versions kept more events. */
    private void removeSurplus() {
        RecordKey oldestKept = key(Math.max(last() - RETAINED, 0) + 1);
        while (store.<Boolean>read(view -> view.scan(ChangeEvent.TABLE, RecordKey.FIRST, oldestKept)
                .findFirst()
                .isPresent())) {
            store.write(transaction -> {
                List<RecordKey> surplus = transaction
                        .scan(ChangeEvent.TABLE, RecordKey.FIRST, oldestKept)
                        .limit(REMOVED_AT_ONCE)
                        .map(Map.Entry::getKey)
                        .toList();
                surplus.forEach(event -> transaction.remove(ChangeEvent.TABLE, event));
                return surplus;
            });
        }
    }

    /** Appends an event as part of {@code transaction}, whose trace context is its cause. */
    public void append(Transaction transaction, String type, String account, String subject, Map<String, Object> data) {
        long sequence = last(transaction) + 1;
        ChangeEvent event = new ChangeEvent(
                sequence, ids.uuid(), transaction.now(), type, account, subject, data, transaction.trace());
        transaction.put(ChangeEvent.TABLE, key(sequence), event);
        if (sequence > RETAINED) {
            transaction.remove(ChangeEvent.TABLE, key(sequence - RETAINED));
        }
        transaction.afterCommit(() -> tail.advanceTo(sequence));
    }

    /** Up to {@code most} of the retained events after {@code sequence}, oldest first. */
    public List<ChangeEvent> after(long sequence, int most) {
        RecordKey from = sequence < 0 ? RecordKey.FIRST : key(sequence + 1);
        RecordKey to = key(last() + 1);
        return store.read(view -> view.scan(ChangeEvent.TABLE, from, to)
                .limit(most)
                .map(Map.Entry::getValue)
                .toList());
    }

    /**
     * Returns the position in this log at which a reader with {@code cursor} begins, with its event's id. This is the start
     * of the log if the cursor belongs to another log, or the event that its id names is no longer retained.
     */
    AfterEvent find(EventCursor cursor) {
        if (cursor instanceof AfterEvent position) {
            return findEvent(position);
        }
        return cursor instanceof FromTime from ? before(from.time()) : findEvent(new AfterEvent(last(), null));
    }

    private AfterEvent findEvent(AfterEvent position) {
        @Nullable
        ChangeEvent event = store.read(view -> view.get(ChangeEvent.TABLE, key(Math.max(position.sequence(), 0))));
        if (event == null) {
            boolean past = position.id() == null && position.sequence() <= last();
            return past ? position : EventCursor.START;
        }
        AfterEvent found = new AfterEvent(event.sequence(), event.id());
        return position.id() == null || position.equals(found) ? found : EventCursor.START;
    }

    /** Returns the position after all events before {@code moment}. */
    private AfterEvent before(Instant moment) {
        long last = last();
        long sequence = store.read(view -> {
            long earlier = Math.max(last - RETAINED, 0);
            long later = last + 1;
            while (later - earlier > 1) {
                long middle = (earlier + later) / 2;
                @Nullable ChangeEvent event = view.get(ChangeEvent.TABLE, key(middle));
                if (event == null || event.time().isBefore(moment)) {
                    earlier = middle;
                } else {
                    later = middle;
                }
            }
            return earlier;
        });
        return findEvent(new AfterEvent(sequence, null));
    }

    /** The sequence of the newest event, or 0 if there is none. */
    public long last() {
        return tail.last();
    }

    /** The end of the log, for readers that follow it. */
    Tail tail() {
        return tail;
    }

    /** Closes the log and wakes all waiting readers. */
    @Override
    public void close() {
        tail.close();
    }

    private static long last(TableReader view) {
        @Nullable RecordKey last = view.lastBefore(ChangeEvent.TABLE, RecordKey.AFTER_ALL);
        return last == null ? 0 : last.numberAt(0);
    }

    private static RecordKey key(long sequence) {
        return RecordKey.of(RecordKey.number(sequence));
    }
}
