package dev.nephelite.emulator.http.tail;

import dev.nephelite.emulator.http.ResumableBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/**
 * The lines of a growing sequence from a position on, and then, if the client follows, each new line until the sequence is
 * closed. Empty lines are sent now and then as keep-alives. A client that reads slowly holds no thread and skips no line
 * that is still stored.
 *
 * <p>Used by one thread at a time.
 */
public final class TailBody implements ResumableBody {
    private final Tail tail;
    private final Source source;
    private final boolean following;
    private long position;
    private byte[] bytes = {};
    private int sent;

    /**
     * Creates a body that begins after a line.
     *
     * @param tail of the sequence
     * @param source reads its lines
     * @param after the number of that line, or 0 to begin with the oldest line that is stored
     * @param following whether to continue with new lines after the newest one
     */
    public TailBody(Tail tail, Source source, long after, boolean following) {
        this.tail = tail;
        this.source = source;
        this.following = following;
        position = after;
    }

    @Override
    public long length() {
        return -1;
    }

    @Override
    public Progress sendTo(Sink sink) throws IOException {
        if (sent == bytes.length) {
            // An empty line also detects a client that is gone.
            String lines = nextLines();
            set(lines.isEmpty() ? "\n" : lines);
        }
        while (true) {
            sent += sink.write(bytes, sent, bytes.length - sent);
            if (sent < bytes.length) {
                return Progress.SINK_IS_FULL;
            }
            boolean last = !following || tail.isClosed();
            String lines = hasMore() ? nextLines() : "";
            if (lines.isEmpty()) {
                return last ? Progress.COMPLETE : Progress.NOTHING_YET;
            }
            set(lines);
        }
    }

    @Override
    public void whenMore(Executor executor, Runnable wake) {
        tail.add(this, executor, wake);
        if (hasMore() || tail.isClosed()) {
            executor.execute(wake);
        }
    }

    @Override
    public void close() {
        tail.remove(this);
    }

    private boolean hasMore() {
        return tail.last() > position;
    }

    private String nextLines() {
        Lines lines = source.after(position);
        position = lines.last();
        return lines.text();
    }

    private void set(String lines) {
        bytes = lines.getBytes(StandardCharsets.UTF_8);
        sent = 0;
    }

    /** Reads the lines of a sequence. */
    @FunctionalInterface
    public interface Source {
        /** The stored lines after the one with that number, oldest first; possibly not all of them at once. */
        Lines after(long number);
    }

    /**
     * Consecutive lines.
     *
     * @param text each line with its line break; empty if there are none
     * @param last the number of the last of them; if there are none, that after which they were asked for
     */
    public record Lines(String text, long last) {}
}
