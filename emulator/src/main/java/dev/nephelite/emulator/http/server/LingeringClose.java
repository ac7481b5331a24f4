package dev.nephelite.emulator.http.server;

import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Closes a connection after its last response without losing that response. If a socket is closed while it has unread
 * bytes, the operating system resets the connection, and a client that is still sending fails before it reads the
 * response. So the output is shut down first; then everything that arrives is discarded until the client closes its side,
 * or until {@link #MAX_DURATION} has passed or {@link #MAX_BYTES} have arrived. No thread waits.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112: Tear-down</a>
 */
final class LingeringClose {
    static final Duration MAX_DURATION = Duration.ofSeconds(30);
    static final long MAX_BYTES = 1L << 30;

    private static final int BUFFER_SIZE = 64 * 1024;

    /** Lets other connections of the I/O thread be served in between. */
    private static final int MAX_BYTES_AT_ONCE = 16 * BUFFER_SIZE;

    private final StreamConnection connection;
    private final StreamSourceConduit source;
    private final StreamSinkConduit sink;
    private final Clock clock;
    private final Runnable closed;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
    private long discarded;
    private boolean ended;
    private Clock.@Nullable Scheduled timer;

    /**
     * Prepares to close a connection. Call {@link #start}.
     *
     * @param source the input below everything that would interpret it
     * @param sink the output below everything that would wait for the rest of a response
     * @param closed runs on the I/O thread when the connection is closed
     */
    LingeringClose(
            StreamConnection connection,
            StreamSourceConduit source,
            StreamSinkConduit sink,
            Clock clock,
            Runnable closed) {
        this.connection = connection;
        this.source = source;
        this.sink = sink;
        this.clock = clock;
        this.closed = closed;
    }

    /** Shuts down the output, to which the whole response has been written. */
    void start() {
        onIoThread(() -> {
            try {
                sink.terminateWrites();
                boolean unused = sink.flush();
            } catch (IOException ignored) {
                // The client is gone, which reading notices too.
            }
            connection.getSourceChannel().setReadListener(readable -> discard());
            discard();
            if (!ended) {
                timer = clock.schedule(MAX_DURATION, () -> onIoThread(this::end));
                source.resumeReads();
            }
        });
    }

    private void discard() {
        try {
            int count = 1;
            for (int atOnce = 0; count > 0 && atOnce < MAX_BYTES_AT_ONCE; atOnce += count) {
                buffer.clear();
                count = source.read(buffer);
                discarded += Math.max(0, count);
            }
            if (count < 0 || discarded > MAX_BYTES) {
                end();
            }
        } catch (IOException ignored) {
            // The client is gone.
            end();
        }
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (timer != null) {
            timer.cancel();
        }
        IoUtils.safeClose(connection);
        closed.run();
    }

    private void onIoThread(Runnable task) {
        try {
            connection.getIoThread().execute(task);
        } catch (RejectedExecutionException ignored) {
            // The server is being closed, and its connections with it.
            IoUtils.safeClose(connection);
        }
    }
}
