package dev.nephelite.program.crash;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a client asked for and what was acknowledged: from it follows what has to be there, whatever happened since. */
final class Ledger {
    private static final int MOST_LINES = 20;

    private final State state = new State();
    private @Nullable Step open;
    private long acknowledged;

    /** What has to be there, as long as nothing is open. */
    State state() {
        return state;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** Takes a step; it stays open when the program is gone before it has acknowledged it. */
    void take(Step step, Storage storage) throws IOException, InterruptedException {
        begin(step);
        step.send(storage);
        acknowledge();
    }

    /** Takes a step that somebody else sends; it stays open until it is acknowledged. */
    void begin(Step step) {
        open = step;
    }

    void acknowledge() {
        Objects.requireNonNull(open).change(state);
        open = null;
        acknowledged++;
    }

    /**
     * Compares what is there: it has to be what was acknowledged, with the open step either done or not done.
     *
     * @return whether there was an open step, and it was done
     */
    boolean settle(Picture found) {
        @Nullable Step uncertain = open;
        open = null;
        List<String> missing = state.picture().differencesTo(found);
        if (!missing.isEmpty() && uncertain == null) {
            throw new AssertionError("not what was acknowledged:" + lines(missing));
        }
        if (!missing.isEmpty() && uncertain != null) {
            uncertain.change(state);
            List<String> wrong = state.picture().differencesTo(found);
            if (!wrong.isEmpty()) {
                throw new AssertionError("neither as before the last step, which was not acknowledged:" + lines(missing)
                        + "\nnor as after it, " + uncertain + ":" + lines(wrong));
            }
        }
        state.forgetEvents();
        return !missing.isEmpty();
    }

    private static String lines(List<String> differences) {
        String first = differences.stream().limit(MOST_LINES).collect(Collectors.joining("\n  ", "\n  ", ""));
        int more = differences.size() - MOST_LINES;
        return more > 0 ? first + "\n  and " + more + " more differences" : first;
    }
}
