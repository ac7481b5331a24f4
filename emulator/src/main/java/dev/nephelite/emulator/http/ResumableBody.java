package dev.nephelite.emulator.http;

import dev.nephelite.emulator.http.Body.BodySink;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.Executor;

/**
 * A body that can pause when the client does not read, or when there is nothing to send yet, and resume later. So no
 * thread waits for slow clients.
 *
 * <p>Used by one thread at a time.
 */
public interface ResumableBody extends Body {
    /** Continues where the last call stopped. It may block on a disk, but not on the client. */
    Progress sendTo(Sink sink) throws IOException;

    /**
     * Runs {@code wake} once, soon after there is more to send. Called when {@link #sendTo} has found {@link
     * Progress#NOTHING_YET}.
     *
     * @param executor runs {@code wake}, together with those of other bodies that have more to send
     * @param wake may be run without reason
     */
    default void whenMore(Executor executor, Runnable wake) {
        throw new IllegalStateException("all of this body is there from the beginning");
    }

    @Override
    default void writeTo(BodySink sink) throws IOException {
        Progress progress = sendTo(new Sink() {
            @Override
            public int write(byte[] bytes, int offset, int count) throws IOException {
                sink.write(bytes, offset, count);
                return count;
            }

            @Override
            public long transfer(FileChannel file, long position, long count) throws IOException {
                sink.transfer(file, position, count);
                return count;
            }
        });
        if (progress != Progress.COMPLETE) {
            throw new IllegalStateException("a body that is written at once has stopped: " + progress);
        }
    }

    /** Why {@link #sendTo} has returned. */
    enum Progress {
        /** Everything is sent. */
        COMPLETE,
        /** The sink took less than it was offered. */
        SINK_IS_FULL,
        /** There will be more, or the body has to be called again after a while to keep the connection alive. */
        NOTHING_YET
    }

    /** A connection that accepts as much as it can without blocking. */
    interface Sink {
        /** Returns how many bytes were taken. If those were not all, the sink is full. */
        int write(byte[] bytes, int offset, int count) throws IOException;

        /** Returns how many bytes of {@code file} were taken. If those were not all, the sink is full. */
        long transfer(FileChannel file, long position, long count) throws IOException;
    }
}
