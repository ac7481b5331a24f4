package dev.nephelite.function.lock;

import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a lock is called and how it is kept.
 *
 * @param blob that is leased, in the container of the hosts
 * @param length after which the lock of a host that has died is free
 * @param renewal how long after the last time it is renewed
 * @param retry how long to wait before asking again for what another host has
 * @param pushed whether hosts tell each other when they give it up, so that nobody has to wait for {@code retry}
 */
record LockOptions(String blob, Duration length, Duration renewal, Duration retry, boolean pushed) {
    private static final Duration HOST_LENGTH = Duration.ofSeconds(15);
    private static final Duration HOST_RENEWAL = Duration.ofSeconds(12);
    private static final Duration HOST_RETRY = Duration.ofSeconds(5);
    private static final Duration LISTENER_RETRY = Duration.ofSeconds(5);
    private static final Duration CLOUD_LISTENER_RETRY = Duration.ofMinutes(1);

    /** A wait without end, which {@code host.json} may ask for, is too long for any clock. */
    private static final Duration LONGEST_RETRY = Duration.ofDays(1);

    /** The lock of the host as a whole. */
    static LockOptions ofHost(HostContext host) {
        return new LockOptions(blob(host, "host"), HOST_LENGTH, HOST_RENEWAL, HOST_RETRY, false);
    }

    /**
     * The lock of something that listens.
     *
     * @param listener such as {@code Host.Functions.tick.Listener}
     */
    static LockOptions ofListener(String listener, HostContext host) {
        Duration length = host.app().host().singleton().listenerLockPeriod();
        boolean pushed = !host.modes().realPolling();
        return new LockOptions(blob(host, listener), length, length.dividedBy(2), listenerRetry(host), pushed);
    }

    private static Duration listenerRetry(HostContext host) {
        @Nullable Duration wanted = host.app().host().singleton().listenerLockRecoveryPollingInterval();
        if (wanted != null) {
            return wanted.compareTo(LONGEST_RETRY) < 0 ? wanted : LONGEST_RETRY;
        }
        return host.modes().realPolling() ? CLOUD_LISTENER_RETRY : LISTENER_RETRY;
    }

    private static String blob(HostContext host, String name) {
        return "locks/" + host.hostId() + "/" + name;
    }
}
