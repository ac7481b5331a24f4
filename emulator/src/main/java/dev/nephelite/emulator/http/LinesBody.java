package dev.nephelite.emulator.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A body of lines that may go on for as long as its client listens. An empty line now and then shows that it is alive.
 *
 * <p>Used by one thread at a time.
 */
public abstract class LinesBody implements ResumableBody {
    private final Followers followers;
    private final boolean following;
    private byte[] bytes = {};
    private int position;

    /**
     * Makes a body that has sent nothing yet.
     *
     * @param followers woken when there are more lines, and at their end
     * @param following whether it goes on when all lines there are have been sent
     */
    protected LinesBody(Followers followers, boolean following) {
        this.followers = followers;
        this.following = following;
    }

    /** Returns the next lines, each with its line break, or an empty text when there are none yet. */
    protected abstract String nextLines();

    /** Whether there is something for {@link #nextLines} to return. */
    protected abstract boolean hasMore();

    /** Whether there will never be more lines than there are. */
    protected abstract boolean isAtEnd();

    @Override
    public final long length() {
        return -1;
    }

    @Override
    public final Progress sendTo(Sink sink) throws IOException {
        if (position == bytes.length) {
            // Also shows that the client is still there.
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

    /** The bodies that wait for more of something that grows. Safe for concurrent use. */
    public static final class Followers {
        private final Map<Body, Runnable> waiting = new HashMap<>();

        /** Runs {@code wake} at the next {@link #wakeAll}, once. To miss nothing, look for more after this call. */
        public synchronized void add(Body follower, Runnable wake) {
            waiting.put(follower, wake);
        }

        /** Forgets a follower that waits no longer. */
        public synchronized void remove(Body follower) {
            waiting.remove(follower);
        }

        /** Wakes everybody who waits. */
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
