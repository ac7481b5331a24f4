package dev.nephelite.program;

import dev.nephelite.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;

/** Executes commands of the program in this process, and collects what they print. */
final class CommandRunner {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Executes a command and returns its exit code. */
    int execute(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** Executes a command that is told a data folder, with which it finds the program that has started with it. */
    int executeAt(Path data, String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--location=" + data;
        return execute(all);
    }

    /** What the commands have printed on standard output since the last {@link #clear}. */
    String out() {
        return out.toString();
    }

    /** What the commands have printed on standard error since the last {@link #clear}. */
    String err() {
        return err.toString();
    }

    void clear() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }
}
