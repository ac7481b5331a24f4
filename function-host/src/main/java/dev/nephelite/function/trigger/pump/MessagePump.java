package dev.nephelite.function.trigger.pump;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.Backoff;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.WakeableTask;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Receives the messages of one source and passes each to a {@link Handler}, with limited concurrency. While a
 * message is handled, its lock is renewed; then it is completed, retried or dead-lettered.
 *
 * <p>An empty source is polled at growing intervals. If it announces new messages, the pump polls when there is something
 * to receive, and rarely otherwise.
 */
public final class MessagePump<M> implements Listener {
    public static final String LOG_CATEGORY = "Host.Triggers.Queues";

    private static final Duration MIN_POLLING_INTERVAL = Duration.ofMillis(100);

    private final Settings settings;
    private final HostContext host;
    private final HostLog log;
    private final MessageSource<M> source;
    private final Handler<M> handler;
    private final PollScheduler pollScheduler;
    private final Settlement settlement = new Settlement();
    private final WakeableTask task;
    private final Runnable resumed;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, InFlightMessage<M>> inFlight = new HashMap<>();
    private boolean stopping;
    private boolean receiving;
    private boolean waitsForRoom;

    private MessageSource.@Nullable Subscription announcements;

    /** Accessed by the task only, like the field below. */
    private final Backoff backoff;

    private boolean failing;

    public MessagePump(Settings settings, MessageSource<M> source, Handler<M> handler, HostContext host) {
        this.settings = settings;
        this.source = source;
        this.handler = handler;
        this.host = host;
        log = host.log();
        task = new WakeableTask(host.clocks(), host.executor(), new Poll());
        resumed = task::wake;
        pollScheduler = new PollScheduler(host.clocks().cloud(), task);
        backoff = new Backoff(MIN_POLLING_INTERVAL, settings.maxPollingInterval(), host.ids());
    }

    @Override
    public void start() {
        receiving = true;
        announcements = source.subscribe(pollScheduler);
        task.wake();
    }

    /** Polls the source now. */
    public void wake() {
        task.wake();
    }

    /** Polls the source after {@code delay} at the latest. */
    public void wakeAfter(Duration delay) {
        pollScheduler.wakeAfter(delay);
    }

    @Override
    public CompletableFuture<Void> stop(Duration grace) {
        if (announcements != null) {
            announcements.close();
        }
        change(() -> stopping = true);
        CompletableFuture<Void> polled = task.stop();
        CompletableFuture<Void> unusedYet = polled.thenRun(() -> change(() -> receiving = false));
        if (grace.isZero()) {
            abandonUnfinished(polled);
        } else {
            Clock.Scheduled deadline = host.clocks().machine().schedule(grace, () -> abandonUnfinished(polled));
            CompletableFuture<Void> unused = stopped.thenRun(deadline::cancel);
        }
        return stopped;
    }

    /** Waits for a batch that is being received, whose messages would come back otherwise. */
    private void abandonUnfinished(CompletableFuture<Void> polled) {
        CompletableFuture<Void> unused = polled.thenRunAsync(this::abandonAll, host.executor());
    }

    /** Whether another batch may be received; if not, the task is woken when one may. */
    private boolean hasRoom() {
        lock.lock();
        try {
            waitsForRoom = isFull();
            return !waitsForRoom;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return inFlight.size() > settings.batches().newBatchThreshold();
    }

    /** Receives a batch; returns the pause before the next. */
    private Duration poll() {
        pollScheduler.pollStarted();
        allInFlight().forEach(InFlightMessage::renewIfExpired);
        Instant begun = host.clocks().machine().now();
        List<M> batch =
                source.receive(settings.batches().size(), settings.lock().duration());
        Duration took = Duration.between(begun, host.clocks().machine().now());
        log.debug(
                LOG_CATEGORY,
                "Poll for function '%s' on %s found %d messages in %d ms."
                        .formatted(settings.owner(), source.name(), batch.size(), took.toMillis()));
        reportRecovery();
        batch.forEach(this::accept);
        return nextPause(batch.isEmpty());
    }

    private Duration nextPause(boolean empty) {
        if (!empty) {
            backoff.reset();
            return Duration.ZERO;
        }
        Duration wait = pollScheduler.isNotified() ? settings.maxPollingInterval() : backoff.next();
        log.debug(
                LOG_CATEGORY,
                "Function '%s' will wait %d ms before polling %s."
                        .formatted(settings.owner(), wait.toMillis(), source.name()));
        return wait;
    }

    private void accept(M message) {
        @Nullable InFlightMessage<M> earlier = inFlight(message);
        if (earlier != null && earlier.adopt(message)) {
            return;
        }
        InFlightMessage<M> received = new InFlightMessage<>(message, source, settings.lock(), host);
        change(() -> inFlight.put(received.id(), received));
        if (isStopping()) {
            abandon(received);
        } else if (settlement.isExhausted(message)) {
            host.executor().execute(() -> settle(received, Outcome.FAILED));
        } else {
            received.keepLocked();
            CompletableFuture<Void> unused =
                    begin(message).thenAcceptAsync(outcome -> settle(received, outcome), host.executor());
        }
    }

    private @Nullable InFlightMessage<M> inFlight(M message) {
        lock.lock();
        try {
            return inFlight.get(source.id(message));
        } finally {
            lock.unlock();
        }
    }

    private void removeInFlight(InFlightMessage<M> received) {
        change(() -> inFlight.remove(received.id(), received));
    }

    private CompletableFuture<Outcome> begin(M message) {
        try {
            return handler.handle(message).exceptionally(failure -> failed(message, failure));
        } catch (RuntimeException | Error failure) {
            return CompletableFuture.completedFuture(failed(message, failure));
        }
    }

    private Outcome failed(M message, Throwable failure) {
        log.error(LOG_CATEGORY, "Message '" + source.id(message) + "' could not be handled: " + failure);
        return Outcome.FAILED;
    }

    private void settle(InFlightMessage<M> received, Outcome outcome) {
        try {
            settlement.settle(received, outcome);
        } finally {
            removeInFlight(received);
        }
    }

    private void abandonAll() {
        allInFlight().forEach(this::abandon);
    }

    private List<InFlightMessage<M>> allInFlight() {
        lock.lock();
        try {
            return List.copyOf(inFlight.values());
        } finally {
            lock.unlock();
        }
    }

    private void abandon(InFlightMessage<M> received) {
        try {
            received.abandon(Duration.ZERO);
        } catch (RuntimeException | Error failure) {
            log.warning(
                    LOG_CATEGORY,
                    "Message '%s' of %s stays hidden for at most %d seconds. %s"
                            .formatted(
                                    received.id(),
                                    source.name(),
                                    settings.lock().duration().toSeconds(),
                                    HostLog.describe(failure)));
        }
        removeInFlight(received);
    }

    private void change(Runnable change) {
        boolean finished;
        boolean hasRoomAgain;
        lock.lock();
        try {
            change.run();
            hasRoomAgain = waitsForRoom && !isFull();
            waitsForRoom &= !hasRoomAgain;
            finished = stopping && !receiving && inFlight.isEmpty();
        } finally {
            lock.unlock();
        }
        if (hasRoomAgain) {
            task.wake();
        }
        if (finished) {
            stopped.complete(null);
        }
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    private void reportRecovery() {
        if (failing) {
            log.information(LOG_CATEGORY, "The queue of function '" + settings.owner() + "' can be read again.");
        }
        failing = false;
    }

    private final class Poll implements WakeableTask.Work {
        @Override
        public Optional<Duration> run() {
            return !host.pause().defers(resumed) && hasRoom() ? Optional.of(poll()) : Optional.empty();
        }

        @Override
        public void report(Throwable failure) {
            failing = true;
            log.warning(
                    LOG_CATEGORY,
                    "The queue of function '%s' cannot be read and is tried again. %s"
                            .formatted(settings.owner(), HostLog.describe(failure)));
        }

        @Override
        public Duration failed() {
            return backoff.next();
        }
    }

    /**
     * Decides when to poll: when the source announces a message, when a message becomes visible, or after a pause.
     */
    private static final class PollScheduler implements MessageSource.Observer {
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
            wakeAfter(Duration.ZERO);
        }

        /**
         * If both clocks are the same, but it was advanced since the announcement, less than the announced delay is left. If
         * they differ, only the delay is right, and polling earlier as well does no harm.
         */
        @Override
        public void messageAdded(Instant announcedAt, Instant visibleAt) {
            Duration delay = Duration.between(announcedAt, visibleAt);
            Duration left = Duration.between(cloud.now(), visibleAt);
            wakeAfter(delay);
            if (left.compareTo(delay) < 0) {
                wakeAfter(left);
            }
        }

        /** Requests a poll after {@code delay}. */
        void wakeAfter(Duration delay) {
            synchronized (this) {
                visibleAt.add(cloud.now().plus(delay));
            }
            poll.wakeAfter(delay);
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
                poll.wakeAfter(Duration.between(now, next));
            }
        }

        /** Whether events announce new messages, so that polling is not needed to notice them. */
        synchronized boolean isNotified() {
            return notified;
        }
    }

    /** Settles messages in flight according to the outcome of handling them. Blocks on storage. */
    private final class Settlement {
        /** How long a message stays hidden that could not be handled and has no dead-letter queue. */
        private static final Duration DELAY_WITHOUT_DEAD_LETTER_QUEUE = Duration.ofMinutes(10);

        /** Whether the message had already reached the maximum number of deliveries before it was received. */
        boolean isExhausted(M message) {
            return source.deliveries(message) > settings.retries().maxDeliveries()
                    && source.deadLetterQueue(message).isPresent();
        }

        void settle(InFlightMessage<M> received, Outcome outcome) {
            try {
                switch (outcome) {
                    case DONE -> received.complete();
                    case FAILED -> retryOrDeadLetter(received);
                    case UNREADABLE -> deadLetter(received);
                }
            } catch (RuntimeException | Error failure) {
                received.release();
                host.log()
                        .warning(
                                MessagePump.LOG_CATEGORY,
                                "Message '%s' of %s will be delivered again because it could not be settled. %s"
                                        .formatted(received.id(), source.name(), HostLog.describe(failure)));
            }
        }

        private void retryOrDeadLetter(InFlightMessage<M> received) {
            if (isLastDelivery(received)) {
                deadLetter(received);
            } else if (received.abandon(settings.retries().delay())) {
                pollScheduler.wakeAfter(settings.retries().delay());
            }
        }

        private boolean isLastDelivery(InFlightMessage<M> received) {
            return received.deliveries() >= settings.retries().maxDeliveries();
        }

        private void deadLetter(InFlightMessage<M> received) {
            source.deadLetterQueue(received.message())
                    .ifPresentOrElse(
                            queue -> moveTo(queue, received), () -> received.abandon(DELAY_WITHOUT_DEAD_LETTER_QUEUE));
        }

        private void moveTo(String queue, InFlightMessage<M> received) {
            if (isLastDelivery(received)) {
                host.log()
                        .warning(
                                MessagePump.LOG_CATEGORY,
                                "Message has reached MaxDequeueCount of %d. Moving message to queue '%s'."
                                        .formatted(settings.retries().maxDeliveries(), queue));
            }
            received.deadLetter();
        }
    }

    /**
     * How a pump receives and retries messages.
     *
     * @param owner the function, as the log names it
     * @param maxPollingInterval longest pause between two polls
     */
    public record Settings(String owner, Batches batches, Retries retries, Lock lock, Duration maxPollingInterval) {
        /** These settings with other batches. */
        public Settings withBatches(int size, int newBatchThreshold) {
            return new Settings(owner, new Batches(size, newBatchThreshold), retries, lock, maxPollingInterval);
        }

        /** These settings with other retries. */
        public Settings withRetries(int maxDeliveries, Duration delay) {
            return new Settings(owner, batches, new Retries(maxDeliveries, delay), lock, maxPollingInterval);
        }

        /** These settings with another longest pause between two polls. */
        public Settings withMaxPollingInterval(Duration interval) {
            return new Settings(owner, batches, retries, lock, interval);
        }
    }

    /**
     * How many messages are received.
     *
     * @param size messages per request, at least 1
     * @param newBatchThreshold the next batch is received when at most this many messages are in flight
     */
    public record Batches(int size, int newBatchThreshold) {}

    /**
     * How often a failed message is tried.
     *
     * @param maxDeliveries attempts before a message is dead-lettered
     * @param delay how long a failed message stays locked
     */
    public record Retries(int maxDeliveries, Duration delay) {}

    /**
     * How long messages in flight are locked.
     *
     * @param duration of a lock, from its receipt or renewal
     * @param renewal interval between renewals
     */
    public record Lock(Duration duration, Duration renewal) {}

    /** Handles the messages of a pump. Called by any thread. */
    @FunctionalInterface
    public interface Handler<M> {
        /** Starts to handle the message and returns soon. A result that completes exceptionally counts as a failure. */
        CompletableFuture<Outcome> handle(M message);
    }

    /** The outcome of handling a message. */
    public enum Outcome {
        /** The message was handled and is removed. */
        DONE,
        /** Handling failed; it is retried until the maximum number of deliveries is reached. */
        FAILED,
        /** The message cannot be decoded and is dead-lettered at once. */
        UNREADABLE
    }
}
