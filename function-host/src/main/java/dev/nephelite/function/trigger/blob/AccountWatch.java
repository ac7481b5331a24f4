package dev.nephelite.function.trigger.blob;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.EventSubscriber;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds new blobs in one account. Containers are looked through when the host starts, and again and again where the server
 * does not tell of its changes or where something went wrong.
 */
final class AccountWatch implements EventSubscriber {
    private static final Duration BETWEEN_SCANS = Duration.ofSeconds(10);

    private final StorageAccount account;
    private final List<BlobFunction> functions;
    private final List<ContainerScan> scans;
    private final BlobOffers offers;
    private final HostContext host;
    private EventFeed.@Nullable Subscription events;
    private Clock.@Nullable Scheduled nextScan;
    private boolean told;
    private boolean scanning;
    private boolean wanted;
    private boolean closed;
    private boolean troubled;

    AccountWatch(StorageAccount account, List<BlobFunction> functions, BlobOffers offers, HostContext host) {
        this.account = account;
        this.functions = List.copyOf(functions);
        this.offers = offers;
        this.host = host;
        Map<String, List<BlobFunction>> byContainer = functions.stream()
                .collect(Collectors.groupingBy(function -> function.pattern().container()));
        scans = byContainer.entrySet().stream()
                .map(entry -> new ContainerScan(entry.getKey(), account, entry.getValue(), offers, host))
                .toList();
    }

    void start() {
        events = account.blobEvents().subscribe(this);
        scan();
    }

    void close() {
        if (events != null) {
            events.close();
        }
        synchronized (this) {
            closed = true;
            if (nextScan != null) {
                nextScan.cancel();
            }
        }
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
        functions.stream().filter(function -> function.matches(blob)).forEach(function -> {
            CompletableFuture<Void> unused = offers.offer(function, blob).exceptionally(failure -> {
                report(failure);
                scanLater();
                return null;
            });
        });
    }

    /** Begins to look through all containers, or does so once more when it is at it. */
    private void scan() {
        synchronized (this) {
            wanted = true;
            if (scanning || closed || scans.isEmpty()) {
                return;
            }
            scanning = true;
        }
        host.executor().execute(this::scanWhileWanted);
    }

    private void scanWhileWanted() {
        boolean well = true;
        while (begin()) {
            well = scanOnce();
        }
        if (!well || !isTold()) {
            scanLater();
        }
    }

    private boolean scanOnce() {
        try {
            scans.forEach(scan -> scan.run(this::isOpen));
            recovered();
            return true;
        } catch (RuntimeException failure) {
            report(failure);
            return false;
        }
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
            host.log().warning(BlobWatch.LOG_CATEGORY, "Blobs cannot be looked for now. " + cause.getMessage());
        }
    }

    private synchronized void recovered() {
        troubled = false;
    }

    private synchronized boolean begin() {
        scanning = wanted && !closed;
        wanted = false;
        return scanning;
    }

    private synchronized void scanLater() {
        if (!closed) {
            if (nextScan != null) {
                nextScan.cancel();
            }
            nextScan = host.clock().schedule(BETWEEN_SCANS, this::scan);
        }
    }

    private synchronized boolean isOpen() {
        return !closed;
    }

    private synchronized boolean isTold() {
        return told;
    }

    private synchronized void setTold(boolean nowTold) {
        told = nowTold;
    }
}
