package dev.nephelite.emulator.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A body of lines that can follow a growing source. Empty lines are sent now and then as keep-alives.
 *
 * <p>Used by one thread at a time.
 */
public abstract class LinesBody implements ResumableBody {
    private final Followers followers;
    private final boolean following;
    private byte[] bytes = {};
    private int position;

    /**
     * Creates a body that starts with the next lines.
     *
     * @param followers woken when there are new lines, and at the end
     * @param following whether to wait for new lines after the last one
     */
    protected LinesBody(Followers followers, boolean following) {
        this.followers = followers;
        this.following = following;
    }

    /** Returns the next lines, each with its line break, or an empty string if there are none yet. */
    protected abstract String nextLines();

    /** Whether {@link #nextLines} would return lines. */
    protected abstract boolean hasMore();

    /** Whether the source is closed, so that there will be no more lines. */
    protected abstract boolean isAtEnd();

    @Override
    public final long length() {
        return -1;
    }

    @Override
    public final Progress sendTo(Sink sink) throws IOException {
        if (position == bytes.length) {
            // An empty line also detects a client that is gone.
            String lines = nextLines();
            set(lines.isEmpty() ? "\n" : lines);
        }
        while (true) {
            position += sink.write(bytes, position, bytes.length - position);
            if (position < bytes.length) {
                return Progress.SINK_IS_FULL;
            }
            boolean last = !following || isAtEnd();
            String lines = hasMore() ? nextLines() : "";
            if (lines.isEmpty()) {
                return last ? Progress.COMPLETE : Progress.NOTHING_YET;
            }
            set(lines);
        }
    }

    @Override
    public final void whenMore(Runnable wake) {
        followers.add(this, wake);
        if (hasMore() || isAtEnd()) {
            wake.run();
        }
    }

    @Override
    public final void close() {
        followers.remove(this);
    }

    private void set(String lines) {
        bytes = lines.getBytes(StandardCharsets.UTF_8);
        position = 0;
    }

    /** Bodies that wait for new lines of a source. Safe for concurrent use. */
    public static final class Followers {
        private final Map<Body, Runnable> waiting = new HashMap<>();

        /**
         * Runs {@code wake} at the next {@link #wakeAll}, once. To miss no line, check for new lines after this call.
         */
        public synchronized void add(Body follower, Runnable wake) {
            waiting.put(follower, wake);
        }

        /** Removes a follower. */
        public synchronized void remove(Body follower) {
            waiting.remove(follower);
        }

        /** Wakes all followers. */
        public void wakeAll() {
            takeAll().forEach(Runnable::run);
        }

        private synchronized List<Runnable> takeAll() {
            if (waiting.isEmpty()) {
                return List.of();
            }
            List<Runnable> all = new ArrayList<>(waiting.values());
            waiting.clear();
            return all;
        }
    }
}
