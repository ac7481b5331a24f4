package dev.nephelite.emulator.http;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that may wait for a client, in a pool for each kind of waiting, so that one kind leaves the others theirs, and
 * those that wait for no client none at all. A pool that is exhausted rejects what it is given.
 *
 * <p>Threads are made on demand and end when they have been idle for a while.
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

    /** Runs handlers that read a body which has not come yet. */
    ExecutorService uploads() {
        return uploads;
    }

    /** Sends bodies that cannot stop in the middle. */
    ExecutorService streams() {
        return streams;
    }

    /** Sends what is new to those who follow something, one after the other: a thousand of them cost others no more. */
    ExecutorService followers() {
        return followers;
    }

    /** Accepts no more work. Threads that wait for a client end when its connection is closed. */
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
     * How many clients can be waited for at once.
     *
     * @param operations threads for everything that waits for no client
     * @param uploads clients that send a body
     * @param streams clients that receive a body which cannot stop in the middle
     */
    record Limits(int operations, int uploads, int streams) {
        static final Limits USUAL = new Limits(1_024, 2_048, 1_024);
    }
}
