package dev.nephelite.emulator.service;

import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Digests a long stream on a second thread while the first goes on reading, for a digest is slower than all the rest. A
 * short stream is digested at once.
 *
 * <p>The thread ends by itself when nothing comes any more, so an upload that breaks off leaves none behind.
 */
final class BackgroundDigest {
    private static final int LONG_STREAM = 1024 * 1024;
    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 3;

    private final MessageDigest digest;
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(CHUNKS);
    private @Nullable ThreadPoolExecutor thread;
    private byte[] chunk = {};
    private int filled;
    private long length;

    BackgroundDigest(MessageDigest digest) {
        this.digest = digest;
    }

    void update(byte[] bytes, int offset, int count) throws InterruptedIOException {
        length += count;
        if (length <= LONG_STREAM) {
            digest.update(bytes, offset, count);
            return;
        }
        if (thread == null) {
            thread = begin();
        }
        int done = 0;
        while (done < count) {
            int now = Math.min(count - done, CHUNK - filled);
            System.arraycopy(bytes, offset + done, chunk, filled, now);
            filled += now;
            done += now;
            if (filled == CHUNK) {
                handOver(thread);
            }
        }
    }

    /** The digest of everything, which ends the stream. */
    byte[] digest() throws InterruptedIOException {
        if (thread != null) {
            thread.shutdown();
            awaitEnd(thread);
            digest.update(chunk, 0, filled);
        }
        return digest.digest();
    }

    private ThreadPoolExecutor begin() {
        for (int i = 1; i < CHUNKS; i++) {
            free.add(new byte[CHUNK]);
        }
        chunk = new byte[CHUNK];
        return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "digest");
            thread.setDaemon(true);
            return thread;
        });
    }

    private void handOver(ThreadPoolExecutor to) throws InterruptedIOException {
        byte[] full = chunk;
        to.execute(() -> {
            digest.update(full);
            free.add(full);
        });
        filled = 0;
        try {
            chunk = free.take();
        } catch (InterruptedException stopping) {
            throw interrupted();
        }
    }

    private static void awaitEnd(ThreadPoolExecutor thread) throws InterruptedIOException {
        try {
            if (!thread.awaitTermination(1, TimeUnit.HOURS)) {
                throw new IllegalStateException("a digest does not end");
            }
        } catch (InterruptedException stopping) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while digesting");
    }
}
