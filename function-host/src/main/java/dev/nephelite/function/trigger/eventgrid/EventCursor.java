package dev.nephelite.function.trigger.eventgrid;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.EventPlace;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a host has come in the log of a server, kept in the app's storage so that the next host goes on there. Without
 * one, as at the very first start, everything since then counts. Safe for concurrent use.
 *
 * <p>Of several hosts that follow the same log the one that started last goes on. The others notice when they are about to
 * write down their own place, and stand by from then on. So a host need not wait for one that was killed to be forgotten.
 */
final class EventCursor implements EventPlace {
    private static final String CONTAINER = "azure-webjobs-hosts";

    /** What was handled this long before a crash may be handled again. */
    private static final Duration BETWEEN_SAVES = Duration.ofMillis(200);

    /** Saving is a change that the log tells of, so it must not be done for nothing but such changes. */
    private static final int MOST_UNSAVED = 10_000;

    /** How long the other host may take to write down that it has come further. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final HostContext host;
    private final BlobClient storage;
    private final String blob;
    private final Instant start;
    private final Map<String, Instant> since = new TreeMap<>();
    private final Object saving = new Object();
    private @Nullable String place;
    private @Nullable SavedPlace known;
    private Clock.@Nullable Scheduled nextSave;
    private int unsaved;
    private boolean standingBy;

    /**
     * @param blob where it is kept
     * @param names of everybody who follows; who has not done so before begins now
     */
    EventCursor(String blob, Set<String> names, HostContext host) {
        this.host = host;
        this.blob = blob;
        storage = host.storage().account(null).blobs();
        start = host.clock().now();
        names.forEach(name -> since.put(name, start));
    }

    @Override
    public synchronized String after() {
        if (place == null) {
            known = load();
            place = known == null ? start.toString() : known.after();
            if (known != null) {
                known.functions().forEach((name, first) -> since.computeIfPresent(name, (same, now) -> first));
            }
        }
        return place;
    }

    @Override
    public void begins(String begin) {
        String asked = after();
        if (!asked.equals(begin) && !asked.contains("T")) {
            host.log()
                    .warning(
                            EventGridTrigger.LOG_CATEGORY,
                            "The event log does not know its event %s any more; all that it still has follows."
                                    .formatted(asked));
        }
        synchronized (this) {
            standingBy &= asked.equals(begin);
            place = begin;
            unsaved++;
        }
        save(host.instanceName());
    }

    /** Whether the event happened after {@code name} had begun to follow. */
    synchronized boolean concerns(String name, StorageEvent event) {
        Instant first = since.get(name);
        return first != null && !event.time().isBefore(first);
    }

    /**
     * Whether another host takes care of the event. Waits until that is certain, or until the other is not expected to do
     * so any more.
     */
    boolean isLeftToAnother(StorageEvent event) throws InterruptedException {
        Instant end = host.clock().now().plus(PATIENCE);
        while (isStandingBy()) {
            @Nullable SavedPlace theirs = known();
            if (theirs != null && theirs.includes(event.place())) {
                return true;
            }
            if (theirs == null || theirs.host() == null || host.clock().now().isAfter(end)) {
                takeOver();
                return false;
            }
            host.clock().sleep(BETWEEN_LOOKS);
            if (hasMoved(theirs)) {
                end = host.clock().now().plus(PATIENCE);
            }
        }
        return false;
    }

    /** Looks what is written down now; what cannot be read has not moved. */
    private boolean hasMoved(SavedPlace before) {
        try {
            @Nullable SavedPlace now = load();
            learn(now);
            return !before.equals(now);
        } catch (RemoteStorageException unreachable) {
            return false;
        }
    }

    /**
     * Moves on behind {@code event}.
     *
     * @param mattered whether anybody wanted it
     */
    synchronized void moveBehind(StorageEvent event, boolean mattered) {
        place = event.place();
        unsaved++;
        if (nextSave == null && (mattered || unsaved > MOST_UNSAVED)) {
            nextSave = host.clock()
                    .schedule(BETWEEN_SAVES, () -> host.executor().execute(() -> save(host.instanceName())));
        }
    }

    /** Writes down where we are, and that nobody goes on from there for now. */
    void leave() {
        synchronized (this) {
            unsaved++;
        }
        save(null);
    }

    private void save(@Nullable String owner) {
        synchronized (saving) {
            @Nullable SavedPlace next = unsaved(owner);
            if (next == null) {
                return;
            }
            try {
                @Nullable SavedPlace current = load();
                if (isOfAnother(current)) {
                    standBy(current);
                } else {
                    storage.put(CONTAINER, blob, next.bytes(), Map.of("Content-Type", "application/json"));
                    learn(next);
                }
            } catch (RuntimeException failure) {
                notSaved();
                host.log()
                        .debug(
                                EventGridTrigger.LOG_CATEGORY,
                                "The place in the event log cannot be saved now. " + failure.getMessage());
            }
        }
    }

    private @Nullable SavedPlace load() {
        return storage.get(CONTAINER, blob)
                .flatMap(item -> SavedPlace.parse(item.content()))
                .orElse(null);
    }

    private synchronized @Nullable SavedPlace unsaved(@Nullable String owner) {
        if (nextSave != null) {
            nextSave.cancel();
            nextSave = null;
        }
        if (unsaved == 0 || place == null || standingBy) {
            return null;
        }
        unsaved = 0;
        return new SavedPlace(place, owner, since);
    }

    private synchronized boolean isOfAnother(@Nullable SavedPlace current) {
        return current != null
                && current.host() != null
                && !current.host().equals(host.instanceName())
                && !current.equals(known);
    }

    private synchronized void standBy(@Nullable SavedPlace theirs) {
        standingBy = true;
        known = theirs;
        host.log().debug(EventGridTrigger.LOG_CATEGORY, "Another host follows the events now; this one stands by.");
    }

    private synchronized void takeOver() {
        standingBy = false;
        host.log().debug(EventGridTrigger.LOG_CATEGORY, "This host follows the events now.");
    }

    private synchronized void learn(@Nullable SavedPlace saved) {
        known = saved;
    }

    private synchronized @Nullable SavedPlace known() {
        return known;
    }

    private synchronized boolean isStandingBy() {
        return standingBy;
    }

    private synchronized void notSaved() {
        unsaved++;
    }
}
