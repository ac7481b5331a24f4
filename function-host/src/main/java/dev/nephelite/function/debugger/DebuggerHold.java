package dev.nephelite.function.debugger;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * A debugger holds code of an app, so that deadlines stand still.
 *
 * @param names of the functions that it holds, or else of threads
 * @param length for how long it has held something, by the machine's clock
 */
public record DebuggerHold(Set<String> names, Duration length) {
    public DebuggerHold {
        names = Set.copyOf(names);
    }

    /** The names for people, in alphabetical order. */
    public String text() {
        return String.join(", ", new TreeSet<>(names));
    }
}
