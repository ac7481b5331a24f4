package dev.nephelite.function.trigger.queue;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.Backoff;
import dev.nephelite.function.trigger.Failures;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.WakeableTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Receives the messages of one queue and passes each to a {@link MessageHandler}, with limited concurrency.
 *
 * <p>An empty queue is polled at growing intervals. If the server publishes events, the pump polls when there is
 * something to receive, and rarely otherwise. It never creates the queue.
 */
public final class MessagePump implements Listener {
    static final String LOG_CATEGORY = "Host.Triggers.Queues";

    private static final Duration MIN_POLLING_INTERVAL = Duration.ofMillis(100);

    private final Settings settings;
    private final HostContext host;
    private final HostLog log;
    private final MessageHandler handler;
    private final QueueClient queues;
    private final PollScheduler pollScheduler;
    private final Settlement settlement = new Settlement();
    private final WakeableTask task;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private final Lock lock = new ReentrantLock();
    private final Map<String, InFlightMessage> inFlight = new HashMap<>();
    private boolean stopping;
    private boolean receiving;
    private boolean waitsForRoom;

    private EventFeed.@Nullable Subscription events;

    /** Accessed by the task only, like the field below. */
    private final Backoff backoff;

    private boolean failing;

    public MessagePump(Settings settings, MessageHandler handler, HostContext host) {
        this.settings = settings;
        this.handler = handler;
        this.host = host;
        log = host.log();
        queues = settings.account().queues();
        task = new WakeableTask(host.clock(), host.executor(), new Poll());
        pollScheduler = new PollScheduler(settings, host.clock(), task);
        backoff = new Backoff(MIN_POLLING_INTERVAL, settings.maxPollingInterval(), host.ids());
    }

    @Override
    public void start() {
        receiving = true;
        events = host.modes().realPolling()
                ? settings.account().localWriteEvents().subscribe(pollScheduler)
                : settings.account().queueEvents().subscribe(pollScheduler);
        task.wake();
    }

    /** Polls the queue now. */
    public void wake() {
        task.wake();
    }

    /** Polls the queue after {@code delay} at the latest. */
    public void wakeAfter(Duration delay) {
        pollScheduler.wakeAfter(delay);
    }

    @Override
    public CompletableFuture<Void> stop(Duration grace) {
        if (events != null) {
            events.close();
        }
        change(() -> stopping = true);
        CompletableFuture<Void> polled = task.stop();
        CompletableFuture<Void> unusedYet = polled.thenRun(() -> change(() -> receiving = false));
        if (grace.isZero()) {
            giveBackUnfinished(polled);
        } else {
            Clock.Scheduled deadline = host.clock().schedule(grace, () -> giveBackUnfinished(polled));
            CompletableFuture<Void> unused = stopped.thenRun(deadline::cancel);
        }
        return stopped;
    }

    /** Waits for a batch that is being received, whose messages would come back otherwise. */
    private void giveBackUnfinished(CompletableFuture<Void> polled) {
        CompletableFuture<Void> unused = polled.thenRunAsync(this::giveBackAll, host.executor());
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
        return inFlight.size() > settings.newBatchThreshold();
    }

    /** Receives a batch; returns the pause before the next. */
    private Duration poll() {
        pollScheduler.pollStarted();
        Instant begun = host.clock().now();
        List<QueueClient.Message> batch = queues.receive(settings.queue(), settings.batchSize(), settings.visibility());
        Duration took = Duration.between(begun, host.clock().now());
        log.debug(
                LOG_CATEGORY,
                "Poll for function '%s' on queue '%s' found %d messages in %d ms."
                        .formatted(settings.owner(), settings.queue(), batch.size(), took.toMillis()));
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
                "Function '%s' will wait %d ms before polling queue '%s'."
                        .formatted(settings.owner(), wait.toMillis(), settings.queue()));
        return wait;
    }

    private void accept(QueueClient.Message message) {
        @Nullable InFlightMessage earlier = inFlight(message);
        if (earlier != null && earlier.adopt(message)) {
            return;
        }
        InFlightMessage received = new InFlightMessage(message, queues, settings, host);
        change(() -> inFlight.put(message.id(), received));
        if (isStopping()) {
            giveBack(received);
        } else if (settlement.isExhausted(message)) {
            host.executor().execute(() -> settle(received, MessageHandler.Outcome.FAILED));
        } else {
            received.keepHidden();
            CompletableFuture<Void> unused =
                    begin(message).thenAcceptAsync(outcome -> settle(received, outcome), host.executor());
        }
    }

    private @Nullable InFlightMessage inFlight(QueueClient.Message message) {
        lock.lock();
        try {
            return inFlight.get(message.id());
        } finally {
            lock.unlock();
        }
    }

    private void removeInFlight(InFlightMessage received) {
        change(() -> inFlight.remove(received.message().id(), received));
    }

    private CompletableFuture<MessageHandler.Outcome> begin(QueueClient.Message message) {
        try {
            return handler.handle(message).exceptionally(failure -> failed(message, failure));
        } catch (RuntimeException | Error failure) {
            return CompletableFuture.completedFuture(failed(message, failure));
        }
    }

    private MessageHandler.Outcome failed(QueueClient.Message message, Throwable failure) {
        log.error(LOG_CATEGORY, "Message '" + message.id() + "' could not be handled: " + failure);
        return MessageHandler.Outcome.FAILED;
    }

    private void settle(InFlightMessage received, MessageHandler.Outcome outcome) {
        try {
            settlement.settle(received, outcome);
        } finally {
            removeInFlight(received);
        }
    }

    private void giveBackAll() {
        List<InFlightMessage> unfinished = new ArrayList<>();
        change(() -> unfinished.addAll(inFlight.values()));
        unfinished.forEach(this::giveBack);
    }

    private void giveBack(InFlightMessage received) {
        try {
            received.giveBack(Duration.ZERO);
        } catch (RuntimeException | Error failure) {
            log.warning(
                    LOG_CATEGORY,
                    "Message '%s' of queue '%s' stays hidden for at most %d seconds. %s"
                            .formatted(
                                    received.message().id(),
                                    settings.queue(),
                                    settings.visibility().toSeconds(),
                                    Failures.describe(failure)));
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
            return hasRoom() ? Optional.of(pollScheduler.untilNextPoll(poll())) : Optional.empty();
        }

        @Override
        public void report(Throwable failure) {
            failing = true;
            log.warning(
                    LOG_CATEGORY,
                    "The queue of function '%s' cannot be read and is tried again. %s"
                            .formatted(settings.owner(), Failures.describe(failure)));
        }

        @Override
        public Duration failed() {
            return pollScheduler.untilNextPoll(backoff.next());
        }
    }

    /**
     * Decides when to poll a queue: when an event announces a message, when a message becomes visible, or after a pause.
     */
    private static final class PollScheduler implements EventFeed.Subscriber {
        private static final String ENQUEUED = "Nephelite.Queue.MessageEnqueued";

        private final Settings settings;
        private final Clock clock;
        private final WakeableTask poll;
        private final NavigableSet<Instant> visibleAt = new TreeSet<>();
        private boolean notified;

        /** @param poll polls the queue */
        PollScheduler(Settings settings, Clock clock, WakeableTask poll) {
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

    /** Settles messages in flight according to the outcome of handling them. Blocks on storage. */
    private final class Settlement {
        /** How long a message stays hidden that could not be handled and has no poison queue. */
        private static final Duration DELAY_WITHOUT_POISON_QUEUE = Duration.ofMinutes(10);

        /** Whether the message had already reached the maximum dequeue count before it was received. */
        boolean isExhausted(QueueClient.Message message) {
            return message.dequeueCount() > settings.maxDequeueCount()
                    && handler.poisonQueue(message).isPresent();
        }

        void settle(InFlightMessage received, MessageHandler.Outcome outcome) {
            try {
                switch (outcome) {
                    case DONE -> received.delete();
                    case FAILED -> retryOrMoveToPoisonQueue(received);
                    case UNREADABLE -> moveToPoisonQueue(received);
                }
            } catch (RuntimeException | Error failure) {
                received.abandon();
                host.log()
                        .warning(
                                MessagePump.LOG_CATEGORY,
                                "Message '%s' of queue '%s' will be delivered again because it could not be settled. %s"
                                        .formatted(
                                                received.message().id(), settings.queue(), Failures.describe(failure)));
            }
        }

        private void retryOrMoveToPoisonQueue(InFlightMessage received) {
            if (received.message().dequeueCount() >= settings.maxDequeueCount()) {
                moveToPoisonQueue(received);
            } else if (received.giveBack(settings.retryDelay())) {
                pollScheduler.wakeAfter(settings.retryDelay());
            }
        }

        private void moveToPoisonQueue(InFlightMessage received) {
            handler.poisonQueue(received.message())
                    .ifPresentOrElse(
                            poison -> moveTo(poison, received), () -> received.giveBack(DELAY_WITHOUT_POISON_QUEUE));
        }

        private void moveTo(MessageHandler.PoisonQueue poison, InFlightMessage received) {
            if (received.message().dequeueCount() >= settings.maxDequeueCount()) {
                host.log()
                        .warning(
                                MessagePump.LOG_CATEGORY,
                                "Message has reached MaxDequeueCount of %d. Moving message to queue '%s'."
                                        .formatted(settings.maxDequeueCount(), poison.name()));
            }
            received.moveTo(poison);
        }
    }

    /**
     * Which queue a {@link MessagePump} polls, and how.
     *
     * @param owner the function, as the log names it
     * @param batchSize messages per request, 1 to 32
     * @param newBatchThreshold the next batch is received when at most this many messages are in flight
     * @param maxDequeueCount attempts before a message is moved to the poison queue
     * @param maxPollingInterval longest pause between two polls
     * @param retryDelay how long a failed message stays hidden
     * @param visibility how long a message stays hidden after it was received or renewed
     * @param renewal interval between renewals of a message in flight
     */
    public record Settings(
            String owner,
            StorageAccount account,
            String queue,
            int batchSize,
            int newBatchThreshold,
            int maxDequeueCount,
            Duration maxPollingInterval,
            Duration retryDelay,
            Duration visibility,
            Duration renewal) {
        private static final Duration VISIBILITY = Duration.ofSeconds(15);
        private static final Duration RENEWAL = Duration.ofSeconds(5);
        private static final Duration CLOUD_VISIBILITY = Duration.ofMinutes(10);
        private static final Duration CLOUD_RENEWAL = Duration.ofMinutes(5);

        /**
         * The settings of a pump of {@code host}. Messages that were in flight when a host was killed become visible after
         * seconds; with real polling, after minutes, as in the cloud.
         */
        public static Settings of(
                HostContext host,
                String owner,
                StorageAccount account,
                String queue,
                int batchSize,
                int newBatchThreshold,
                int maxDequeueCount) {
            boolean cloud = host.modes().realPolling();
            return new Settings(
                    owner,
                    account,
                    queue,
                    batchSize,
                    newBatchThreshold,
                    maxDequeueCount,
                    host.pollingInterval(),
                    host.app().host().queues().visibilityTimeout(),
                    cloud ? CLOUD_VISIBILITY : VISIBILITY,
                    cloud ? CLOUD_RENEWAL : RENEWAL);
        }

        /** These settings with other delays than those of queue triggers. */
        public Settings with(Duration otherPollingInterval, Duration otherRetryDelay) {
            return new Settings(
                    owner,
                    account,
                    queue,
                    batchSize,
                    newBatchThreshold,
                    maxDequeueCount,
                    otherPollingInterval,
                    otherRetryDelay,
                    visibility,
                    renewal);
        }
    }
}
