package dev.nephelite.function.trigger.pump;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.trigger.WakeableTask;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides when to poll: when the source announces a message, when a message becomes visible, or after a pause.
 */
final class PollScheduler implements MessageSource.Observer {
    private final Clock cloud;
    private final WakeableTask poll;
    private final NavigableSet<Instant> visibleAt = new TreeSet<>();
    private boolean notified;

    /** @param poll polls the source */
    PollScheduler(Clock cloud, WakeableTask poll) {
        this.cloud = cloud;
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
    public void messageAdded() {
        wakeAt(cloud.now());
    }

    /**
     * If both clocks are the same, but it was advanced since the announcement, less than the announced delay is left. If
     * they differ, only the delay is right, and polling earlier as well does no harm.
     */
    @Override
    public void messageAdded(Instant announcedAt, Instant visibleAt) {
        Duration delay = Duration.between(announcedAt, visibleAt);
        Instant visibleAfterDelay = cloud.now().plus(delay);
        wakeAt(visibleAfterDelay);
        if (visibleAt.isBefore(visibleAfterDelay)) {
            wakeAt(visibleAt);
        }
    }

    /** Requests a poll after {@code delay}. */
    void wakeAfter(Duration delay) {
        wakeAt(cloud.now().plus(delay));
    }

    private void wakeAt(Instant time) {
        synchronized (this) {
            visibleAt.add(time);
        }
        poll.wakeAt(time);
    }

    /** Drops the requests that are due, because the poll that starts now serves all of them, and repeats the next one. */
    void pollStarted() {
        Instant now = cloud.now();
        @Nullable Instant next;
        synchronized (this) {
            visibleAt.headSet(now, true).clear();
            next = visibleAt.isEmpty() ? null : visibleAt.first();
        }
        if (next != null) {
            poll.wakeAt(next);
        }
    }

    /** Whether events announce new messages, so that polling is not needed to notice them. */
    synchronized boolean isNotified() {
        return notified;
    }
}
