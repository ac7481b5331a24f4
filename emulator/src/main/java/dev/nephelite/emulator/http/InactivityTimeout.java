package dev.nephelite.emulator.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.channels.SuspendableReadChannel;
import org.xnio.channels.SuspendableWriteChannel;

/**
 * How long a client may let a body rest that is on its way, in either direction, before the connection is given up. Any
 * byte that moves begins the wait anew, so that a slow client is served for as long as it likes.
 *
 * <p>It is counted in turns of waiting rather than read from a clock: a machine that sleeps in between loses nobody.
 */
final class InactivityTimeout {
    private static final int TURNS = 100;

    private final long nanosOfATurn;

    InactivityTimeout(Duration inactivity) {
        nanosOfATurn = Math.max(1, inactivity.toNanos() / TURNS);
    }

    /** Repeats {@code attempt} until it reads something or meets the end. */
    int read(SuspendableReadChannel channel, Attempt attempt) throws IOException {
        int count = (int) attempt.run();
        for (int turn = 0; count == 0; turn++) {
            requireTurnsLeft(turn);
            channel.awaitReadable(nanosOfATurn, TimeUnit.NANOSECONDS);
            count = (int) attempt.run();
        }
        return count;
    }

    /** Repeats {@code attempt} until it has moved something. */
    long write(SuspendableWriteChannel channel, Attempt attempt) throws IOException {
        long count = attempt.run();
        for (int turn = 0; count == 0; turn++) {
            requireTurnsLeft(turn);
            channel.awaitWritable(nanosOfATurn, TimeUnit.NANOSECONDS);
            count = attempt.run();
        }
        return count;
    }

    private static void requireTurnsLeft(int turn) throws SocketTimeoutException {
        if (turn == TURNS) {
            throw new SocketTimeoutException("the client has let the connection rest for too long");
        }
    }

    /** Moves what can be moved at once, and tells how much that was: 0 when there is nothing to do but wait. */
    @FunctionalInterface
    interface Attempt {
        long run() throws IOException;
    }
}
