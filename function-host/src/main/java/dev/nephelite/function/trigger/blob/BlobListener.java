package dev.nephelite.function.trigger.blob;

import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.lock.HostLock;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.RefCountedListener;
import dev.nephelite.function.trigger.eventgrid.EventFollower;
import dev.nephelite.function.trigger.pump.MessagePump;
import dev.nephelite.function.trigger.pump.PumpSettings;
import dev.nephelite.function.trigger.queue.QueueSettings;
import dev.nephelite.function.trigger.queue.StorageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the blob triggers of one host. It starts with the first function that listens and stops with the last, so
 * functions share scans and receipts.
 */
final class BlobListener implements Listener, HostLock.Holder {
    static final String LOG_CATEGORY = "Host.Triggers.Blobs";

    private static final int MAX_BATCH_SIZE = 32;

    private final HostContext host;
    private final RefCountedListener listeners = new RefCountedListener(this);
    private final Map<String, BlobFunction> functions = new ConcurrentHashMap<>();
    private final List<AccountScanner> accounts = new ArrayList<>();
    private final List<EventGridBlobSource> eventGridSources = new ArrayList<>();
    private @Nullable MessagePump<?> pump;
    private volatile @Nullable BlobDispatcher dispatcher;
    private @Nullable HostLock lock;

    BlobListener(HostContext host) {
        this.host = host;
    }

    /** The listener of one more function. */
    Listener listenerOf(BlobFunction function) {
        functions.put(function.id(), function);
        return listeners.addFunction();
    }

    @Override
    public synchronized void start() {
        String queue = queue(host);
        BlobMessageHandler handler = new BlobMessageHandler(functions, host, queue);
        StorageQueue source = new StorageQueue(host.storage().account(null), queue, host.flags(), handler::poisonQueue);
        MessagePump<?> queuePump = new MessagePump<>(pumpSettings(), source, handler, host);
        BlobDispatcher current = new BlobDispatcher(host, queue, queuePump::wake);
        pump = queuePump;
        dispatcher = current;
        queuePump.start();
        HostLock scanning = HostLock.ofListener("WebJobs.Internal.Blobs.Listener", host, this);
        lock = scanning;
        byAccount(false)
                .forEach((account, ofAccount) ->
                        accounts.add(new AccountScanner(account, ofAccount, current, host, scanning)));
        accounts.forEach(AccountScanner::start);
        byAccount(true)
                .forEach((account, ofAccount) ->
                        eventGridSources.add(new EventGridBlobSource(account, ofAccount, current, host)));
        eventGridSources.forEach(EventGridBlobSource::start);
        if (accounts.stream().anyMatch(AccountScanner::scans)) {
            scanning.start();
        }
    }

    private Map<StorageAccount, List<BlobFunction>> byAccount(boolean eventGridOnly) {
        return functions.values().stream()
                .filter(function -> function.eventGridOnly() == eventGridOnly)
                .collect(Collectors.groupingBy(BlobFunction::account));
    }

    @Override
    public void acquired() {
        host.log().debug(LOG_CATEGORY, "This host scans for new blobs now.");
        accounts.forEach(AccountScanner::takeOver);
    }

    /** Scans check for themselves whether the lock is held. */
    @Override
    public void lost() {
        host.log().debug(LOG_CATEGORY, "Another host scans for new blobs now, or none does.");
    }

    @Override
    public void failed(String reason) {
        host.log().warning(LOG_CATEGORY, "The scan for new blobs failed and will be repeated. " + reason);
    }

    /** The name of the queue in which blobs wait for their runs. */
    static String queue(HostContext host) {
        return "azure-webjobs-blobtrigger-" + host.hostId();
    }

    /** What the pump of the queue does; null before this listener was started. */
    synchronized MessagePump.@Nullable State pumpState() {
        return pump == null ? null : pump.state();
    }

    /** The lock of the scan; empty before this listener was started. */
    synchronized Optional<HostLock> lock() {
        return Optional.ofNullable(lock);
    }

    /** The function with that id in storage, if it listens and its blobs are announced by Event Grid. */
    Optional<BlobFunction> eventGridFunction(String id) {
        return Optional.ofNullable(functions.get(id)).filter(BlobFunction::eventGridOnly);
    }

    /**
     * Has {@code function} run for {@code blob}, which an event announced.
     *
     * @param cause the trace context of the event, or null if it has none
     * @return completes when the run cannot be lost any more
     */
    CompletableFuture<Void> push(BlobFunction function, FoundBlob blob, @Nullable TraceContext cause) {
        BlobDispatcher current = dispatcher;
        return current == null
                ? CompletableFuture.failedFuture(new IllegalStateException("The host does not listen."))
                : current.push(function, blob, cause);
    }

    @Override
    public synchronized CompletableFuture<Void> stop(Duration grace) {
        BlobDispatcher current = dispatcher;
        if (pump == null || current == null || lock == null) {
            return CompletableFuture.completedFuture(null);
        }
        accounts.forEach(AccountScanner::close);
        List<CompletableFuture<Void>> stopping = new ArrayList<>(
                eventGridSources.stream().map(EventGridBlobSource::stop).toList());
        current.close();
        stopping.add(lock.stop());
        stopping.add(pump.stop(grace));
        return CompletableFuture.allOf(stopping.toArray(CompletableFuture[]::new));
    }

    private PumpSettings pumpSettings() {
        BlobTrigger.Settings blobs = BlobTrigger.Settings.of(host.app().host());
        int atOnce = blobs.maxDegreeOfParallelism();
        int batchSize = batchSize(atOnce);
        PumpSettings settings = QueueSettings.pump("Host.Blobs", host);
        return settings.withBatches(batchSize, atOnce - batchSize)
                .withRetries(blobs.poisonBlobThreshold(), settings.retries().delay());
    }

    /** Half of the concurrency limit, as far as one request can receive that many; the other half is the threshold. */
    static int batchSize(int atOnce) {
        return Math.min(MAX_BATCH_SIZE, (atOnce + 1) / 2);
    }

    /** Follows the storage events of one account for the functions whose blobs are announced by Event Grid. */
    private static final class EventGridBlobSource {
        private final List<BlobFunction> functions;
        private final HostContext host;
        private final EventFollower follower;

        /** @param functions with {@link BlobFunction#eventGridOnly} in that account */
        EventGridBlobSource(
                StorageAccount account, List<BlobFunction> functions, BlobDispatcher dispatcher, HostContext host) {
            this.functions = List.copyOf(functions);
            this.host = host;
            follower = new EventFollower(
                    "blobs",
                    account,
                    functions.stream()
                            .map(function -> new BlobConsumer(function, dispatcher))
                            .toList(),
                    host);
        }

        void start() {
            functions.forEach(
                    function -> host.log()
                            .information(
                                    BlobListener.LOG_CATEGORY,
                                    "Function '" + function.function().name()
                                            + "' runs when storage sends an event about a blob. Storage that sends no events never runs it."));
            follower.start();
        }

        CompletableFuture<Void> stop() {
            return follower.stop();
        }

        private record BlobConsumer(BlobFunction function, BlobDispatcher dispatcher)
                implements EventFollower.EventConsumer {
            @Override
            public String name() {
                return function.function().name();
            }

            @Override
            public boolean accepts(StorageEvent event) {
                return FoundBlob.in(event).filter(function::matches).isPresent();
            }

            @Override
            public void store(StorageEvent event) {
                FoundBlob.in(event).ifPresent(blob -> store(blob, event.cause()));
            }

            /**
             * A receipt ensures that the blob counts once, even if several hosts receive the event or one host receives
             * it again.
             */
            private void store(FoundBlob blob, @Nullable TraceContext cause) {
                if (!dispatcher.dispatch(function, blob, false, cause).join()) {
                    throw new IllegalStateException("Another host has begun with blob '" + blob.path() + "'.");
                }
            }
        }
    }
}
