package dev.nephelite.cli.command;

import dev.nephelite.cli.options.DurationText;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.WholeNumber;
import dev.nephelite.cli.output.Colors;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.RunsTable;
import dev.nephelite.cli.remote.TailRequest;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.FunctionList;
import dev.nephelite.function.run.RunFilter;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.RunSummary.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite runs}: what has run, and what runs from now on. */
@Command(
        name = "runs",
        description = "List the runs of the functions, the newest last.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class RunsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FUNCTION", description = "List only runs of this function. Default: all.")
    private @Nullable String function;

    @Option(names = "--failed", description = "List only runs that have failed.")
    private boolean failed;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            description = "List only runs that began within this time, such as 90s, 10m or 1h30m.")
    private @Nullable String since;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description =
                    "List only runs whose function, trigger details, beginning of the input, error or id contain this text.")
    private @Nullable String text;

    @Option(
            names = {"-n", "--last"},
            paramLabel = "COUNT",
            converter = WholeNumber.class,
            description = "How many past runs to list.",
            defaultValue = "50")
    private int last;

    @Option(
            names = {"-f", "--follow"},
            description = "Keep listing runs as they end until interrupted.")
    private boolean follow;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    private boolean listed;
    private boolean following;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        RunFilter filter = new RunFilter(function, failed ? true : null, begin(), text);
        RunsTable table = new RunsTable(Colors.areWanted(System.getenv()));
        TailRequest<RunSummary> runs = new TailRequest<>(
                instance.control("/v1/runs"),
                RunSummary::parse,
                run -> Long.toString(run.number()),
                run -> filter.test(run) && !(following && run.outcome() == Outcome.RUNNING),
                run -> {
                    if (output.json()) {
                        out.println(PrintableText.of(run.json()));
                    } else {
                        if (!listed) {
                            out.println(table.head());
                        }
                        out.println(table.line(run));
                    }
                    listed = true;
                    return !out.checkError();
                });
        Optional<String> position = runs.past("last=" + Math.max(1, last) + parameters(filter), last);
        if (function != null && !listed) {
            // A run of a function that was removed is worth more than this check.
            NamedFunction.in(FunctionList.parse(instance.functions().get()), function, spec);
        }
        if (!listed && !follow) {
            output.note(spec, "there are no such runs");
        }
        following = true;
        if (follow && position.isPresent() && runs.follow(position.get())) {
            output.note(spec, "the function host has stopped");
        }
        return 0;
    }

    private @Nullable Instant begin() {
        if (since == null) {
            return null;
        }
        try (SystemClock clock = new SystemClock()) {
            return clock.now().minus(DurationText.parse(since));
        } catch (IllegalArgumentException noDuration) {
            throw new ParameterException(spec.commandLine(), "--since: " + noDuration.getMessage());
        }
    }

    private static String parameters(RunFilter filter) {
        StringBuilder parameters = new StringBuilder();
        add(parameters, "function", filter.function());
        add(parameters, "failed", filter.failed());
        add(parameters, "since", filter.since());
        add(parameters, "text", filter.text());
        return parameters.toString();
    }

    private static void add(StringBuilder parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters
                    .append('&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
        }
    }
}
