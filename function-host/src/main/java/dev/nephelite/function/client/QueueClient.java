package dev.nephelite.function.client;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Queue service of one account. Methods wait for the server; safe for concurrent use. */
@SuppressWarnings("DoNotCallSuggester")
public final class QueueClient {
    QueueClient() {}

    /** Adds a message, and the queue when it is missing. The text is sent as it is; encoding it is up to the caller. */
    public void add(String queue, String text) {
        throw new UnsupportedOperationException();
    }

    /** Like {@link #add(String, String)}, but nobody sees the message before {@code delay} has passed. */
    public void add(String queue, String text, Duration delay) {
        throw new UnsupportedOperationException();
    }

    /**
     * Receives messages, none when the queue is missing.
     *
     * @param most 1 to 32
     * @param visibility how long nobody else sees them; whole seconds
     */
    public List<QueueMessage> receive(String queue, int most, Duration visibility) {
        throw new UnsupportedOperationException();
    }

    /**
     * Decides anew how long a received message stays hidden.
     *
     * @param text replaces the text, unless null
     * @return the message's new receipt; the old one is worthless
     */
    public String update(String queue, String id, String popReceipt, Duration visibility, @Nullable String text) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a received message; returns false when it is gone or somebody else received it meanwhile. */
    public boolean delete(String queue, String id, String popReceipt) {
        throw new UnsupportedOperationException();
    }

    /** Creates the queue; returns false when it is there already. */
    public boolean create(String queue) {
        throw new UnsupportedOperationException();
    }
}
