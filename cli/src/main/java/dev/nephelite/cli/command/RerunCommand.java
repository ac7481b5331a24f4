package dev.nephelite.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.RunId;
import dev.nephelite.cli.output.Colors;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.RerunText;
import dev.nephelite.cli.process.ExitCodes;
import dev.nephelite.function.run.RerunReport;
import dev.nephelite.function.run.RunSummary.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite rerun}: runs a function again for the event of an earlier run. */
@Command(
        name = "rerun",
        description =
                "Run a function again for the event of an earlier run, with the code of today, and show how the outcome and"
                        + " the outputs differ.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class RerunCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RUN",
            description = "Id of a run as 'nephelite runs' lists it, or a longer beginning of it.")
    private String run;

    @Option(
            names = "--fresh-inputs",
            description = "Read the inputs now. Otherwise, the function is given what the earlier run was given.")
    private boolean freshInputs;

    @Option(
            names = "--dry-run",
            description =
                    "Compare the outputs only, and do not write them. What the code of the function writes itself is written all"
                            + " the same.")
    private boolean dryRun;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String path = "/v1/runs/" + RunId.require(run, spec) + "/rerun";
        String answer = instance.control(path).send("POST", options().toString());
        RerunReport report = RerunReport.parse(answer);
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(answer.strip()));
        } else {
            report.notes().forEach(note -> output.note(spec, note));
            new RerunText(report, Colors.areWanted(System.getenv())).lines().forEach(out::println);
        }
        out.flush();
        return report.run().outcome() == Outcome.SUCCEEDED ? 0 : ExitCodes.FUNCTION_FAILED;
    }

    private ObjectNode options() {
        return new JsonMapper()
                .createObjectNode()
                .put("freshInputs", freshInputs)
                .put("dryRun", dryRun);
    }
}
