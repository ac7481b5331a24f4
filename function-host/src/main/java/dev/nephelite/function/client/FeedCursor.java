package dev.nephelite.function.client;

/**
 * Where a feed goes on in the log of its server, each time it connects. Called by the thread of the feed.
 */
public interface FeedCursor {
    /** Only what happens from now on, for those who look for themselves when they have missed something. */
    FeedCursor LATEST = new FeedCursor() {
        @Override
        public String after() {
            return "latest";
        }

        @Override
        public void begins(String place) {}
    };

    /**
     * What to ask the server for: the {@link StorageEvent#place} of the last event that is known, a moment, or {@code latest}.
     *
     * @throws RemoteStorageException if that cannot be told now; the feed tries again later
     */
    String after();

    /**
     * Tells where the server really begins.
     *
     * @param place another one than was asked for, when the log of the server does not know that
     */
    void begins(String place);
}
