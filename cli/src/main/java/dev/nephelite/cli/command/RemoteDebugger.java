package dev.nephelite.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.process.PortInUseException;
import dev.nephelite.cli.remote.RemoteResource;
import dev.nephelite.cli.remote.RemoteServer.RefusedException;
import dev.nephelite.function.debugger.DebuggerPort;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The port of a running program to which debuggers of functions attach. */
record RemoteDebugger(RemoteResource debugger, OutputOptions output, CommandSpec spec) {
    private static final String PORT = "--port";

    /** The port if none is named and none is open. */
    static final int DEFAULT_PORT = 5005;

    /**
     * The answer of the control plane.
     *
     * @param attached whether a debugger is attached
     */
    record State(String json, Optional<DebuggerPort> port, boolean attached) {
        private static State of(String json) throws IOException {
            JsonNode state = new JsonMapper().readTree(json);
            return new State(
                    json,
                    state.path("port").isInt()
                            ? Optional.of(new DebuggerPort(
                                    state.path("port").asInt(),
                                    state.path("suspend").asBoolean()))
                            : Optional.empty(),
                    !state.path("attached").isEmpty());
        }
    }

    State state() throws IOException, InterruptedException {
        try {
            return State.of(debugger.get());
        } catch (RefusedException refused) {
            if (refused.code().equals("NoWorkerProcess")) {
                throw new IOException(
                        refused.getMessage() + " Start Nephelite with the folder of one: 'nephelite start FOLDER'.",
                        refused);
            }
            throw refused;
        }
    }

    /**
     * Opens the port, unless it is open already, so that a debugger that may be attached need not be cut off.
     *
     * @param port null for the one that is open, or 5005
     * @param suspend whether the functions wait for the debugger before anything of the app runs
     */
    State opened(@Nullable Integer port, boolean suspend) throws IOException, InterruptedException {
        State now = state();
        boolean asWanted = !suspend
                && now.port()
                        .filter(open -> open.number() != 0 && (port == null || port == open.number()))
                        .isPresent();
        return asWanted ? now : open(port == null ? DEFAULT_PORT : port, suspend);
    }

    private State open(int number, boolean suspend) throws IOException, InterruptedException {
        try {
            State opened = State.of(debugger.send("PUT", "{\"port\": %s, \"suspend\": %s}".formatted(number, suspend)));
            output.note(spec, "the JVM that runs the functions has started again");
            return opened;
        } catch (RefusedException refused) {
            switch (refused.code()) {
                case "PortUnavailable" ->
                    throw new PortInUseException("debugger", number, PORT + "=PORT", PORT + "=0", refused);
                case "NoWorkerProcess" ->
                    throw new IOException(
                            refused.getMessage()
                                    + " Start Nephelite without --in-process, or with --in-process --debug.",
                            refused);
                default -> throw refused;
            }
        }
    }

    /** Closes the port and returns the state afterwards. */
    State closed() throws IOException, InterruptedException {
        return State.of(debugger.send("DELETE", ""));
    }
}
