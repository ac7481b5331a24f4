package dev.nephelite.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.PortNumber;
import dev.nephelite.cli.options.RunId;
import dev.nephelite.cli.output.Colors;
import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.RerunText;
import dev.nephelite.cli.process.ExitCodes;
import dev.nephelite.cli.process.TextEditor;
import dev.nephelite.cli.remote.RemoteServer.RefusedException;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.FunctionList;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.run.RerunReport;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.RunSummary.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(250);

    /** Others would be answers to every run, such as that the program stops. */
    private static final Set<String> REFUSALS_OF_ONE_RUN = Set.of("NotRepeatable", "NotFound");

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN|FUNCTION",
            description =
                    "Id of a run as 'nephelite runs' lists it, or a longer beginning of it. With --all-failed, the name of a"
                            + " function. Default: all.")
    private @Nullable String name;

    @Option(
            names = "--all-failed",
            description =
                    "Repeat the newest failed run for each payload, and for each blob, one run after the other, the oldest first."
                            + " Runs are left out if a later attempt, or a repetition without --dry-run, has succeeded. Only the"
                            + " newest 1000 failed runs are considered.")
    private boolean allFailed;

    @Option(
            names = "--edit",
            description =
                    "Change the payload in the editor that VISUAL or EDITOR names. If it stays the same, nothing is run.")
    private boolean edit;

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

    @Option(
            names = "--debug",
            description =
                    "Open the port for a debugger, unless it is open, and run the function once a debugger is attached. It stops at"
                            + " the breakpoints that you have set.")
    private boolean debug;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortNumber.class,
            description =
                    "With --debug, the port to which the debugger attaches. 0 picks a free one. Default: the port that is open"
                            + " already, or 5005.")
    private @Nullable Integer port;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port != null && !debug) {
            throw new ParameterException(spec.commandLine(), "--port is about the debugger, so it needs --debug.");
        }
        if (allFailed) {
            return repeatFailed();
        }
        if (name == null) {
            throw new ParameterException(
                    spec.commandLine(), "Name a run that 'nephelite runs' lists, or let --all-failed choose.");
        }
        String run = RunId.require(name, spec);
        ObjectNode how = options();
        if (edit) {
            how.put("payloadBase64", Base64.getEncoder().encodeToString(edited(run)));
        }
        if (debug) {
            awaitDebugger(run);
        }
        String answer = repeat(run, how);
        RerunReport report = RerunReport.parse(answer);
        if (output.json()) {
            println(answer.strip());
        } else {
            print(report);
        }
        return succeeded(report) ? 0 : ExitCodes.FUNCTION_FAILED;
    }

    private ObjectNode options() {
        return new JsonMapper()
                .createObjectNode()
                .put("freshInputs", freshInputs)
                .put("dryRun", dryRun);
    }

    private String repeat(String run, ObjectNode how) throws IOException, InterruptedException {
        return instance.control("/v1/runs/" + run + "/rerun").send("POST", how.toString());
    }

    private static boolean succeeded(RerunReport report) {
        return report.run().outcome() == Outcome.SUCCEEDED;
    }

    private void print(RerunReport report) {
        report.notes().forEach(note -> output.note(spec, note));
        new RerunText(report, Colors.areWanted(System.getenv())).lines().forEach(this::println);
    }

    private void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(PrintableText.of(line));
        out.flush();
    }

    /** The breakpoint has to be there already, because only the debugger can set it. */
    private void awaitDebugger(String run) throws IOException, InterruptedException {
        RunRecord record = RunRecord.parse(instance.control("/v1/runs/" + run).get());
        String function = record.summary().function();
        String place = FunctionList.parse(instance.control("/v1/functions").get()).functions().stream()
                .filter(candidate -> candidate.name().equalsIgnoreCase(function))
                .map(HostedFunction::entryPoint)
                .filter(entryPoint -> !entryPoint.isEmpty())
                .findFirst()
                .orElse(function);
        RemoteDebugger debugger = new RemoteDebugger(instance.control("/v1/debugger"), output, spec);
        RemoteDebugger.State state = debugger.opened(port, false);
        if (state.attached()) {
            return;
        }
        state.port().ifPresent(open -> output.note(spec, open.invitation()));
        output.note(spec, "waiting for the debugger; set a breakpoint in " + place + " before you attach it");
        try (SystemClock clock = new SystemClock()) {
            while (!debugger.state().attached()) {
                clock.sleep(BETWEEN_QUESTIONS);
            }
        }
    }

    /** What the user makes of the payload of a run. */
    private byte[] edited(String run) throws IOException, InterruptedException {
        RunRecord record = RunRecord.parse(instance.control("/v1/runs/" + run).get());
        RecordedPayload payload = RecordedPayload.of(record);
        return TextEditor.in(System.getenv())
                .edit(payload.bytes(), payload.fileEnding())
                .orElseThrow(() -> new IOException("Nothing was run, because the payload of run "
                        + record.summary().shortId() + " stays the same."));
    }

    private int repeatFailed() throws IOException, InterruptedException {
        if (edit || debug) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--all-failed repeats many runs, so it cannot be combined with --edit or --debug.");
        }
        List<RunSummary> failed = new FailedRuns(new RemoteRuns(instance)).newestOfEachPayload(name);
        if (failed.isEmpty() && name != null) {
            NamedFunction.in(FunctionList.parse(instance.functions().get()), name, spec);
        }
        List<String> reports = new ArrayList<>();
        int succeed = 0;
        int refused = 0;
        for (RunSummary run : failed) {
            try {
                String answer = repeat(run.id().toString(), options());
                RerunReport report = RerunReport.parse(answer);
                reports.add(answer.strip());
                succeed += succeeded(report) ? 1 : 0;
                if (!output.json()) {
                    print(report);
                }
            } catch (RefusedException notRepeatable) {
                if (!REFUSALS_OF_ONE_RUN.contains(notRepeatable.code())) {
                    throw notRepeatable;
                }
                refused++;
                output.error(spec, FailureText.of(notRepeatable));
            }
        }
        if (output.json()) {
            println("[" + String.join(",", reports) + "]");
        }
        output.note(spec, summary(failed.size(), succeed, refused));
        if (succeed + refused < failed.size()) {
            return ExitCodes.FUNCTION_FAILED;
        }
        return refused == 0 ? 0 : 1;
    }

    private static String summary(int runs, int succeed, int refused) {
        if (runs == 0) {
            return "no failed run is to be repeated";
        }
        String first = runs == 1 ? "1 run was" : runs + " runs were";
        return "%s to be repeated: %s succeeded, %s failed again%s"
                .formatted(
                        first,
                        succeed,
                        runs - succeed - refused,
                        refused == 0 ? "" : ", " + refused + " cannot be repeated");
    }
}
