package dev.nephelite.emulator.store;

import dev.nephelite.emulator.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one thread that changes a store. It takes what is waiting, applies it, makes it durable once, and answers all. */
final class Writer implements AutoCloseable {
    private static final int LARGEST_BATCH = 1024;

    private final BlockingQueue<Change<?>> waiting = new LinkedBlockingQueue<>();
    private final Records records;
    private final Extents extents;
    private final Ticks ticks;
    private final Thread thread;
    private volatile boolean closed;

    Writer(Records records, Extents extents, Clock clock) {
        this.records = records;
        this.extents = extents;
        ticks = new Ticks(records, clock);
        thread = new Thread(this::run, "store-writer");
        thread.setDaemon(true);
        thread.start();
    }

    <T> T write(Function<Transaction, T> change) {
        Change<T> waits = new Change<>(change);
        accept(waits);
        return waits.await();
    }

    /** Finishes what is waiting, then ends the thread. */
    @Override
    public void close() {
        acceptNoMore();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException stopWaitingLater) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void accept(Change<?> change) {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
        waiting.add(change);
    }

    /** The last change does nothing but wake the thread. */
    private synchronized void acceptNoMore() {
        if (!closed) {
            closed = true;
            waiting.add(new Change<>(transaction -> false));
        }
    }

    private void run() {
        List<Change<?>> batch = new ArrayList<>();
        while (!closed || !waiting.isEmpty()) {
            try {
                batch.add(waiting.take());
            } catch (InterruptedException nobodyMayInterruptTheWriter) {
                continue;
            }
            waiting.drainTo(batch, LARGEST_BATCH);
            write(batch);
            batch.clear();
        }
    }

    private void write(List<Change<?>> batch) {
        try {
            batch.forEach(change -> change.apply(new WriteSession(records, extents, ticks)));
            ticks.keep();
            records.commit();
        } catch (RuntimeException | Error broken) {
            records.rollback();
            batch.forEach(change -> change.fail(broken));
            return;
        }
        batch.forEach(Change::acknowledge);
    }

    /** One function that waits to be run, and the thread that waits for its result. */
    private static final class Change<T> {
        private final Function<Transaction, T> function;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private @Nullable Runnable acknowledgement;

        private Change(Function<Transaction, T> function) {
            this.function = function;
        }

        private void apply(WriteSession session) {
            try {
                T value = function.apply(session);
                acknowledgement = () -> {
                    session.committed();
                    result.complete(value);
                };
            } catch (RuntimeException | Error refused) {
                session.undo();
                acknowledgement = () -> result.completeExceptionally(refused);
            }
        }

        private void acknowledge() {
            if (acknowledgement != null) {
                acknowledgement.run();
            }
        }

        private void fail(Throwable broken) {
            result.completeExceptionally(broken);
        }

        private T await() {
            try {
                return result.join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof RuntimeException refused) {
                    throw refused;
                }
                throw failed;
            }
        }
    }
}
