package dev.nephelite.function.trigger.blob;

import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.value.EventCursor;
import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.lock.HostLock;
import dev.nephelite.function.log.HostLog;
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
 * Finds new blobs in one account. Every host handles the events that the server publishes; receipts ensure that each
 * blob counts once. The host that holds the lock scans containers: when it acquires the lock, and repeatedly if the
 * server does not publish events or something went wrong.
 */
final class AccountScanner implements EventFeed.Subscriber {
    private static final Duration SCAN_INTERVAL = Duration.ofSeconds(10);

    /** How many blobs one scan may list in all containers together with real polling. */
    private static final int CLOUD_BUDGET = 10_000;

    private final StorageAccount account;
    private final List<BlobFunction> functions;
    private final List<ContainerScanner> scanners;
    private final BlobDispatcher dispatcher;
    private final HostContext host;
    private final HostLock lock;
    private final WakeableTask task;
    private EventFeed.@Nullable Subscription events;
    private boolean notified;
    private boolean closed;
    private boolean failing;
    private boolean takenOver;

    /** @param lock the lock that this host must hold to scan containers */
    AccountScanner(
            StorageAccount account,
            List<BlobFunction> functions,
            BlobDispatcher dispatcher,
            HostContext host,
            HostLock lock) {
        this.account = account;
        this.lock = lock;
        this.functions = List.copyOf(functions);
        this.dispatcher = dispatcher;
        this.host = host;
        task = new WakeableTask(host.clocks(), host.executor(), new Scan());
        Map<String, List<BlobFunction>> byContainer = functions.stream()
                .collect(Collectors.groupingBy(function -> function.pattern().container()));
        scanners = byContainer.entrySet().stream()
                .map(entry -> new ContainerScanner(entry.getKey(), account, entry.getValue(), dispatcher, host))
                .toList();
    }

    void start() {
        events = host.flags().realPolling()
                ? account.localWriteEvents().subscribe(this)
                : account.blobEvents().subscribe(this);
    }

    /** Whether there are containers to scan. */
    boolean scans() {
        return !scanners.isEmpty();
    }

    /** Starts to scan, after reading the progress that another host may have stored. */
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
    public void connected(EventCursor start) {
        setNotified(true);
        scan();
    }

    @Override
    public void disconnected() {
        setNotified(false);
        scan();
    }

    @Override
    public void changed(StorageEvent event) {
        if (!event.account().equals(account.name())) {
            return;
        }
        if (event.isSnapshotLoaded()) {
            takeOver();
        } else {
            FoundBlob.in(event).ifPresent(blob -> dispatch(blob, event.cause()));
        }
    }

    private void dispatch(FoundBlob blob, @Nullable TraceContext cause) {
        functions.stream()
                .filter(function -> function.matches(blob))
                .forEach(function -> dispatch(function, blob, false, cause));
    }

    /** Dispatches the blob, again and again until its message is certain to be in the queue. */
    private void dispatch(BlobFunction function, FoundBlob blob, boolean seen, @Nullable TraceContext cause) {
        CompletableFuture<Void> unused = dispatcher
                .dispatch(function, blob, seen, cause)
                .exceptionally(failure -> {
                    report(failure);
                    return false;
                })
                .thenAccept(settled -> {
                    if (!settled && !isClosed()) {
                        host.clocks().machine().schedule(SCAN_INTERVAL, () -> dispatch(function, blob, true, cause));
                    }
                });
    }

    /** Scans all containers, or does so once more if a scan is running. */
    private void scan() {
        if (scans()) {
            task.wake();
        }
    }

    /** Scans all containers; returns the pause before the next scan. */
    private Optional<Duration> scanOnce() {
        if (!mayScan()) {
            return Optional.empty();
        }
        if (wasTakenOver()) {
            scanners.forEach(ContainerScanner::forget);
        }
        int budget = host.flags().realPolling() ? Math.max(1, CLOUD_BUDGET / scanners.size()) : Integer.MAX_VALUE;
        boolean complete = true;
        for (ContainerScanner scanner : scanners) {
            complete &= scanner.run(budget, this::mayScan);
        }
        recovered();
        return complete && isNotified() ? Optional.empty() : Optional.of(SCAN_INTERVAL);
    }

    private void report(Throwable failure) {
        boolean first;
        synchronized (this) {
            first = !failing && !closed;
            failing = true;
        }
        if (first) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            host.log()
                    .warning(
                            BlobListener.LOG_CATEGORY,
                            "The scan for new blobs failed and will be repeated. " + HostLog.describe(cause));
        }
    }

    private synchronized void recovered() {
        failing = false;
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

    private synchronized boolean isNotified() {
        return notified;
    }

    private synchronized void setNotified(boolean nowNotified) {
        notified = nowNotified;
    }

    private final class Scan implements WakeableTask.Work {
        @Override
        public Optional<Duration> run() {
            return scanOnce();
        }

        @Override
        public void report(Throwable failure) {
            AccountScanner.this.report(failure);
        }

        @Override
        public Duration failed() {
            return SCAN_INTERVAL;
        }
    }
}
