package dev.nephelite.cli;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.access.Keys;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLevel;
import dev.nephelite.function.log.TeeLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the function host writes on the console, and how. */
final class LogOptions {
    private static final List<String> ALWAYS_SHOWN = List.of("Worker", "Host.Singleton", Keys.LOG_CATEGORY);

    @Option(
            names = {"-v", "--verbose"},
            description =
                    "Log what the host does, not only what goes wrong with it. What host.json says about a category"
                            + " counts more.")
    private boolean verbose;

    @Option(
            names = "--user-log-level",
            paramLabel = "LEVEL",
            description =
                    "The least level of lines about functions: Trace, Debug, Information, Warning, Error, Critical or None.",
            converter = LevelName.class,
            defaultValue = "Information")
    private LogLevel userLevel;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            description = "How lines of the log look on standard error; json is one object a line.",
            converter = OutputFormat.Name.class,
            defaultValue = "text")
    private OutputFormat format;

    @Option(names = "--enable-json-output", description = "The same as --log-format json.")
    private boolean json;

    @Option(
            names = "--json-output-file",
            paramLabel = "FILE",
            description = "Write the log to this file as well, one JSON object a line, behind what is in it.")
    private @Nullable Path file;

    /**
     * The log that was asked for.
     *
     * @throws IOException if its file cannot be written
     */
    HostLog log(PrintWriter err, Clock clock, boolean colours) throws IOException {
        boolean objects = json || format == OutputFormat.JSON;
        ConsoleLog console = new ConsoleLog(clock, levels(), new LogPrinter(err, objects, colours));
        if (file == null) {
            return console;
        }
        PrintWriter lines = new PrintWriter(
                Files.newBufferedWriter(
                        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true);
        return new TeeLog(console, new ConsoleLog(clock, Map.of(), new LogPrinter(lines, true, false)));
    }

    /** What people's scripts wait for, and where the keys are, is shown in any case. */
    private Map<String, String> levels() {
        Map<String, String> levels = new HashMap<>();
        levels.put("default", verbose ? "Information" : "Warning");
        levels.put("Function", userLevel.name());
        ALWAYS_SHOWN.forEach(category -> levels.put(category, "Information"));
        return levels;
    }
}
