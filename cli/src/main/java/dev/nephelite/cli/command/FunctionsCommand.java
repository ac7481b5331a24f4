package dev.nephelite.cli.command;

import dev.nephelite.cli.command.start.AppSelection;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.StatisticsTable;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.FunctionList;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.StatisticsList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite functions}: what there is to run, of a running host or of an app that is not started for it. */
@Command(
        name = "functions",
        description = "List the functions of the running host, or those of an app without starting it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class FunctionsCommand implements Callable<Integer> {
    private static final int GAP = 2;

    @Parameters(
            arity = "0..1",
            paramLabel = "APP",
            description = "Folder of a function app. Default: ask the running host.")
    private @Nullable Path app;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--errors",
            description = "List only functions that cannot run. The exit code is 1 if there are any.")
    private boolean errorsOnly;

    @Option(
            names = "--stats",
            description =
                    "Print what the invocations of each function took since the program was started: how many"
                            + " there were and failed, their durations, CPU time, memory, and the steps of the last cold start.")
    private boolean statistics;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (statistics) {
            return printStatistics();
        }
        FunctionList all = app == null ? running() : inFolder(app);
        List<HostedFunction> wanted = all.functions().stream()
                .filter(function -> !errorsOnly || !function.errors().isEmpty())
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(new FunctionList(wanted).json()));
        } else if (!wanted.isEmpty()) {
            table(wanted, out);
        } else {
            output.note(spec, errorsOnly ? "no function is in error" : "there are no functions");
        }
        out.flush();
        return errorsOnly && !wanted.isEmpty() ? 1 : 0;
    }

    private int printStatistics() throws IOException, InterruptedException {
        if (app != null || errorsOnly) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--stats is about the running host, so it cannot be combined with "
                            + (app == null ? "--errors." : "the folder of an app."));
        }
        StatisticsList all = StatisticsList.parse(
                instance.control("/v1/functions/statistics").get());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(all.json()));
        } else if (all.functions().isEmpty()) {
            output.note(spec, "there are no functions");
        } else {
            StatisticsTable.lines(all).forEach(line -> out.println(PrintableText.line(line)));
        }
        out.flush();
        return 0;
    }

    private FunctionList running() throws IOException, InterruptedException {
        return FunctionList.parse(instance.functions().get());
    }

    private FunctionList inFolder(Path folder) {
        PrintWriter progress = output.quiet()
                ? new PrintWriter(PrintWriter.nullWriter())
                : spec.commandLine().getErr();
        try (SystemClock clock = new SystemClock()) {
            return FunctionList.of(AppSelection.app(folder, clock, progress).validated(), "");
        }
    }

    private static void table(List<HostedFunction> functions, PrintWriter out) {
        int names = width(functions.stream().map(HostedFunction::name).toList());
        int triggers = width(functions.stream().map(HostedFunction::triggerType).toList());
        for (HostedFunction function : functions) {
            String state = function.errors().isEmpty() ? function.disabled() ? "disabled" : "" : "in error";
            String row = padded(function.name(), names)
                    + padded(function.triggerType(), triggers)
                    + padded(state, "in error".length() + GAP)
                    + place(function);
            out.println(PrintableText.line(row.stripTrailing()));
            function.errors().forEach(error -> out.println(PrintableText.of("  " + error)));
        }
    }

    private static String place(HostedFunction function) {
        if (function.url() == null) {
            return function.source() == null ? "" : function.source();
        }
        String methods = function.methods().isEmpty() ? "" : "[" + String.join(",", function.methods()) + "] ";
        return methods + function.url();
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0) + GAP;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
