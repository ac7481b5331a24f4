package dev.nephelite.emulator.http.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.channels.SuspendableReadChannel;
import org.xnio.channels.SuspendableWriteChannel;

/**
 * Limits how long a client may stall while a body is transferred in either direction. Every byte that moves restarts
 * the timeout, so slow clients are served without limit.
 *
 * <p>It counts waits instead of reading a clock, so that clients survive a machine that was suspended.
 */
final class InactivityTimeout {
    private static final int WAITS = 100;

    private final long nanosPerWait;

    InactivityTimeout(Duration inactivity) {
        nanosPerWait = Math.max(1, inactivity.toNanos() / WAITS);
    }

    /** Repeats {@code attempt} until it reads something or reaches the end. */
    int read(SuspendableReadChannel channel, Attempt attempt) throws IOException {
        int count = (int) attempt.run();
        for (int wait = 0; count == 0; wait++) {
            requireWaitsLeft(wait);
            channel.awaitReadable(nanosPerWait, TimeUnit.NANOSECONDS);
            count = (int) attempt.run();
        }
        return count;
    }

    /** Repeats {@code attempt} until it has moved something. */
    long write(SuspendableWriteChannel channel, Attempt attempt) throws IOException {
        long count = attempt.run();
        for (int wait = 0; count == 0; wait++) {
            requireWaitsLeft(wait);
            channel.awaitWritable(nanosPerWait, TimeUnit.NANOSECONDS);
            count = attempt.run();
        }
        return count;
    }

    private static void requireWaitsLeft(int wait) throws SocketTimeoutException {
        if (wait == WAITS) {
            throw new SocketTimeoutException("the client has let the connection rest for too long");
        }
    }

    /** Transfers what can be transferred without waiting and returns its size; 0 if it has to wait. */
    @FunctionalInterface
    interface Attempt {
        long run() throws IOException;
    }
}
