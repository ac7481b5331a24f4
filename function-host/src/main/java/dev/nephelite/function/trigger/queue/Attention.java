package dev.nephelite.function.trigger.queue;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.client.EventSubscriber;
import dev.nephelite.function.client.StorageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Knows when to look at a queue: when something was told of it, when a message becomes visible, or after a while. */
final class Attention implements EventSubscriber {
    private static final String ENQUEUED = "Nephelite.Queue.MessageEnqueued";

    private final PumpSettings settings;
    private final Clock clock;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final NavigableSet<Instant> visibleAt = new TreeSet<>();
    private boolean wanted;
    private boolean told;
    private boolean closed;

    Attention(PumpSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void connected() {
        change(() -> {
            told = true;
            wanted = true;
        });
    }

    @Override
    public void disconnected() {
        change(() -> {
            told = false;
            wanted = true;
        });
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

    /** Asks for a look at once. */
    void wake() {
        change(() -> wanted = true);
    }

    /** Asks for a look when {@code delay} has passed. */
    void lookAfter(Duration delay) {
        change(() -> visibleAt.add(clock.now().plus(delay)));
    }

    /** Ends all waiting for good. */
    void close() {
        change(() -> closed = true);
    }

    /** Forgets the reasons there were, for the look that begins now serves them all. */
    void looking() {
        change(() -> {
            wanted = false;
            visibleAt.headSet(clock.now(), true).clear();
        });
    }

    /** Whether new messages are told of, so that nobody has to ask for them. */
    boolean isTold() {
        lock.lock();
        try {
            return told;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a reason to look; after {@code patience} there is one anyway. */
    void await(Duration patience) throws InterruptedException {
        Instant end = clock.now().plus(patience);
        lock.lock();
        try {
            Instant now = clock.now();
            while (!wanted && !closed && now.isBefore(nextLook(end))) {
                Clock.Scheduled alarm = clock.schedule(Duration.between(now, nextLook(end)), () -> change(() -> {}));
                changed.await();
                alarm.cancel();
                now = clock.now();
            }
        } finally {
            lock.unlock();
        }
    }

    private Instant nextLook(Instant end) {
        return visibleAt.isEmpty() || end.isBefore(visibleAt.first()) ? end : visibleAt.first();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
