package dev.nephelite.function.trigger.blob;

import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.blob.BlobReceipts.Progress;
import dev.nephelite.function.trigger.blob.BlobReceipts.Receipt;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Turns finds into messages, each once however often it is found. Works on a few finds at a time, whatever the number that
 * wait. Safe for concurrent use.
 */
final class BlobDispatcher {
    private static final int MOST_AT_ONCE = 8;

    private final HostContext host;
    private final BlobReceipts receipts;
    private final QueueClient queues;
    private final String queue;
    private final Runnable enqueued;
    private final Queue<Offer> waiting = new ArrayDeque<>();
    private final Map<FoundBlob.Message, Offer> unfinished = new HashMap<>();
    private int atWork;
    private boolean closed;

    /**
     * @param queue where messages are put
     * @param enqueued told of each message
     */
    BlobDispatcher(HostContext host, String queue, Runnable enqueued) {
        this.host = host;
        this.queue = queue;
        this.enqueued = enqueued;
        queues = host.storage().account(null).queues();
        receipts = new BlobReceipts(host);
    }

    /**
     * Sees to it that {@code function} is run for {@code blob}.
     *
     * @param seen whether the blob was there earlier, so that it probably has a receipt
     * @return completes with true when its message is in the queue, with false when another host is about to put it there
     *     and might yet fail, and exceptionally when storage fails or we are closed
     */
    CompletableFuture<Boolean> offer(BlobFunction function, FoundBlob blob, boolean seen) {
        return offer(new FoundBlob.Message(function.id(), blob), seen ? Origin.SEEN : Origin.NEW);
    }

    /**
     * Sees to it that {@code function} is run for {@code blob} because it is told to, however often that was before.
     *
     * @return completes when its message is in the queue, and exceptionally when storage fails or we are closed
     */
    CompletableFuture<Void> push(BlobFunction function, FoundBlob blob) {
        return offer(new FoundBlob.Message(function.id(), blob), Origin.PUSHED).thenAccept(settled -> {});
    }

    private CompletableFuture<Boolean> offer(FoundBlob.Message message, Origin origin) {
        Offer offer = add(message, origin);
        if (mayBegin()) {
            try {
                host.executor().execute(this::work);
            } catch (RuntimeException | Error noThread) {
                notBegun(noThread);
            }
        }
        return offer.done;
    }

    /** What waits is left to the others that are at work; without any, it fails, so that it is found again. */
    private void notBegun(Throwable noThread) {
        List<Offer> abandoned = List.of();
        synchronized (this) {
            atWork--;
            if (atWork == 0) {
                abandoned = List.copyOf(waiting);
                waiting.clear();
                abandoned.forEach(offer -> unfinished.remove(offer.message));
            }
        }
        abandoned.forEach(offer -> offer.done.completeExceptionally(noThread));
    }

    /** Begins no further work; finds that wait are found again by the next host. */
    synchronized void close() {
        closed = true;
        waiting.forEach(offer -> offer.done.cancel(false));
        waiting.clear();
    }

    /** Returns the offer of that message, which may have been made before. */
    private synchronized Offer add(FoundBlob.Message message, Origin origin) {
        Offer earlier = unfinished.get(message);
        if (earlier != null) {
            return earlier;
        }
        Offer offer = new Offer(message, origin, new CompletableFuture<>());
        if (closed) {
            offer.done.cancel(false);
        } else {
            unfinished.put(message, offer);
            waiting.add(offer);
        }
        return offer;
    }

    private synchronized boolean mayBegin() {
        boolean may = !waiting.isEmpty() && atWork < MOST_AT_ONCE;
        atWork += may ? 1 : 0;
        return may;
    }

    private void work() {
        for (Offer offer = next(); offer != null; offer = next()) {
            try {
                boolean settled = handle(offer);
                finished(offer);
                offer.done.complete(settled);
            } catch (RuntimeException | Error failure) {
                finished(offer);
                offer.done.completeExceptionally(failure);
            }
        }
    }

    private synchronized @Nullable Offer next() {
        Offer next = waiting.poll();
        atWork -= next == null ? 1 : 0;
        return next;
    }

    private synchronized void finished(Offer offer) {
        unfinished.remove(offer.message);
    }

    private boolean handle(Offer offer) {
        if (offer.origin == Origin.PUSHED) {
            enqueue(offer.message);
            return true;
        }
        Receipt receipt = receipts.of(offer.message, offer.origin == Origin.SEEN);
        if (receipt.progress() == Progress.OURS) {
            enqueue(offer.message);
            receipt.complete();
        }
        return receipt.progress() != Progress.ELSEWHERE;
    }

    private void enqueue(FoundBlob.Message message) {
        queues.add(queue, message.text());
        enqueued.run();
    }

    /** How a find came to us. */
    private enum Origin {
        /** Somebody told us to run for it, and needs no receipt for that. */
        PUSHED,
        /** It is just there, so that it probably has no receipt. */
        NEW,
        /** It was there earlier, so that it probably has one. */
        SEEN
    }

    private record Offer(FoundBlob.Message message, Origin origin, CompletableFuture<Boolean> done) {}
}
