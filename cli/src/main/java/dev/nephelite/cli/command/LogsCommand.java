package dev.nephelite.cli.command;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.LogOptions.LevelName;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.WholeNumber;
import dev.nephelite.cli.output.Colors;
import dev.nephelite.cli.output.LogPrinter;
import dev.nephelite.cli.remote.TailRequest;
import dev.nephelite.function.FunctionList;
import dev.nephelite.function.log.LogEntry;
import dev.nephelite.function.worker.LogLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nephelite logs}: what the running function host has logged, and logs from now on. */
@Command(
        name = "logs",
        description = "Print the log of the running function host.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class LogsCommand implements Callable<Integer> {
    @Option(
            names = {"-f", "--follow"},
            description = "Keep printing new lines until interrupted.")
    private boolean follow;

    @Option(
            names = {"-n", "--last"},
            paramLabel = "COUNT",
            converter = WholeNumber.class,
            description = "How many past lines to print.",
            defaultValue = "100")
    private int last;

    @Option(names = "--function", paramLabel = "NAME", description = "Print only lines about this function.")
    private @Nullable String function;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Print only lines of this level or a higher one: Trace, Debug, Information, Warning,"
                    + " Error or Critical.",
            converter = LevelName.class,
            completionCandidates = LevelName.class,
            defaultValue = "Trace")
    private LogLevel level;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    private boolean printed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        LogPrinter printer = new LogPrinter(out, output.json(), Colors.areWanted(System.getenv()));
        TailRequest<LogEntry> log = new TailRequest<>(
                instance.log(), LogEntry::parse, line -> Long.toString(line.number()), this::isWanted, line -> {
                    printer.print(line);
                    printed = true;
                    return !out.checkError();
                });
        Optional<String> position = log.past("after=0", last);
        if (function != null && !printed) {
            // A line of a function that was removed is worth more than this check.
            NamedFunction.in(FunctionList.parse(instance.functions().get()), function, spec);
        }
        if (follow && position.isPresent() && log.follow(position.get())) {
            output.note(spec, "the function host has stopped");
        }
        return 0;
    }

    private boolean isWanted(LogEntry line) {
        return line.line().level().compareTo(level) >= 0
                && (function == null || line.function().equalsIgnoreCase(function));
    }
}
