package dev.nephelite.function.worker.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a worker process is started.
 *
 * @param language for messages, such as {@code java}
 * @param command the program and its own arguments; those of the protocol are added
 * @param environment all environment variables of the process
 * @param directory the working directory
 * @param debugger null if no debugger can connect
 * @param failure explains why the process does not start
 */
public record WorkerLaunch(
        String language,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        @Nullable DebuggerLaunch debugger,
        StartFailure failure) {
    public WorkerLaunch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The process that connects to a server on {@code port} as {@code workerId}. Older workers know the first form only. */
    ProcessBuilder process(int port, String workerId, String requestId) {
        String mostBytes = Integer.toString(Integer.MAX_VALUE);
        List<String> arguments = new ArrayList<>(command);
        if (debugger != null) {
            arguments.addAll(1, debugger.options());
        }
        arguments.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
        arguments.addAll(List.of("--workerId", workerId, "--requestId", requestId));
        arguments.addAll(List.of("--grpcMaxMessageLength", mostBytes));
        arguments.addAll(List.of("--functions-uri", "http://127.0.0.1:" + port + "/"));
        arguments.addAll(List.of("--functions-worker-id", workerId, "--functions-request-id", requestId));
        arguments.addAll(List.of("--functions-grpc-max-message-length", mostBytes));
        ProcessBuilder builder = new ProcessBuilder(arguments).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

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
}
