package dev.nephelite.function.lock;

import dev.nephelite.emulator.value.EventCursor;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.BlobLease;
import dev.nephelite.function.client.BlobLease.Outcome;
import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.WakeableTask;
import dev.nephelite.function.why.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one host of an app can hold at a time, implemented as a lease on a blob. The host tries to acquire it
 * until it succeeds, then renews it; if the lease is lost, the host tries to acquire it again. Started once, then
 * stopped. Thread-safe.
 *
 * <p>A host that is {@linkplain dev.nephelite.function.trigger.HostFlags#alone alone} always holds its locks, without leases.
 *
 * <p>A lease that could not be renewed in time counts as lost by this host's own clock, whoever holds it then. So a
 * host that was paused does not act on a lease that another host may have acquired.
 */
public final class HostLock {
    private static final String CONTAINER = "azure-webjobs-hosts";
    private static final String INSTANCE = "FunctionInstance";
    private static final String PROCESS = "NepheliteProcess";
    private static final byte[] NOTHING = {};

    /** How soon a failed renewal is tried again. */
    private static final Duration RENEWAL_RETRY = Duration.ofSeconds(1);

    private final Options options;
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

    /** Whether the holder has yet to be notified that the lock is acquired. Accessed by the task only. */
    private boolean notificationPending;

    HostLock(Options options, HostContext host, Holder holder) {
        this.options = options;
        this.host = host;
        this.holder = holder;
        blobs = host.storage().account(null).blobs();
        task = new WakeableTask(host.clocks(), host.executor(), new AcquireOrRenew());
        lease = blobs.lease(CONTAINER, options.blob(), host.ids().uuid());
    }

    /**
     * The lock of a listener that only one host at a time may run.
     *
     * @param listener such as {@code Host.Functions.tick.Listener}
     * @throws dev.nephelite.function.app.config.InvalidAppException if the app has no storage
     */
    public static HostLock ofListener(String listener, HostContext host, Holder holder) {
        return new HostLock(Options.ofListener(listener, host), host, holder);
    }

    /** Starts trying to acquire the lock; returns at once. */
    public void start() {
        if (host.flags().alone()) {
            setHeldUntil(Instant.MAX);
            host.executor().execute(holder::acquired);
            return;
        }
        tryNow();
        if (options.pushed()) {
            events = host.storage()
                    .account(null)
                    .blobEvents()
                    .subscribe(new ReleaseListener(options.blob(), this::tryNow));
        }
    }

    /** Whether this host holds the lock at this moment. */
    public synchronized boolean isHeld() {
        return heldUntil != null && host.clocks().cloud().now().isBefore(heldUntil);
    }

    /**
     * Says why this host does not hold the lock; empty if it does. Blocks on storage.
     *
     * @param what the lock is for
     */
    public Optional<Fact> explain(String what) {
        if (isHeld()) {
            return Optional.empty();
        }
        Map<String, String> owner = blobs.properties(CONTAINER, options.blob())
                .map(BlobClient.Properties::metadata)
                .orElse(Map.of());
        @Nullable String instance = owner.get(INSTANCE);
        if (instance == null || instance.equals(host.instanceName())) {
            return Optional.of(Fact.of(
                    Fact.Kind.LOCKED_BY_OTHER,
                    "This host does not hold the lock for %s; it tries to acquire it every %s s."
                            .formatted(what, options.retry().toSeconds())));
        }
        String process = HostProcess.parse(owner.getOrDefault(PROCESS, ""))
                .map(other -> ", process " + other.pid())
                .orElse("");
        return Optional.of(Fact.of(
                Fact.Kind.LOCKED_BY_OTHER,
                "Another host of this app holds the lock for %s: instance %s%s. It keeps the lock until it ends, or for at most %s s after it has stopped renewing it."
                        .formatted(what, instance, process, options.length().toSeconds()),
                "Stop the other host, or give this one another AzureFunctionsWebHost__hostid."));
    }

    /** Whether the lease has ended since it was acquired or renewed, because the clock was advanced meanwhile. */
    private synchronized boolean hasExpired() {
        return heldUntil != null && !isHeld();
    }

    /**
     * Releases the lock for good; the holder is not notified any more. The result completes when other hosts can
     * acquire the lock.
     */
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

    /** Tries to acquire the lock now, unless this host holds it. */
    private void tryNow() {
        if (!isHeld()) {
            task.wake();
        }
    }

    private Duration acquire() {
        Instant requestedAt = host.clocks().cloud().now();
        Outcome outcome = lease.acquire(options.length(), null);
        if (outcome == Outcome.BLOB_NOT_FOUND) {
            blobs.putIfAbsent(CONTAINER, options.blob(), NOTHING, Map.of());
            outcome = lease.acquire(options.length(), null);
        }
        if (outcome == Outcome.HELD_BY_OTHER && breakLeaseOfDeadOwner()) {
            outcome = lease.acquire(options.length(), null);
        }
        if (outcome != Outcome.ACQUIRED || !lease.setMetadata(owner())) {
            return options.retry();
        }
        setHeldUntil(requestedAt.plus(options.length()));
        notificationPending = true;
        return options.renewal();
    }

    /** Breaks the lease if the process that holds it has ended on this machine. */
    private boolean breakLeaseOfDeadOwner() {
        Optional<BlobClient.Properties> found = blobs.properties(CONTAINER, options.blob());
        boolean dead = found.flatMap(blob -> Optional.ofNullable(blob.metadata().get(PROCESS)))
                .flatMap(HostProcess::parse)
                .filter(owner -> process.filter(owner::hasEnded).isPresent())
                .isPresent();
        if (dead) {
            lease.breakOthers(found.get().etag());
        }
        return dead;
    }

    /**
     * Writing the metadata changes the ETag of the blob, so a host never breaks the lease of a new owner by mistake.
     */
    private Map<String, String> owner() {
        Map<String, String> owner = new LinkedHashMap<>();
        owner.put(INSTANCE, host.instanceName());
        process.ifPresent(held -> owner.put(PROCESS, held.toString()));
        return owner;
    }

    private Duration renew(Instant end) {
        Instant requestedAt = host.clocks().cloud().now();
        boolean inTime = lease.renew() && host.clocks().cloud().now().isBefore(end);
        if (inTime) {
            setHeldUntil(requestedAt.plus(options.length()));
            return options.renewal();
        }
        lose();
        return acquire();
    }

    private void lose() {
        setHeldUntil(null);
        boolean wasNotified = !notificationPending;
        notificationPending = false;
        if (wasNotified) {
            holder.lost();
        }
    }

    private synchronized @Nullable Instant heldUntil() {
        return heldUntil;
    }

    private synchronized void setHeldUntil(@Nullable Instant end) {
        heldUntil = end;
    }

    /** Releases the lease if it is held. Writing the blob notifies other hosts of the release. */
    private void release() {
        boolean held = heldUntil() != null && !host.flags().alone();
        setHeldUntil(null);
        try {
            if (held && lease.release() && options.pushed()) {
                blobs.put(CONTAINER, options.blob(), NOTHING, Map.of());
            }
        } catch (RuntimeException | Error failure) {
            host.log()
                    .debug(
                            PrimaryHost.LOG_CATEGORY,
                            "Lock '" + options.blob() + "' could not be released cleanly. "
                                    + HostLog.describe(failure));
        }
    }

    private final class AcquireOrRenew implements WakeableTask.Work {
        /** Renews the lease if it is held; otherwise tries to acquire it. */
        @Override
        public Optional<Duration> run() {
            @Nullable Instant end = heldUntil();
            Duration wait = end == null ? acquire() : renew(end);
            if (notificationPending && isHeld()) {
                holder.acquired();
                notificationPending = false;
            }
            return Optional.of(hasExpired() ? Duration.ZERO : wait);
        }

        @Override
        public void report(Throwable failure) {
            holder.failed(HostLog.describe(failure));
        }

        @Override
        public Duration failed() {
            if (isHeld()) {
                return RENEWAL_RETRY;
            }
            if (heldUntil() != null) {
                lose();
            }
            return options.retry();
        }
    }

    /** The owner of the work that a lock protects. Called by one thread at a time; may block. */
    public interface Holder {
        /** This host holds the lock from now on. */
        void acquired();

        /** This host no longer holds the lock; another host may hold it already. */
        void lost();

        /**
         * The lock cannot be acquired because of a failure; called once until an attempt succeeds.
         *
         * @param reason a sentence that says what failed
         */
        void failed(String reason);
    }

    /** Notices that another host has released the lock, because its blob is written then. */
    private record ReleaseListener(String blob, Runnable released) implements EventFeed.Subscriber {
        private static final String CREATED = "Microsoft.Storage.BlobCreated";

        @Override
        public void connected(EventCursor start) {
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

    /**
     * The name and timing of a lock.
     *
     * @param blob the blob to lease, in the container of the hosts
     * @param length of the lease, after which the lock of a dead host is free
     * @param renewal interval between renewals
     * @param retry interval between attempts to acquire the lock while another host holds it
     * @param pushed whether hosts notify each other of a release, so that nobody has to wait for {@code retry}
     */
    record Options(String blob, Duration length, Duration renewal, Duration retry, boolean pushed) {
        private static final Duration HOST_LENGTH = Duration.ofSeconds(15);
        private static final Duration HOST_RENEWAL = Duration.ofSeconds(12);
        private static final Duration HOST_RETRY = Duration.ofSeconds(5);
        private static final Duration LISTENER_RETRY = Duration.ofSeconds(5);
        private static final Duration CLOUD_LISTENER_RETRY = Duration.ofMinutes(1);

        /** {@code host.json} may ask for an endless interval, which no clock can schedule. */
        private static final Duration MAX_RETRY = Duration.ofDays(1);

        /** The lock of the primary host. */
        static Options ofHost(HostContext host) {
            return new Options(blob(host, "host"), HOST_LENGTH, HOST_RENEWAL, HOST_RETRY, false);
        }

        /**
         * The lock of a listener.
         *
         * @param listener such as {@code Host.Functions.tick.Listener}
         */
        static Options ofListener(String listener, HostContext host) {
            Duration length = host.app().host().singleton().listenerLockPeriod();
            boolean pushed = !host.flags().realPolling();
            return new Options(blob(host, listener), length, length.dividedBy(2), listenerRetry(host), pushed);
        }

        private static Duration listenerRetry(HostContext host) {
            @Nullable Duration configured = host.app().host().singleton().listenerLockRecoveryPollingInterval();
            if (configured != null) {
                return configured.compareTo(MAX_RETRY) < 0 ? configured : MAX_RETRY;
            }
            return host.flags().realPolling() ? CLOUD_LISTENER_RETRY : LISTENER_RETRY;
        }

        private static String blob(HostContext host, String name) {
            return "locks/" + host.hostId() + "/" + name;
        }
    }

    /**
     * The process of a host, as stored in the metadata of its locks. With it, the next host on the same machine notices
     * that the process has ended and does not wait for its leases to expire.
     *
     * @param machine identifies a machine and one boot of it
     * @param started in milliseconds since 1970, because process ids are reused
     */
    private record HostProcess(long pid, long started, String machine) {
        private static final Path LINUX_BOOT = Path.of("/proc/sys/kernel/random/boot_id");
        private static final Path LINUX_NUMBERS = Path.of("/proc/self/ns/pid");

        /** The operating system reports start times to within a few milliseconds, not always the same ones. */
        private static final long SAME_MILLIS = 2000;

        /** This process, if the operating system provides enough to identify it. */
        static Optional<HostProcess> current() {
            ProcessHandle process = ProcessHandle.current();
            return thisMachine().flatMap(machine -> startOf(process)
                    .map(started -> new HostProcess(process.pid(), started, machine)));
        }

        /** On Linux, the boot id and the namespace of process ids; elsewhere, the start time of the first process. */
        private static Optional<String> thisMachine() {
            try {
                return Optional.of(Files.readString(LINUX_BOOT).strip() + "-"
                        + Files.readSymbolicLink(LINUX_NUMBERS).toString().replaceAll("\\D", ""));
            } catch (IOException | UnsupportedOperationException notLinux) {
                return ProcessHandle.of(1).flatMap(HostProcess::startOf).map(started -> "first-" + started);
            }
        }

        private static Optional<Long> startOf(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toEpochMilli);
        }

        /** Parses {@link #toString}; empty for any other text. */
        static Optional<HostProcess> parse(String text) {
            String[] parts = text.split("/", 3);
            try {
                return parts.length == 3
                        ? Optional.of(new HostProcess(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]))
                        : Optional.empty();
            } catch (NumberFormatException foreign) {
                return Optional.empty();
            }
        }

        /** Whether this process has certainly ended, as seen from {@code observer}. */
        boolean hasEnded(HostProcess observer) {
            return machine.equals(observer.machine)
                    && ProcessHandle.of(pid)
                            .filter(ProcessHandle::isAlive)
                            .flatMap(HostProcess::startOf)
                            .filter(start -> Math.abs(start - started) < SAME_MILLIS)
                            .isEmpty();
        }

        @Override
        public String toString() {
            return pid + "/" + started + "/" + machine;
        }
    }
}
