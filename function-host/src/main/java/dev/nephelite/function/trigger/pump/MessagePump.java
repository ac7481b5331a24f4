package dev.nephelite.function.trigger.pump;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.Backoff;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.WakeableTask;
import dev.nephelite.function.trigger.pump.MessageHandler.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Receives the messages of one source and passes each to a {@link MessageHandler}, with limited concurrency.
 * While a message is handled, its lock is renewed; then {@link MessageSettlement} completes, retries or dead-letters it.
 *
 * <p>An empty source is polled at growing intervals. If it announces new messages, the pump polls when there is something
 * to receive, and rarely otherwise.
 */
public final class MessagePump<M> implements Listener {
    public static final String LOG_CATEGORY = "Host.Triggers.Queues";

    private static final Duration MIN_POLLING_INTERVAL = Duration.ofMillis(100);

    private final PumpSettings settings;
    private final HostContext host;
    private final HostLog log;
    private final MessageSource<M> source;
    private final MessageHandler<M> handler;
    private final PollScheduler pollScheduler;
    private final MessageSettlement<M> settlement;
    private final WakeableTask task;
    private final Runnable resumed;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, InFlightMessage<M>> inFlight = new HashMap<>();
    private boolean stopping;
    private boolean receiving;
    private boolean waitsForRoom;

    private MessageSource.@Nullable Subscription announcements;

    /** Accessed by the task only. */
    private final Backoff backoff;

    /** Why the source cannot be read; empty if it can. */
    private volatile String failure = "";

    public MessagePump(PumpSettings settings, MessageSource<M> source, MessageHandler<M> handler, HostContext host) {
        this.settings = settings;
        this.source = source;
        this.handler = handler;
        this.host = host;
        log = host.log();
        task = new WakeableTask(host.clocks(), host.executor(), new Poll());
        resumed = task::wake;
        pollScheduler = new PollScheduler(host.clocks().cloud(), task);
        settlement = new MessageSettlement<>(source, settings.retries(), pollScheduler, log);
        backoff = new Backoff(MIN_POLLING_INTERVAL, settings.maxPollingInterval(), host.ids());
    }

    @Override
    public void start() {
        receiving = true;
        announcements = source.subscribe(pollScheduler);
        task.wake();
    }

    /** What this pump does now. */
    public State state() {
        Map<String, Instant> locked = new HashMap<>();
        allInFlight().forEach(message -> locked.put(message.id(), message.lockedUntil()));
        return new State(
                locked,
                settings.batches().newBatchThreshold(),
                settings.retries().maxDeliveries(),
                pollScheduler.isNotified(),
                settings.maxPollingInterval(),
                failure);
    }

    /**
     * What a pump does at a moment.
     *
     * @param inFlight the ids of the messages in flight, and until when each is locked unless its lock is renewed
     * @param newBatchThreshold no further messages are received while more than this many are in flight
     * @param maxDeliveries after how many deliveries a message is dead-lettered
     * @param notified whether the source announces new messages
     * @param maxPollingInterval the longest pause between two polls
     * @param failure why the source cannot be read; empty if it can
     */
    public record State(
            Map<String, Instant> inFlight,
            int newBatchThreshold,
            int maxDeliveries,
            boolean notified,
            Duration maxPollingInterval,
            String failure) {
        public State {
            inFlight = Map.copyOf(inFlight);
        }

        /** Whether no further messages are received now. */
        public boolean isFull() {
            return inFlight.size() > newBatchThreshold;
        }
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
                "Poll for function '%s' on %s found %s messages in %s ms."
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
                "Function '%s' will wait %s ms before polling %s."
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
                    "Message '%s' of %s stays hidden for at most %s seconds. %s"
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
        if (!failure.isEmpty()) {
            log.information(LOG_CATEGORY, "The queue of function '" + settings.owner() + "' can be read again.");
        }
        failure = "";
    }

    private final class Poll implements WakeableTask.Work {
        @Override
        public Optional<Duration> run() {
            return !host.pause().defers(resumed) && hasRoom() ? Optional.of(poll()) : Optional.empty();
        }

        @Override
        public void report(Throwable thrown) {
            failure = HostLog.describe(thrown);
            log.warning(
                    LOG_CATEGORY,
                    "The queue of function '%s' cannot be read and is tried again. %s"
                            .formatted(settings.owner(), failure));
        }

        @Override
        public Duration failed() {
            return backoff.next();
        }
    }
}
