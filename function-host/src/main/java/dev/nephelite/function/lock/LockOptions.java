package dev.nephelite.function.lock;

import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The name and timing of a lock.
 *
 * @param blob the blob to lease, in the container of the hosts
 * @param length of the lease, after which the lock of a dead host is free
 * @param renewal interval between renewals
 * @param retry interval between attempts to acquire the lock while another host holds it
 * @param pushed whether hosts notify each other of a release, so that nobody has to wait for {@code retry}
 */
record LockOptions(String blob, Duration length, Duration renewal, Duration retry, boolean pushed) {
    private static final Duration HOST_LENGTH = Duration.ofSeconds(15);
    private static final Duration HOST_RENEWAL = Duration.ofSeconds(12);
    private static final Duration HOST_RETRY = Duration.ofSeconds(5);
    private static final Duration LISTENER_RETRY = Duration.ofSeconds(5);
    private static final Duration CLOUD_LISTENER_RETRY = Duration.ofMinutes(1);

    /** {@code host.json} may ask for an endless interval, which no clock can schedule. */
    private static final Duration MAX_RETRY = Duration.ofDays(1);

    /** The lock of the primary host. */
    static LockOptions ofHost(HostContext host) {
        return new LockOptions(blob(host, "host"), HOST_LENGTH, HOST_RENEWAL, HOST_RETRY, false);
    }

    /**
     * The lock of a listener.
     *
     * @param listener such as {@code Host.Functions.tick.Listener}
     */
    static LockOptions ofListener(String listener, HostContext host) {
        Duration length = host.app().host().singleton().listenerLockPeriod();
        boolean pushed = !host.modes().realPolling();
        return new LockOptions(blob(host, listener), length, length.dividedBy(2), listenerRetry(host), pushed);
    }

    private static Duration listenerRetry(HostContext host) {
        @Nullable Duration configured = host.app().host().singleton().listenerLockRecoveryPollingInterval();
        if (configured != null) {
            return configured.compareTo(MAX_RETRY) < 0 ? configured : MAX_RETRY;
        }
        return host.modes().realPolling() ? CLOUD_LISTENER_RETRY : LISTENER_RETRY;
    }

    private static String blob(HostContext host, String name) {
        return "locks/" + host.hostId() + "/" + name;
    }
}
