package dev.nephelite.function.trigger.pump;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a {@link MessagePump} receives its messages, such as a storage queue. A received message is locked: no other
 * receiver gets it until it is settled or the lock expires. All methods may block, and throw a {@link RuntimeException}
 * if the source cannot be reached. Thread-safe.
 *
 * @param <M> a received message with all that is needed to settle it, such as a pop receipt
 */
public interface MessageSource<M> {
    /** The name in the log, such as {@code queue 'orders'}. */
    String name();

    /** The id of a message, the same each time it is received. */
    String id(M message);

    /** How often the message has been received, including this time. */
    long deliveries(M message);

    /**
     * Receives messages; none if there are none now.
     *
     * @param maximum at least 1
     * @param lock how long the messages are locked
     */
    List<M> receive(int maximum, Duration lock);

    /** Locks the message for {@code lock} from now on; returns what settles it henceforth. */
    M renew(M message, Duration lock);

    /** Removes a message that was handled. */
    void complete(M message);

    /** Unlocks the message after {@code delay}, so that it is received again. */
    void abandon(M message, Duration delay);

    /**
     * The name of the queue to which {@link #deadLetter} moves the message; empty if it cannot be moved, so that it is
     * received again however often it fails.
     */
    Optional<String> deadLetterQueue(M message);

    /**
     * Moves a message that cannot be handled.
     *
     * @throws IllegalStateException if it has no {@link #deadLetterQueue}
     */
    void deadLetter(M message);

    /**
     * Notifies {@code observer} of new messages until the subscription is closed. A source without notifications is
     * polled at growing intervals.
     */
    default Subscription subscribe(Observer observer) {
        return () -> {};
    }

    /** Ends the notifications when it is closed. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Is notified of new messages. Called by any thread; does not block. */
    interface Observer {
        /** Every new message is announced from now on. */
        void connected();

        /** New messages may be missed from now on. */
        void disconnected();

        /** A message can be received now. */
        void messageAdded();

        /**
         * A message can be received later.
         *
         * @param announcedAt when it was announced, on the clock of the source
         * @param visibleAt when it can be received, on the same clock, which may differ from the one of this host
         */
        void messageAdded(Instant announcedAt, Instant visibleAt);
    }
}
