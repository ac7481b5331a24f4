package dev.nephelite.function.lock;

import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.BlobLease;
import dev.nephelite.function.client.BlobLease.Claim;
import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.Failures;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.WakeableTask;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A right that one host at a time has, kept as the lease of a blob. It is asked for until it is ours, and renewed until it
 * is lost or given up; when it is lost it is asked for again. Safe for concurrent use; started once, then stopped.
 *
 * <p>A lease that we could not renew is lost when its time is over by our own clock, whoever has it then. So a host that
 * was paused does nothing on the strength of a lease that has meanwhile become another's.
 */
public final class HostLock {
    private static final String CONTAINER = "azure-webjobs-hosts";
    private static final String PROCESS = "NepheliteProcess";
    private static final byte[] NOTHING = {};

    /** How soon a renewal that failed is tried again. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final LockOptions terms;
    private final HostContext host;
    private final Holder holder;
    private final BlobClient blobs;
    private final BlobLease lease;
    private final Optional<HostProcess> process = HostProcess.current();
    private final WakeableTask task;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private EventFeed.@Nullable Subscription events;
    private @Nullable Instant heldUntil;
    private boolean stopping;

    /** Whether the holder has yet to hear that the lock is ours. Touched by the task only. */
    private boolean unannounced;

    HostLock(LockOptions terms, HostContext host, Holder holder) {
        this.terms = terms;
        this.host = host;
        this.holder = holder;
        blobs = host.storage().account(null).blobs();
        task = new WakeableTask(host.clock(), host.executor(), new Upkeep());
        lease = blobs.lease(CONTAINER, terms.blob(), host.ids().uuid());
    }

    /**
     * The lock of something that one host at a time listens to.
     *
     * @param listener such as {@code Host.Functions.tick.Listener}
     * @throws dev.nephelite.function.app.config.InvalidAppException if the app has no storage
     */
    public static HostLock ofListener(String listener, HostContext host, Holder holder) {
        return new HostLock(LockOptions.ofListener(listener, host), host, holder);
    }

    /** Begins to ask for the lock; returns at once. */
    public void start() {
        ask();
        if (terms.pushed()) {
            events = host.storage().account(null).blobEvents().subscribe(new ReleaseListener(terms.blob(), this::ask));
        }
    }

    /** Whether the lock is ours at this moment. */
    public synchronized boolean isHeld() {
        return heldUntil != null && host.clock().now().isBefore(heldUntil);
    }

    /** Gives the lock up for good; the holder hears nothing more. The result completes when others can have it. */
    public CompletableFuture<Void> stop() {
        synchronized (this) {
            if (stopping) {
                return stopped;
            }
            stopping = true;
        }
        if (events != null) {
            events.close();
        }
        CompletableFuture<Void> unused = task.stop()
                .thenRunAsync(this::release, host.executor())
                .whenComplete((done, failure) -> stopped.complete(null));
        return stopped;
    }

    /** Asks for the lock now, unless it is ours. */
    private void ask() {
        if (!isHeld()) {
            task.wake();
        }
    }

    private Duration claim() {
        Instant asked = host.clock().now();
        Claim claim = lease.acquire(terms.length(), null);
        if (claim == Claim.MISSING) {
            blobs.putIfAbsent(CONTAINER, terms.blob(), NOTHING, Map.of());
            claim = lease.acquire(terms.length(), null);
        }
        if (claim == Claim.TAKEN && isFreed()) {
            claim = lease.acquire(terms.length(), null);
        }
        if (claim != Claim.OURS || !lease.setMetadata(owner())) {
            return terms.retry();
        }
        setHeldUntil(asked.plus(terms.length()));
        unannounced = true;
        return terms.renewal();
    }

    /** Frees a lock whose owner has died, as far as that can be seen from here. */
    private boolean isFreed() {
        Optional<BlobClient.Properties> found = blobs.properties(CONTAINER, terms.blob());
        boolean dead = found.flatMap(blob -> Optional.ofNullable(blob.metadata().get(PROCESS)))
                .flatMap(HostProcess::parse)
                .filter(owner -> process.filter(owner::hasEnded).isPresent())
                .isPresent();
        if (dead) {
            lease.breakOthers(found.get().etag());
        }
        return dead;
    }

    /** Writing it changes the version of the blob, so that nobody can mistake the lock for that of the one before. */
    private Map<String, String> owner() {
        Map<String, String> owner = new LinkedHashMap<>();
        owner.put("FunctionInstance", host.instanceName());
        process.ifPresent(ours -> owner.put(PROCESS, ours.toString()));
        return owner;
    }

    private Duration renew(Instant end) {
        Instant asked = host.clock().now();
        boolean inTime = lease.renew() && host.clock().now().isBefore(end);
        if (inTime) {
            setHeldUntil(asked.plus(terms.length()));
            return terms.renewal();
        }
        lose();
        return claim();
    }

    private void lose() {
        setHeldUntil(null);
        boolean wasAnnounced = !unannounced;
        unannounced = false;
        if (wasAnnounced) {
            holder.lost();
        }
    }

    private synchronized @Nullable Instant heldUntil() {
        return heldUntil;
    }

    private synchronized void setHeldUntil(@Nullable Instant end) {
        heldUntil = end;
    }

    /** Releases the lease if it is ours. That the blob is written again tells other hosts of it. */
    private void release() {
        boolean ours = heldUntil() != null;
        setHeldUntil(null);
        try {
            if (ours && lease.release() && terms.pushed()) {
                blobs.put(CONTAINER, terms.blob(), NOTHING, Map.of());
            }
        } catch (RuntimeException | Error takenOrUnreachable) {
            host.log()
                    .debug(
                            PrimaryHost.LOG_CATEGORY,
                            "Lock '" + terms.blob() + "' was given up. " + Failures.describe(takenOrUnreachable));
        }
    }

    private final class Upkeep implements WakeableTask.Work {
        /** Renews what we have or asks for what we have not. */
        @Override
        public Optional<Duration> run() {
            @Nullable Instant end = heldUntil();
            Duration wait = end == null ? claim() : renew(end);
            if (unannounced && isHeld()) {
                holder.acquired();
                unannounced = false;
            }
            return Optional.of(wait);
        }

        @Override
        public void report(Throwable failure) {
            holder.hindered(Failures.describe(failure));
        }

        @Override
        public Duration failed() {
            if (isHeld()) {
                return SOON;
            }
            if (heldUntil() != null) {
                lose();
            }
            return terms.retry();
        }
    }

    /** Who does what a lock is for. Called by one thread at a time, which may be made to wait. */
    public interface Holder {
        /** From now on it is ours to do. */
        void acquired();

        /** It is ours no longer; another host may be doing it already. */
        void lost();

        /**
         * The lock cannot be asked for; told once until it can be again.
         *
         * @param reason a sentence that names what does not answer
         */
        void hindered(String reason);
    }

    /** Hears that another host has given a lock up, for then the blob of the lock is written. */
    private record ReleaseListener(String blob, Runnable released) implements EventFeed.Subscriber {
        private static final String CREATED = "Microsoft.Storage.BlobCreated";

        @Override
        public void connected() {
            released.run();
        }

        @Override
        public void disconnected() {}

        @Override
        public void changed(StorageEvent event) {
            if (event.type().equals(CREATED) && event.subject().endsWith("/blobs/" + blob)) {
                released.run();
            }
        }
    }
}
