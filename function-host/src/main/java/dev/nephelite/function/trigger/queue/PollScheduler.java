package dev.nephelite.function.trigger.queue;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.WakeableTask;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Knows when to look at a queue: when something was told of it, when a message becomes visible, or after a while. */
final class PollScheduler implements EventFeed.Subscriber {
    private static final String ENQUEUED = "Nephelite.Queue.MessageEnqueued";

    private final PumpSettings settings;
    private final Clock clock;
    private final WakeableTask look;
    private final NavigableSet<Instant> visibleAt = new TreeSet<>();
    private boolean told;

    /**
     * @param look looks at the queue
     */
    PollScheduler(PumpSettings settings, Clock clock, WakeableTask look) {
        this.settings = settings;
        this.clock = clock;
        this.look = look;
    }

    @Override
    public void connected() {
        setTold(true);
    }

    @Override
    public void disconnected() {
        setTold(false);
    }

    private void setTold(boolean nowTold) {
        synchronized (this) {
            told = nowTold;
        }
        look.wake();
    }

    @Override
    public void changed(StorageEvent event) {
        boolean here = event.account().equals(settings.account().name())
                && (event.subject() + "/").contains("/queues/" + settings.queue() + "/");
        if (here && event.type().equals(ENQUEUED)) {
            lookAfter(delayIn(event));
        }
    }

    /** How long the message stays hidden; the server's clock and ours may differ, so only its own times are compared. */
    private static Duration delayIn(StorageEvent event) {
        @Nullable String visibleAt = event.data().get("visibleAt");
        return visibleAt == null ? Duration.ZERO : Duration.between(event.time(), Instant.parse(visibleAt));
    }

    /** Asks for a look when {@code delay} has passed. */
    void lookAfter(Duration delay) {
        synchronized (this) {
            visibleAt.add(clock.now().plus(delay));
        }
        look.wakeAfter(delay);
    }

    /** Forgets the reasons there were, for the look that begins now serves them all. */
    synchronized void looking() {
        visibleAt.headSet(clock.now(), true).clear();
    }

    /** Whether new messages are told of, so that nobody has to ask for them. */
    synchronized boolean isTold() {
        return told;
    }

    /** How long to wait for a message that becomes visible, and no longer than {@code patience}. */
    synchronized Duration untilNextLook(Duration patience) {
        if (visibleAt.isEmpty()) {
            return patience;
        }
        Duration untilVisible = Duration.between(clock.now(), visibleAt.first());
        return untilVisible.compareTo(patience) < 0 ? untilVisible : patience;
    }
}
