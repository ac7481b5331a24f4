package dev.nephelite.function.trigger.blob;

import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.lock.HostLock;
import dev.nephelite.function.trigger.Failures;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.WakeableTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds new blobs in one account. What the server tells of is taken by every host; receipts see to it that it counts once.
 * Containers are looked through by the host that has the lock: when it gets it, and again and again where the server does
 * not tell of its changes or where something went wrong.
 */
final class AccountPoller implements EventFeed.Subscriber {
    private static final Duration BETWEEN_SCANS = Duration.ofSeconds(10);

    /** How many blobs one look may list in all containers together, where it is to be as in the cloud. */
    private static final int CLOUD_BUDGET = 10_000;

    private final StorageAccount account;
    private final List<BlobFunction> functions;
    private final List<ContainerScanner> scans;
    private final BlobDispatcher offers;
    private final HostContext host;
    private final HostLock lock;
    private final WakeableTask task;
    private EventFeed.@Nullable Subscription events;
    private boolean told;
    private boolean closed;
    private boolean troubled;
    private boolean takenOver;

    /**
     * @param lock without which containers are not looked through
     */
    AccountPoller(
            StorageAccount account,
            List<BlobFunction> functions,
            BlobDispatcher offers,
            HostContext host,
            HostLock lock) {
        this.account = account;
        this.lock = lock;
        this.functions = List.copyOf(functions);
        this.offers = offers;
        this.host = host;
        task = new WakeableTask(host.clock(), host.executor(), new Scan());
        Map<String, List<BlobFunction>> byContainer = functions.stream()
                .collect(Collectors.groupingBy(function -> function.pattern().container()));
        scans = byContainer.entrySet().stream()
                .map(entry -> new ContainerScanner(entry.getKey(), account, entry.getValue(), offers, host))
                .toList();
    }

    void start() {
        events = host.modes().realPolling()
                ? account.localWriteEvents().subscribe(this)
                : account.blobEvents().subscribe(this);
    }

    /** Whether there is anything to look through. */
    boolean scans() {
        return !scans.isEmpty();
    }

    /** Begins to look through the containers, of which another host may know more than we. */
    void takeOver() {
        synchronized (this) {
            takenOver = true;
        }
        scan();
    }

    void close() {
        if (events != null) {
            events.close();
        }
        synchronized (this) {
            closed = true;
        }
        CompletableFuture<Void> unused = task.stop();
    }

    @Override
    public void connected() {
        setTold(true);
        scan();
    }

    @Override
    public void disconnected() {
        setTold(false);
        scan();
    }

    @Override
    public void changed(StorageEvent event) {
        if (event.account().equals(account.name())) {
            FoundBlob.in(event).ifPresent(this::offer);
        }
    }

    private void offer(FoundBlob blob) {
        functions.stream().filter(function -> function.matches(blob)).forEach(function -> offer(function, blob, false));
    }

    /** Offers the blob until there is no doubt that its message is in the queue. */
    private void offer(BlobFunction function, FoundBlob blob, boolean seen) {
        CompletableFuture<Void> unused = offers.offer(function, blob, seen)
                .exceptionally(failure -> {
                    report(failure);
                    return false;
                })
                .thenAccept(settled -> {
                    if (!settled && !isClosed()) {
                        host.clock().schedule(BETWEEN_SCANS, () -> offer(function, blob, true));
                    }
                });
    }

    /** Begins to look through all containers, or does so once more when it is at it. */
    private void scan() {
        if (scans()) {
            task.wake();
        }
    }

    /** Looks through all containers; returns when to do so again. */
    private Optional<Duration> scanOnce() {
        if (!mayScan()) {
            return Optional.empty();
        }
        if (wasTakenOver()) {
            scans.forEach(ContainerScanner::forget);
        }
        int budget = host.modes().realPolling() ? Math.max(1, CLOUD_BUDGET / scans.size()) : Integer.MAX_VALUE;
        boolean complete = true;
        for (ContainerScanner scan : scans) {
            complete &= scan.run(budget, this::mayScan);
        }
        recovered();
        return complete && isTold() ? Optional.empty() : Optional.of(BETWEEN_SCANS);
    }

    private void report(Throwable failure) {
        boolean first;
        synchronized (this) {
            first = !troubled && !closed;
            troubled = true;
        }
        if (first) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            host.log()
                    .warning(
                            BlobListener.LOG_CATEGORY,
                            "The scan for new blobs failed and will be repeated. " + Failures.describe(cause));
        }
    }

    private synchronized void recovered() {
        troubled = false;
    }

    private synchronized boolean wasTakenOver() {
        boolean was = takenOver;
        takenOver = false;
        return was;
    }

    private boolean mayScan() {
        return !isClosed() && lock.isHeld();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean isTold() {
        return told;
    }

    private synchronized void setTold(boolean nowTold) {
        told = nowTold;
    }

    private final class Scan implements WakeableTask.Work {
        @Override
        public Optional<Duration> run() {
            return scanOnce();
        }

        @Override
        public void report(Throwable failure) {
            AccountPoller.this.report(failure);
        }

        @Override
        public Duration failed() {
            return BETWEEN_SCANS;
        }
    }
}
