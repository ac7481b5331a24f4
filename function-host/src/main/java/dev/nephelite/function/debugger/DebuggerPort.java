package dev.nephelite.function.debugger;

/**
 * A port on the loopback address to which a debugger connects.
 *
 * @param number 0 for one that the system chooses
 * @param suspended whether the process waits for the debugger before it runs any code
 */
public record DebuggerPort(int number, boolean suspended) {
    private static final int MAX_PORT = 65_535;

    public DebuggerPort {
        if (number < 0 || number > MAX_PORT) {
            throw new IllegalArgumentException("not a port: " + number);
        }
    }

    /** Tells people how to connect to it. */
    public String invitation() {
        return "Debugger: attach to localhost:%s (IntelliJ: Run > Attach to Process; VS Code: \"request\": \"attach\")%s"
                .formatted(number, suspended ? "; waiting for it" : "");
    }
}
