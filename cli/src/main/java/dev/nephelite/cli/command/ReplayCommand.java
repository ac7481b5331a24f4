package dev.nephelite.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.Colors;
import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.RerunText;
import dev.nephelite.cli.remote.RemoteServer.RefusedException;
import dev.nephelite.function.run.RerunReport;
import dev.nephelite.function.run.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite replay}: repeats the runs in a file. */
@Command(
        name = "replay",
        description =
                "Repeat the runs in a file that 'nephelite record' has written, in their order, with the code of today, and show"
                        + " how the outcomes and the outputs differ.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "File that 'nephelite record' has written.")
    private Path file;

    @Option(
            names = "--fresh-inputs",
            description =
                    "Read the inputs now. Otherwise, the functions are given what they were given when they were recorded.")
    private boolean freshInputs;

    @Option(
            names = "--write-outputs",
            description =
                    "Write the outputs. Otherwise, they are compared only, because messages and blobs that are written let"
                            + " functions run whose recorded runs are repeated, too.")
    private boolean writeOutputs;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    private int same;
    private int otherOutputs;
    private int otherOutcomes;
    private int refused;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<RunRecord> runs = RecordingFile.read(file);
        for (RunRecord run : runs) {
            try {
                count(repeat(run));
            } catch (RefusedException notRepeatable) {
                if (!notRepeatable.code().equals("NotRepeatable")) {
                    throw notRepeatable;
                }
                refused++;
                output.error(spec, FailureText.of(notRepeatable));
            }
        }
        output.note(
                spec,
                "%s of %s runs are the same, %s have other outputs, %s end in another way%s"
                        .formatted(
                                same,
                                runs.size(),
                                otherOutputs,
                                otherOutcomes,
                                refused == 0 ? "" : ", " + refused + " cannot be repeated"));
        return otherOutcomes + refused == 0 ? 0 : 1;
    }

    private RerunReport repeat(RunRecord run) throws IOException, InterruptedException {
        JsonMapper json = new JsonMapper();
        ObjectNode body =
                json.createObjectNode().put("freshInputs", freshInputs).put("dryRun", !writeOutputs);
        body.set("run", json.readTree(run.json()));
        String answer = instance.control("/v1/reruns").send("POST", body.toString());
        RerunReport report = RerunReport.parse(answer);
        if (output.json()) {
            println(answer.strip());
        } else {
            report.notes().forEach(note -> output.note(spec, note));
            new RerunText(report, Colors.areWanted(System.getenv()))
                    .differences()
                    .forEach(this::println);
        }
        return report;
    }

    private void count(RerunReport report) {
        if (report.run().outcome() != report.first().outcome()) {
            otherOutcomes++;
        } else if (report.same()) {
            same++;
        } else {
            otherOutputs++;
        }
    }

    private void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(PrintableText.of(line));
        out.flush();
    }
}
