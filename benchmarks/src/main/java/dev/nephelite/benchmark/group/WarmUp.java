package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.server.Storage;
import java.time.Duration;

/** The same work for every server before anything is measured. */
final class WarmUp {
    private static final String PLACE = "warm-up";
    private static final int CLIENTS = 16;
    private static final int SMALL_PAGE = 100;
    private static final long MOST = 20_000;

    private WarmUp() {}

    /** Puts, gets and lists blobs, and sends messages to and fro, each for {@code step}; leaves nothing behind. */
    static void of(Storage storage, Duration step) {
        storage.createContainer(PLACE);
        long put = storage.blobs("PUT", PLACE)
                .clients(CLIENTS)
                .atMost(step)
                .atMost(MOST)
                .run()
                .ok();
        storage.blobs("GET", PLACE)
                .clients(CLIENTS)
                .atMost(step)
                .wrapAfter(Math.max(1, put))
                .run();
        storage.list(PLACE).page(SMALL_PAGE).run();
        storage.deleteContainer(PLACE);
        storage.createQueue(PLACE);
        storage.messages("roundtrip", PLACE)
                .clients(CLIENTS)
                .atMost(step)
                .atMost(MOST)
                .run();
        storage.deleteQueue(PLACE);
    }
}
