package dev.nephelite.function.worker.process;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a worker process lets a debugger connect.
 *
 * @param options of its program; empty if they are in the command already
 * @param suspended whether the process waits for the debugger before it connects to the host
 * @param announcement the line that the process prints when its port is open; the first group is the port
 */
public record DebuggerLaunch(List<String> options, boolean suspended, Pattern announcement) {
    public DebuggerLaunch {
        options = List.copyOf(options);
    }
}
