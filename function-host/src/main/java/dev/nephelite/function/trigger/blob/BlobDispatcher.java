package dev.nephelite.function.trigger.blob;

import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.trace.TraceScope;
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
 * Puts a message into the queue for every blob that is found, once however often it is found. Works on a limited number
 * of blobs at a time. Thread-safe.
 */
final class BlobDispatcher {
    private static final int MAX_WORKERS = 8;

    private final HostContext host;
    private final BlobReceipts receipts;
    private final QueueClient queues;
    private final String queue;
    private final Runnable enqueued;
    private final Queue<Dispatch> waiting = new ArrayDeque<>();
    private final Map<FoundBlob.Message, Dispatch> unfinished = new HashMap<>();
    private int workers;
    private boolean closed;

    /**
     * @param queue that receives the messages
     * @param enqueued called after each message
     */
    BlobDispatcher(HostContext host, String queue, Runnable enqueued) {
        this.host = host;
        this.queue = queue;
        this.enqueued = enqueued;
        queues = host.storage().account(null).queues();
        receipts = new BlobReceipts(host);
    }

    /**
     * Has {@code function} run for {@code blob}.
     *
     * @param seen whether the blob was found before, so that it probably has a receipt
     * @param cause the trace context of the request that wrote the blob, or null if it is not known
     * @return true when the message is in the queue; false when another host is about to enqueue it and might still
     *     fail; exceptional if storage fails or the dispatcher is closed
     */
    CompletableFuture<Boolean> dispatch(
            BlobFunction function, FoundBlob blob, boolean seen, @Nullable TraceContext cause) {
        return dispatch(new FoundBlob.Message(function.id(), blob), seen ? Source.SEEN : Source.NEW, cause);
    }

    /**
     * Has {@code function} run for {@code blob} because an event demands it, however often it ran before.
     *
     * @return completes when the message is in the queue; exceptionally if storage fails or the dispatcher is closed
     */
    CompletableFuture<Void> push(BlobFunction function, FoundBlob blob, @Nullable TraceContext cause) {
        return dispatch(new FoundBlob.Message(function.id(), blob), Source.PUSHED, cause)
                .thenAccept(settled -> {});
    }

    private CompletableFuture<Boolean> dispatch(
            FoundBlob.Message message, Source source, @Nullable TraceContext cause) {
        Dispatch dispatch = add(message, source, cause);
        if (mayBegin()) {
            try {
                host.executor().execute(this::work);
            } catch (RuntimeException | Error noThread) {
                notStarted(noThread);
            }
        }
        return dispatch.done;
    }

    /** Leaves waiting blobs to the workers that run; without any, they fail, so that they are found again. */
    private void notStarted(Throwable noThread) {
        List<Dispatch> abandoned = List.of();
        synchronized (this) {
            workers--;
            if (workers == 0) {
                abandoned = List.copyOf(waiting);
                waiting.clear();
                abandoned.forEach(dispatch -> unfinished.remove(dispatch.message));
            }
        }
        abandoned.forEach(dispatch -> dispatch.done.completeExceptionally(noThread));
    }

    /** Starts no further work; waiting blobs are found again by the next host. */
    synchronized void close() {
        closed = true;
        waiting.forEach(dispatch -> dispatch.done.cancel(false));
        waiting.clear();
    }

    /** The dispatch of that message, which may have been requested before. */
    private synchronized Dispatch add(FoundBlob.Message message, Source source, @Nullable TraceContext cause) {
        Dispatch earlier = unfinished.get(message);
        if (earlier != null) {
            return earlier;
        }
        Dispatch dispatch = new Dispatch(message, source, cause, new CompletableFuture<>());
        if (closed) {
            dispatch.done.cancel(false);
        } else {
            unfinished.put(message, dispatch);
            waiting.add(dispatch);
        }
        return dispatch;
    }

    private synchronized boolean mayBegin() {
        boolean may = !waiting.isEmpty() && workers < MAX_WORKERS;
        workers += may ? 1 : 0;
        return may;
    }

    private void work() {
        for (Dispatch dispatch = next(); dispatch != null; dispatch = next()) {
            try {
                boolean settled = handle(dispatch);
                finished(dispatch);
                dispatch.done.complete(settled);
            } catch (RuntimeException | Error failure) {
                finished(dispatch);
                dispatch.done.completeExceptionally(failure);
            }
        }
    }

    private synchronized @Nullable Dispatch next() {
        Dispatch next = waiting.poll();
        workers -= next == null ? 1 : 0;
        return next;
    }

    private synchronized void finished(Dispatch dispatch) {
        unfinished.remove(dispatch.message);
    }

    private boolean handle(Dispatch dispatch) {
        if (dispatch.source == Source.PUSHED) {
            enqueue(dispatch);
            return true;
        }
        Receipt receipt = receipts.of(dispatch.message, dispatch.source == Source.SEEN);
        if (receipt.progress() == Progress.CLAIMED) {
            enqueue(dispatch);
            receipt.complete();
        }
        return receipt.progress() != Progress.ELSEWHERE;
    }

    private void enqueue(Dispatch dispatch) {
        TraceScope.run(dispatch.cause, () -> queues.add(queue, dispatch.message.text()));
        enqueued.run();
    }

    /** How a blob was found. */
    private enum Source {
        /** By an event that demands a run, which needs no receipt. */
        PUSHED,
        /** It is new, so it probably has no receipt. */
        NEW,
        /** It was found before, so it probably has a receipt. */
        SEEN
    }

    private record Dispatch(
            FoundBlob.Message message,
            Source source,
            @Nullable TraceContext cause,
            CompletableFuture<Boolean> done) {}
}
