package dev.nephelite.cli.options;

import dev.nephelite.cli.options.OutputOptions.OutputFormat;
import dev.nephelite.cli.output.LogPrinter;
import dev.nephelite.cli.output.LogPrinter.ConsoleLog;
import dev.nephelite.cli.output.OutputFile;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.key.AppKeys;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.Worker;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which log lines are printed, and in which format. */
public final class LogOptions {
    private static final String FORMAT = "--log-format";
    private static final String JSON_OUTPUT = "--enable-json-output";
    private static final String OUTPUT_FILE = "--json-output-file";

    @Option(
            names = {"-v", "--verbose"},
            description = "Also print what the host does, not only its warnings and errors. logging.logLevel in"
                    + " host.json takes precedence.")
    private boolean verbose;

    @Option(
            names = "--user-log-level",
            paramLabel = "LEVEL",
            description = "Lowest level of functions' log lines to print: Trace, Debug, Information, Warning,"
                    + " Error, Critical or None. logging.logLevel in host.json takes precedence.",
            converter = LevelName.class,
            completionCandidates = LevelName.class,
            defaultValue = "Information")
    private LogLevel userLevel;

    @Option(
            names = FORMAT,
            paramLabel = "text|json",
            description = "Format of everything on standard error. json: one object a line.",
            converter = OutputFormat.Name.class,
            completionCandidates = OutputFormat.Name.class,
            defaultValue = "text")
    private OutputFormat format;

    @Option(names = JSON_OUTPUT, description = "The same as --log-format json.")
    private boolean json;

    @Option(
            names = OUTPUT_FILE,
            paramLabel = "FILE",
            description = "Also append the log to this file, one JSON object a line.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Whether these arguments, which may be invalid otherwise, ask for JSON on standard error. */
    public static boolean wantJson(String... arguments) {
        String all = String.join(" ", arguments);
        return Stream.of(JSON_OUTPUT, FORMAT + "=json", FORMAT + " json").anyMatch(all::contains);
    }

    /** Whether standard error is JSON. */
    public boolean json() {
        return json || format == OutputFormat.JSON;
    }

    /** Refuses a file that cannot be written. */
    public void requireWritable() {
        if (file != null) {
            new OutputFile(command, OUTPUT_FILE, file).requireWritable();
        }
    }

    /**
     * The log as these options describe it.
     *
     * @param hidden the categories of lines that are not printed
     * @throws picocli.CommandLine.ParameterException if its file cannot be written
     */
    public HostLog log(PrintWriter err, Clock clock, boolean colors, Set<String> hidden) {
        ConsoleLog console = new ConsoleLog(clock, levels(), hidden, new LogPrinter(err, json(), colors));
        if (file == null) {
            return console;
        }
        PrintWriter lines = new PrintWriter(opened(file), true);
        return console.and(new ConsoleLog(clock, Map.of(), Set.of(), new LogPrinter(lines, true, false)));
    }

    private BufferedWriter opened(Path output) {
        try {
            return Files.newBufferedWriter(
                    output, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new OutputFile(command, OUTPUT_FILE, output).refusal(unwritable);
        }
    }

    /** The location of the keys is always shown. */
    private Map<String, String> levels() {
        Map<String, String> levels = new HashMap<>();
        levels.put("default", verbose ? "Information" : "Warning");
        levels.put("Function", userLevel.name());
        levels.put(Worker.CONSOLE, userLevel.name());
        levels.put(AppKeys.LOG_CATEGORY, "Information");
        return levels;
    }

    /** Converts log levels, which are spelled as in {@code host.json}. */
    public static final class LevelName extends NamedValue<LogLevel> {
        public LevelName() {
            super(LogLevel.values(), LogLevel::displayName);
        }
    }
}
