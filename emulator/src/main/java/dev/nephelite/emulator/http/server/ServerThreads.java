package dev.nephelite.emulator.http.server;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread pools for work that may block on a client: one pool for each kind, so that they cannot starve each other or
 * the work that does not block. An exhausted pool rejects tasks.
 *
 * <p>Threads are created on demand and end when idle.
 */
final class ServerThreads {
    private static final int IDLE_SECONDS = 30;

    private final ExecutorService uploads;
    private final ExecutorService streams;
    private final ExecutorService followers;

    ServerThreads(Limits limits) {
        uploads = new ThreadPoolExecutor(
                0, limits.uploads(), IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("http-upload-"));
        streams = new ThreadPoolExecutor(
                0, limits.streams(), IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("http-stream-"));
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("http-followers-"));
        one.allowCoreThreadTimeOut(true);
        followers = one;
    }

    /** Runs handlers that read a body that has not arrived yet. */
    ExecutorService uploads() {
        return uploads;
    }

    /** Sends bodies that are not resumable. */
    ExecutorService streams() {
        return streams;
    }

    /** Sends new lines to followers, one after the other, so that many followers do not slow down other requests. */
    ExecutorService followers() {
        return followers;
    }

    /** Accepts no more tasks. Threads that wait for a client end when its connection is closed. */
    void shutdown() {
        uploads.shutdown();
        streams.shutdown();
        followers.shutdown();
    }

    /** Returns when all threads have ended after {@link #shutdown}. */
    void awaitTermination() throws InterruptedException {
        for (ExecutorService pool : List.of(uploads, streams, followers)) {
            boolean unused = pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> new Thread(task, prefix + count.incrementAndGet());
    }

    /**
     * How many threads each pool may have.
     *
     * @param operations threads for work that does not block on a client
     * @param uploads clients that send a body
     * @param streams clients that receive a body which cannot stop in the middle
     */
    record Limits(int operations, int uploads, int streams) {
        static final Limits USUAL = new Limits(1_024, 2_048, 1_024);
    }
}
