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
 * Receives the messages of one queue and hands each to a {@link MessageHandler}, several at once but no more than allowed.
 *
 * <p>A queue that was empty is looked at again after a while, ever longer while it stays empty. Where the server tells of
 * its changes, the pump looks when there is something to see, and seldom otherwise. It never creates the queue.
 */
public final class MessagePump implements Listener {
    static final String LOG_CATEGORY = "Host.Triggers.Queues";

    private static final Duration SHORTEST_POLLING_INTERVAL = Duration.ofMillis(100);

    private final PumpSettings settings;
    private final HostContext host;
    private final HostLog log;
    private final MessageHandler handler;
    private final QueueClient queues;
    private final PollScheduler pollScheduler;
    private final MessageSettlement messageSettlement;
    private final WakeableTask task;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private final Lock lock = new ReentrantLock();
    private final Map<String, InFlightMessage> inFlight = new HashMap<>();
    private boolean stopping;
    private boolean receiving;
    private boolean waitsForRoom;

    private EventFeed.@Nullable Subscription events;

    /** Touched by the task only, like the one below. */
    private final Backoff backoff;

    private boolean troubled;

    public MessagePump(PumpSettings settings, MessageHandler handler, HostContext host) {
        this.settings = settings;
        this.handler = handler;
        this.host = host;
        log = host.log();
        queues = settings.account().queues();
        task = new WakeableTask(host.clock(), host.executor(), new Look());
        pollScheduler = new PollScheduler(settings, host.clock(), task);
        messageSettlement = new MessageSettlement(settings, handler, host, pollScheduler::lookAfter);
        backoff = new Backoff(SHORTEST_POLLING_INTERVAL, settings.maxPollingInterval(), host.ids());
    }

    @Override
    public void start() {
        receiving = true;
        events = host.modes().realPolling()
                ? settings.account().ownWrites().subscribe(pollScheduler)
                : settings.account().queueEvents().subscribe(pollScheduler);
        task.wake();
    }

    /** Looks at the queue without waiting any longer. */
    public void wake() {
        task.wake();
    }

    /** Looks at the queue when {@code delay} has passed, at the latest. */
    public void wakeAfter(Duration delay) {
        pollScheduler.lookAfter(delay);
    }

    @Override
    public CompletableFuture<Void> stop(Duration grace) {
        if (events != null) {
            events.close();
        }
        change(() -> stopping = true);
        CompletableFuture<Void> received = task.stop();
        CompletableFuture<Void> unusedYet = received.thenRun(() -> change(() -> receiving = false));
        if (grace.isZero()) {
            giveBackWhatIsLeft(received);
        } else {
            Clock.Scheduled deadline = host.clock().schedule(grace, () -> giveBackWhatIsLeft(received));
            CompletableFuture<Void> unused = stopped.thenRun(deadline::cancel);
        }
        return stopped;
    }

    /** Waits for a batch that is on its way, lest it bring back what we give. */
    private void giveBackWhatIsLeft(CompletableFuture<Void> received) {
        CompletableFuture<Void> unused = received.thenRunAsync(this::giveEverythingBack, host.executor());
    }

    /** Whether another batch may be taken; if not, the task is woken when one may. */
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

    /** Receives a batch; returns how long to wait before the next. */
    private Duration look() {
        pollScheduler.looking();
        Instant begun = host.clock().now();
        List<QueueClient.Message> batch = queues.receive(settings.queue(), settings.batchSize(), settings.visibility());
        Duration took = Duration.between(begun, host.clock().now());
        log.debug(
                LOG_CATEGORY,
                "Poll for function '%s' on queue '%s' found %d messages in %d ms."
                        .formatted(settings.owner(), settings.queue(), batch.size(), took.toMillis()));
        reportRecovery();
        batch.forEach(this::take);
        return patience(batch.isEmpty());
    }

    private Duration patience(boolean empty) {
        if (!empty) {
            backoff.reset();
            return Duration.ZERO;
        }
        Duration wait = pollScheduler.isTold() ? settings.maxPollingInterval() : backoff.next();
        log.debug(
                LOG_CATEGORY,
                "Function '%s' will wait %d ms before polling queue '%s'."
                        .formatted(settings.owner(), wait.toMillis(), settings.queue()));
        return wait;
    }

    private void take(QueueClient.Message message) {
        @Nullable InFlightMessage earlier = inFlight(message);
        if (earlier != null && earlier.adopt(message)) {
            return;
        }
        InFlightMessage held = new InFlightMessage(message, queues, settings, host);
        change(() -> inFlight.put(message.id(), held));
        if (isStopping()) {
            giveBack(held);
        } else if (messageSettlement.isExhausted(message)) {
            host.executor().execute(() -> settle(held, MessageHandler.Outcome.FAILED));
        } else {
            held.hold();
            CompletableFuture<Void> unused =
                    begin(message).thenAcceptAsync(messageOutcome -> settle(held, messageOutcome), host.executor());
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

    private void removeInFlight(InFlightMessage held) {
        change(() -> inFlight.remove(held.message().id(), held));
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

    private void settle(InFlightMessage held, MessageHandler.Outcome messageOutcome) {
        try {
            messageSettlement.settle(held, messageOutcome);
        } finally {
            removeInFlight(held);
        }
    }

    private void giveEverythingBack() {
        List<InFlightMessage> unfinished = new ArrayList<>();
        change(() -> unfinished.addAll(inFlight.values()));
        unfinished.forEach(this::giveBack);
    }

    private void giveBack(InFlightMessage held) {
        try {
            held.giveBack(Duration.ZERO);
        } catch (RuntimeException | Error failure) {
            log.warning(
                    LOG_CATEGORY,
                    "Message '%s' of queue '%s' stays hidden for at most %d seconds. %s"
                            .formatted(
                                    held.message().id(),
                                    settings.queue(),
                                    settings.visibility().toSeconds(),
                                    Failures.describe(failure)));
        }
        removeInFlight(held);
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
        if (troubled) {
            log.information(LOG_CATEGORY, "The queue of function '" + settings.owner() + "' can be read again.");
        }
        troubled = false;
    }

    private final class Look implements WakeableTask.Work {
        @Override
        public Optional<Duration> run() {
            return hasRoom() ? Optional.of(pollScheduler.untilNextLook(look())) : Optional.empty();
        }

        @Override
        public void report(Throwable failure) {
            troubled = true;
            log.warning(
                    LOG_CATEGORY,
                    "The queue of function '%s' cannot be read and is tried again. %s"
                            .formatted(settings.owner(), Failures.describe(failure)));
        }

        @Override
        public Duration failed() {
            return pollScheduler.untilNextLook(backoff.next());
        }
    }
}
