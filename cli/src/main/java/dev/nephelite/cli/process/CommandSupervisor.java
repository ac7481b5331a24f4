package dev.nephelite.cli.process;

import dev.nephelite.emulator.time.SystemClock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small JVM between {@code nephelite exec} and its command, which ends the command if exec is killed and therefore cannot.
 * It starts the command itself: if it were told of a command that exec has started, exec could be killed just before.
 *
 * <p>It shares its streams with the command, exits with its exit code, and leaves the signals to it.
 */
public final class CommandSupervisor {
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final int NO_SUCH_FILE = 2;

    /** The end of a message, {@code error=2, No such file or directory} or, in newer JDKs, {@code error: 2 (No such …) }. */
    private static final Pattern ERROR = Pattern.compile("error(?:=|: )(\\d+)(?:, | \\()(.*?)\\)?\\s*$");

    /** Options of every JVM are for the command, and pass the supervisor under other names. */
    private static final String HIDDEN = "NEPHELITE_HIDDEN_";

    private CommandSupervisor() {}

    /**
     * Starts a supervisor that starts a command. It ends with this process.
     *
     * @param command the program and its arguments
     * @param variables are added to the environment
     */
    static Process start(List<String> command, Map<String, String> variables) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx16m",
                "-cp",
                System.getProperty("java.class.path"),
                CommandSupervisor.class.getName(),
                Long.toString(ProcessHandle.current().pid())));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.putAll(variables);
        for (String name : CdsArchive.OPTIONS_OF_ANY_JVM) {
            rename(environment, name, HIDDEN + name);
        }
        return builder.start();
    }

    private static void rename(Map<String, String> environment, String from, String to) {
        @Nullable String value = environment.remove(from);
        if (value != null) {
            environment.put(to, value);
        }
    }

    /**
     * The supervisor itself.
     *
     * @param arguments the process id of exec, then the command
     */
    public static void main(String[] arguments) throws InterruptedException {
        long exec = Long.parseLong(arguments[0]);
        Optional<ProcessHandle> owner = ProcessHandle.of(exec);
        boolean owned = ProcessHandle.current()
                .parent()
                .filter(parent -> parent.pid() == exec)
                .isPresent();
        if (owner.isPresent() && owned) {
            System.exit(supervise(owner.get(), List.of(arguments).subList(1, arguments.length)));
        }
    }

    private static int supervise(ProcessHandle owner, List<String> command) throws InterruptedException {
        for (String signal : List.of("INT", "HUP", "TERM")) {
            Signals.handle(signal, () -> {});
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        CdsArchive.OPTIONS_OF_ANY_JVM.forEach(name -> rename(builder.environment(), HIDDEN + name, name));
        Process process;
        try {
            process = builder.start();
        } catch (IOException refused) {
            return refuse(command.get(0), String.valueOf(refused.getMessage()));
        }
        try (SystemClock clock = new SystemClock()) {
            ProcessTree tree = new ProcessTree(process.toHandle());
            CompletableFuture<Void> abandoned =
                    owner.onExit().thenCompose(gone -> tree.end("TERM", MAX_WAIT, clock, () -> {}));
            int exitCode = process.waitFor();
            if (!owner.isAlive()) {
                abandoned.join();
            }
            return exitCode;
        }
    }

    /** Says why there is no command. The exit codes are those that shells have for that. */
    private static int refuse(String program, String reason) {
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Matcher error = ERROR.matcher(reason);
        boolean isKnown = error.find();
        if (isKnown && Integer.parseInt(error.group(1)) == NO_SUCH_FILE) {
            err.println("nephelite: There is no command '" + program
                    + "'. Name a program on the PATH, or a file that can be"
                    + " run; for a line of shell: -- sh -c 'LINE'.");
            return ExitCodes.COMMAND_NOT_FOUND;
        }
        err.println(
                "nephelite: The command '" + program + "' cannot be run: " + (isKnown ? error.group(2) : reason) + ".");
        return ExitCodes.COMMAND_NOT_RUNNABLE;
    }
}
