package dev.nephelite.function.trigger.blob;

import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.eventgrid.EventConsumer;
import dev.nephelite.function.trigger.eventgrid.EventFollower;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Tells the functions of one account that leave it to Event Grid to find their blobs, and no other. */
final class EventGridBlobs {
    private final List<BlobFunction> functions;
    private final HostContext host;
    private final EventFollower follower;

    /**
     * @param functions of that account, all of which are {@link BlobFunction#pushedOnly}
     */
    EventGridBlobs(StorageAccount account, List<BlobFunction> functions, BlobDispatcher offers, HostContext host) {
        this.functions = List.copyOf(functions);
        this.host = host;
        follower = new EventFollower(
                "blobs",
                account,
                functions.stream()
                        .map(function -> new Consumer(function, offers))
                        .toList(),
                host);
    }

    void start() {
        functions.forEach(
                function -> host.log()
                        .information(
                                BlobListener.LOG_CATEGORY,
                                "Function '" + function.function().name()
                                        + "' runs when storage sends an event about a blob. Storage that sends no events never runs it."));
        follower.start();
    }

    CompletableFuture<Void> stop() {
        return follower.stop();
    }

    private record Consumer(BlobFunction function, BlobDispatcher offers) implements EventConsumer {
        @Override
        public String name() {
            return function.function().name();
        }

        @Override
        public boolean wants(StorageEvent event) {
            return FoundBlob.in(event).filter(function::matches).isPresent();
        }

        @Override
        public void take(StorageEvent event) {
            FoundBlob.in(event).ifPresent(this::take);
        }

        /** A receipt sees to it that the blob counts once, should several hosts hear of it or one hear of it again. */
        private void take(FoundBlob blob) {
            if (!offers.offer(function, blob, false).join()) {
                throw new IllegalStateException("Another host has begun with blob '" + blob.path() + "'.");
            }
        }
    }
}
