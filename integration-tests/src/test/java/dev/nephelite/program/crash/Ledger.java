package dev.nephelite.program.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a client asked for and what was acknowledged: from it follows what has to be there, whatever happened since. */
final class Ledger {
    private static final int MOST_LINES = 20;

    /** What may be there, apart from an open step: more than one state after a snapshot was loaded that was saved under load. */
    private List<State> possible = List.of(new State());

    /** All states that there have been since a snapshot or an export began, or null. */
    private @Nullable List<State> recorded;

    private @Nullable Step open;
    private long acknowledged;

    /** What has to be there, as long as nothing is open. */
    State state() {
        return possible.get(0);
    }

    /** Begins to record the states, of which a snapshot or an export that begins now has one. */
    synchronized void beginRecording() {
        recorded = new ArrayList<>(possible.stream().map(State::copy).toList());
    }

    /** The states since recording began, with the open step either done or not done. */
    synchronized List<State> endRecording() {
        List<State> states = Objects.requireNonNull(recorded);
        if (open != null) {
            State after = state().copy();
            open.change(after);
            states.add(after.copy());
        }
        recorded = null;
        return List.copyOf(states);
    }

    /** Replaces what is there by one of these states. To be called while no step is open. */
    void load(List<State> states) {
        possible = states.stream().map(State::copy).toList();
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
    synchronized void begin(Step step) {
        open = step;
    }

    synchronized void acknowledge() {
        Objects.requireNonNull(open).change(state());
        open = null;
        acknowledged++;
        if (recorded != null) {
            recorded.add(state().copy());
        }
    }

    /**
     * Compares what is there: it has to be what was acknowledged, with the open step either done or not done.
     *
     * @return whether there was an open step, and it was done
     */
    boolean settle(Picture found) {
        @Nullable Step uncertain = open;
        open = null;
        State nearest = nearest(possible, found);
        possible = List.of(nearest);
        List<String> missing = nearest.picture().differencesTo(found);
        if (!missing.isEmpty() && uncertain == null) {
            throw new AssertionError("not what was acknowledged:" + lines(missing));
        }
        if (!missing.isEmpty() && uncertain != null) {
            uncertain.change(nearest);
            List<String> wrong = nearest.picture().differencesTo(found);
            if (!wrong.isEmpty()) {
                throw new AssertionError("neither as before the last step, which was not acknowledged:" + lines(missing)
                        + "\nnor as after it, " + uncertain + ":" + lines(wrong));
            }
        }
        nearest.forgetEvents();
        return !missing.isEmpty();
    }

    /** Requires that one of these states is there. */
    static void requireOneOf(List<State> states, Picture found) {
        List<String> wrong = nearest(states, found).picture().differencesTo(found);
        if (!wrong.isEmpty()) {
            throw new AssertionError(
                    "none of " + states.size() + " possible states, the nearest differs in:" + lines(wrong));
        }
    }

    private static State nearest(List<State> states, Picture found) {
        return states.stream()
                .min(Comparator.comparingInt(
                        state -> state.picture().differencesTo(found).size()))
                .orElseThrow();
    }

    private static String lines(List<String> differences) {
        String first = differences.stream().limit(MOST_LINES).collect(Collectors.joining("\n  ", "\n  ", ""));
        int more = differences.size() - MOST_LINES;
        return more > 0 ? first + "\n  and " + more + " more differences" : first;
    }
}
