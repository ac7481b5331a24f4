package dev.nephelite.function.trigger.blob;

import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.lock.HostLock;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.RefCountedListener;
import dev.nephelite.function.trigger.eventgrid.EventFollower;
import dev.nephelite.function.trigger.queue.MessagePump;
import dev.nephelite.function.trigger.queue.PumpSettings;
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
 * Everything one host does for its blob triggers. It begins when the first of its functions starts to listen, and ends when
 * the last one stops; so functions share what is looked at and what is remembered.
 */
final class BlobListener implements Listener, HostLock.Holder {
    static final String LOG_CATEGORY = "Host.Triggers.Blobs";

    private static final int MOST_MESSAGES_AT_ONCE = 32;

    private final HostContext host;
    private final RefCountedListener listeners = new RefCountedListener(this);
    private final Map<String, BlobFunction> functions = new ConcurrentHashMap<>();
    private final List<AccountPoller> accounts = new ArrayList<>();
    private final List<PushedBlobs> pushed = new ArrayList<>();
    private @Nullable MessagePump pump;
    private volatile @Nullable BlobDispatcher offers;
    private @Nullable HostLock lock;

    BlobListener(HostContext host) {
        this.host = host;
    }

    /** Makes the listener of one more function. */
    Listener listenerOf(BlobFunction function) {
        functions.put(function.id(), function);
        return listeners.addFunction();
    }

    @Override
    public synchronized void start() {
        String queue = "azure-webjobs-blobtrigger-" + host.hostId();
        MessagePump runs = new MessagePump(pumpSettings(queue), new BlobMessageHandler(functions, host, queue), host);
        BlobDispatcher finds = new BlobDispatcher(host, queue, runs::wake);
        pump = runs;
        offers = finds;
        runs.start();
        HostLock scanning = HostLock.ofListener("WebJobs.Internal.Blobs.Listener", host, this);
        lock = scanning;
        byAccount(false)
                .forEach((account, ofAccount) ->
                        accounts.add(new AccountPoller(account, ofAccount, finds, host, scanning)));
        accounts.forEach(AccountPoller::start);
        byAccount(true).forEach((account, ofAccount) -> pushed.add(new PushedBlobs(account, ofAccount, finds, host)));
        pushed.forEach(PushedBlobs::start);
        if (accounts.stream().anyMatch(AccountPoller::scans)) {
            scanning.start();
        }
    }

    private Map<StorageAccount, List<BlobFunction>> byAccount(boolean pushedOnly) {
        return functions.values().stream()
                .filter(function -> function.pushedOnly() == pushedOnly)
                .collect(Collectors.groupingBy(BlobFunction::account));
    }

    @Override
    public void acquired() {
        host.log().debug(LOG_CATEGORY, "This host scans for new blobs now.");
        accounts.forEach(AccountPoller::takeOver);
    }

    /** Scans ask for themselves whether the lock is held. */
    @Override
    public void lost() {
        host.log().debug(LOG_CATEGORY, "Another host scans for new blobs now, or none does.");
    }

    @Override
    public void failed(String reason) {
        host.log().warning(LOG_CATEGORY, "The scan for new blobs failed and will be repeated. " + reason);
    }

    /** The function that {@code id} names in storage, if it listens and leaves it to others to find its blobs. */
    Optional<BlobFunction> pushedFunction(String id) {
        return Optional.ofNullable(functions.get(id)).filter(BlobFunction::pushedOnly);
    }

    /**
     * Sees to it that {@code function} is run for {@code blob}, of which somebody told.
     *
     * @return completes when that cannot be forgotten any more
     */
    CompletableFuture<Void> push(BlobFunction function, FoundBlob blob) {
        BlobDispatcher finds = offers;
        return finds == null
                ? CompletableFuture.failedFuture(new IllegalStateException("The host does not listen."))
                : finds.push(function, blob);
    }

    @Override
    public synchronized CompletableFuture<Void> stop(Duration grace) {
        BlobDispatcher finds = offers;
        if (pump == null || finds == null || lock == null) {
            return CompletableFuture.completedFuture(null);
        }
        accounts.forEach(AccountPoller::close);
        List<CompletableFuture<Void>> stopping =
                new ArrayList<>(pushed.stream().map(PushedBlobs::stop).toList());
        finds.close();
        stopping.add(lock.stop());
        stopping.add(pump.stop(grace));
        return CompletableFuture.allOf(stopping.toArray(CompletableFuture[]::new));
    }

    private PumpSettings pumpSettings(String queue) {
        HostSettings.Blobs blobs = host.app().host().blobs();
        int atOnce = blobs.maxDegreeOfParallelism();
        int batchSize = batchSize(atOnce);
        return PumpSettings.of(
                host,
                "Host.Blobs",
                host.storage().account(null),
                queue,
                batchSize,
                atOnce - batchSize,
                blobs.poisonBlobThreshold());
    }

    /** Half of what may be in hand at once, as far as one request may bring it; the other half is the threshold. */
    static int batchSize(int atOnce) {
        return Math.min(MOST_MESSAGES_AT_ONCE, (atOnce + 1) / 2);
    }

    /** Tells the functions of one account that leave it to Event Grid to find their blobs, and no other. */
    private static final class PushedBlobs {
        private final List<BlobFunction> functions;
        private final HostContext host;
        private final EventFollower follower;

        /**
         * @param functions of that account, all of which are {@link BlobFunction#pushedOnly}
         */
        PushedBlobs(StorageAccount account, List<BlobFunction> functions, BlobDispatcher offers, HostContext host) {
            this.functions = List.copyOf(functions);
            this.host = host;
            follower = new EventFollower(
                    "blobs",
                    account,
                    functions.stream()
                            .map(function -> new Consumer(function, offers))
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

        private record Consumer(BlobFunction function, BlobDispatcher offers) implements EventFollower.Consumer {
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
                FoundBlob.in(event).ifPresent(this::store);
            }

            /** A receipt sees to it that the blob counts once, should several hosts hear of it or one hear of it again. */
            private void store(FoundBlob blob) {
                if (!offers.offer(function, blob, false).join()) {
                    throw new IllegalStateException("Another host has begun with blob '" + blob.path() + "'.");
                }
            }
        }
    }
}
