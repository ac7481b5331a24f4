package dev.nephelite.cli.command;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.RunId;
import dev.nephelite.cli.output.Colors;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.TraceDiagram;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.TraceSpan;
import dev.nephelite.function.run.TraceTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite trace}: what has caused a run, and what the run has caused. */
@Command(
        name = "trace",
        description = "Show the trace of a run: what has caused it, what it has caused, and how long each step took.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class TraceCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RUN",
            description = "Id of a run as 'nephelite runs' lists it, a longer beginning of it, or the id of a trace.")
    private String run;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String json = instance.control("/v1/traces/" + RunId.require(run, spec)).get();
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(json.strip()));
        } else {
            TraceTree trace = TraceTree.parse(json);
            new TraceDiagram(trace, sources(trace), Colors.areWanted(System.getenv()))
                    .lines()
                    .forEach(out::println);
        }
        out.flush();
        return 0;
    }

    /** Where the runs of a trace that have failed threw. */
    private Map<UUID, String> sources(TraceTree trace) throws IOException, InterruptedException {
        Map<UUID, String> sources = new HashMap<>();
        for (TraceSpan span : trace.spans()) {
            if (span.run() != null && span.details().containsKey("error")) {
                RunRecord failed = RunRecord.parse(
                        instance.control("/v1/runs/" + span.run()).get());
                if (failed.details().source() != null) {
                    sources.put(span.run(), failed.details().source());
                }
            }
        }
        return sources;
    }
}
