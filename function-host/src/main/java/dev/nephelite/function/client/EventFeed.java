package dev.nephelite.function.client;

/** What changes on one storage server, told as it happens, where the server has such a feed. Safe for concurrent use. */
@SuppressWarnings("DoNotCallSuggester")
public final class EventFeed implements AutoCloseable {
    EventFeed() {}

    /** Tells {@code subscriber} every change from now on; the first subscriber makes the feed connect. */
    public Subscription subscribe(EventSubscriber subscriber) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** Being told. */
    public interface Subscription extends AutoCloseable {
        /** Tells nothing more. */
        @Override
        void close();
    }
}
