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

/**
 * Decides when to poll a queue: when an event announces a message, when a message becomes visible, or after a pause.
 */
final class PollScheduler implements EventFeed.Subscriber {
    private static final String ENQUEUED = "Nephelite.Queue.MessageEnqueued";

    private final PumpSettings settings;
    private final Clock clock;
    private final WakeableTask poll;
    private final NavigableSet<Instant> visibleAt = new TreeSet<>();
    private boolean notified;

    /** @param poll polls the queue */
    PollScheduler(PumpSettings settings, Clock clock, WakeableTask poll) {
        this.settings = settings;
        this.clock = clock;
        this.poll = poll;
    }

    @Override
    public void connected() {
        setNotified(true);
    }

    @Override
    public void disconnected() {
        setNotified(false);
    }

    private void setNotified(boolean nowNotified) {
        synchronized (this) {
            notified = nowNotified;
        }
        poll.wake();
    }

    @Override
    public void changed(StorageEvent event) {
        boolean here = event.account().equals(settings.account().name())
                && (event.subject() + "/").contains("/queues/" + settings.queue() + "/");
        if (here && event.type().equals(ENQUEUED)) {
            wakeAfter(delayIn(event));
        }
    }

    /**
     * How long the message stays hidden. The clocks of the server and this host may differ, so only times of the server
     * are compared.
     */
    private static Duration delayIn(StorageEvent event) {
        @Nullable String visibleAt = event.data().get("visibleAt");
        return visibleAt == null ? Duration.ZERO : Duration.between(event.time(), Instant.parse(visibleAt));
    }

    /** Requests a poll after {@code delay}. */
    void wakeAfter(Duration delay) {
        synchronized (this) {
            visibleAt.add(clock.now().plus(delay));
        }
        poll.wakeAfter(delay);
    }

    /** Drops the requests that are due, because the poll that starts now serves all of them. */
    synchronized void pollStarted() {
        visibleAt.headSet(clock.now(), true).clear();
    }

    /** Whether events announce new messages, so that polling is not needed to notice them. */
    synchronized boolean isNotified() {
        return notified;
    }

    /** The time until a message becomes visible, but at most {@code maximum}. */
    synchronized Duration untilNextPoll(Duration maximum) {
        if (visibleAt.isEmpty()) {
            return maximum;
        }
        Duration untilVisible = Duration.between(clock.now(), visibleAt.first());
        return untilVisible.compareTo(maximum) < 0 ? untilVisible : maximum;
    }
}
