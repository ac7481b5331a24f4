package dev.nephelite.emulator.http.server;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.XnioWorker;

/**
 * The threads of HTTP servers: a few that wait for all connections and do work that does not block, and pools for work that may
 * block on a client: one pool for each kind, so that they cannot starve each other. An exhausted pool rejects tasks. Threads of
 * pools are created on demand and end when idle.
 *
 * <p>A server has threads of its own, or shares them with others. To start and end threads costs more than everything else that a
 * server does until its first request.
 */
public final class ServerThreads implements AutoCloseable {
    private static final int IDLE_SECONDS = 30;
    private static final int THREADS_THAT_STAY = 16;
    private static final int MAX_CONNECTIONS = 1_000_000;

    /** The library's default unless memory is scarce. */
    private static final int BUFFER_SIZE = 16 * 1024 - 20;

    private static final int BUFFERS_OF_THREAD = 4;

    private final XnioWorker worker;
    private final ByteBufferPool buffers = buffers();
    private final ExecutorService uploads;
    private final ExecutorService streams;
    private final ExecutorService followers;

    /** @param daemon whether the JVM may end while the threads run */
    ServerThreads(Limits limits, boolean daemon) {
        worker = worker(Math.max(2, Runtime.getRuntime().availableProcessors()), limits.operations(), daemon);
        uploads = new ThreadPoolExecutor(
                0,
                limits.uploads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named("http-upload-", daemon));
        streams = new ThreadPoolExecutor(
                0,
                limits.streams(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named("http-stream-", daemon));
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("http-followers-", daemon));
        one.allowCoreThreadTimeOut(true);
        followers = one;
    }

    /** Threads that servers share. They end when this is closed, or with the JVM. */
    public static ServerThreads shared() {
        return new ServerThreads(Limits.USUAL, true);
    }

    /** Threads that wait for connections, and a pool for handlers that may block. */
    static XnioWorker worker(int ioThreads, int mostThreads, boolean daemon) {
        try {
            return LoadedXnio.INSTANCE.createWorker(OptionMap.builder()
                    .set(Options.WORKER_IO_THREADS, ioThreads)
                    .set(Options.CONNECTION_HIGH_WATER, MAX_CONNECTIONS)
                    .set(Options.CONNECTION_LOW_WATER, MAX_CONNECTIONS)
                    .set(Options.WORKER_TASK_CORE_THREADS, Math.min(THREADS_THAT_STAY, mostThreads))
                    .set(Options.WORKER_TASK_MAX_THREADS, mostThreads)
                    .set(Options.THREAD_DAEMON, daemon)
                    .getMap());
        } catch (IOException noSelector) {
            throw new UncheckedIOException(noSelector);
        }
    }

    /** A pool of buffers for connections, of which each thread caches some. */
    static ByteBufferPool buffers() {
        return new DefaultByteBufferPool(true, BUFFER_SIZE, -1, BUFFERS_OF_THREAD);
    }

    /** The buffers of these threads, for all of their servers: each thread would cache those of each server. */
    ByteBufferPool sharedBuffers() {
        return buffers;
    }

    /** Waits for connections, and runs handlers. */
    XnioWorker worker() {
        return worker;
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

    /**
     * Closes all connections, and returns when all threads have ended. A thread that waits for a client ends when its connection is
     * closed.
     */
    @Override
    public void close() {
        uploads.shutdown();
        streams.shutdown();
        followers.shutdown();
        worker.shutdown();
        try {
            worker.awaitTermination();
            buffers.close();
            for (ExecutorService pool : List.of(uploads, streams, followers)) {
                boolean unused = pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException stopping) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String prefix, boolean daemon) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(daemon);
            return thread;
        };
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
