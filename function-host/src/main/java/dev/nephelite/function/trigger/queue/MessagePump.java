package dev.nephelite.function.trigger.queue;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.QueueClient;
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
import java.util.Optional;
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

    private final PumpSettings settings;
    private final HostContext host;
    private final HostLog log;
    private final MessageHandler handler;
    private final QueueClient queues;
    private final PollScheduler pollScheduler;
    private final MessageSettlement settlement;
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

    public MessagePump(PumpSettings settings, MessageHandler handler, HostContext host) {
        this.settings = settings;
        this.handler = handler;
        this.host = host;
        log = host.log();
        queues = settings.account().queues();
        task = new WakeableTask(host.clock(), host.executor(), new Poll());
        pollScheduler = new PollScheduler(settings, host.clock(), task);
        settlement = new MessageSettlement(settings, handler, host, pollScheduler::wakeAfter);
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
}
