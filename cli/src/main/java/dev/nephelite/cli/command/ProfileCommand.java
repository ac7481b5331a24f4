package dev.nephelite.cli.command;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.TimeSpanOption;
import dev.nephelite.cli.output.ConsoleProgress;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.profile.DifferenceSummary;
import dev.nephelite.cli.profile.FunctionProfile;
import dev.nephelite.cli.profile.ProfileFiles;
import dev.nephelite.cli.profile.ProfileJson;
import dev.nephelite.cli.profile.ProfileSummary;
import dev.nephelite.cli.remote.RemoteResource;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.FunctionList;
import dev.nephelite.function.FunctionList.HostedFunction;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite profile}: where the functions of a running host spend their time, and what has changed. */
@Command(
        name = "profile",
        description = "Record the functions of the running host for some time and write a flame graph of each, or"
                + " compare two such profiles.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class ProfileCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FUNCTION", description = "The function. Default: all functions.")
    private @Nullable String function;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            converter = TimeSpanOption.class,
            description = "How long to record, such as 30s or 2m.",
            defaultValue = "30s")
    private Duration duration;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE.jfr",
            description = "Where to write the recording. The flame graphs are written to a folder beside it.",
            defaultValue = "profile.jfr")
    private Path file;

    @Option(
            names = "--async-profiler",
            description =
                    "Sample CPU time with async-profiler, which also sees native code, such as compression. Only on"
                            + " Linux and macOS.")
    private boolean asyncProfiler;

    @Option(
            names = "--diff",
            arity = "2",
            paramLabel = "FILE.jfr",
            description = "Record nothing, but compare two recordings, the earlier one first, and write flame graphs of"
                    + " what has changed beside the second one.")
    private @Nullable List<Path> compared;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return compared == null ? record() : compare(compared.get(0), compared.get(1));
    }

    private int record() throws IOException, InterruptedException {
        ProfileFiles files = ProfileFiles.of(file);
        files.requireReplaceable(spec, "--file");
        RemoteResource recordings = instance.control(
                "/v1/recordings?seconds=" + duration.toSeconds() + (asyncProfiler ? "&sampler=async-profiler" : ""));
        requireKnownFunction();
        files.prepare();
        download(recordings, files);
        List<FunctionProfile> profiles = files.complete(this::isWanted);
        if (profiles.isEmpty()) {
            output.note(
                    spec,
                    "no call of " + (function == null ? "a function" : function)
                            + " has ended while it was recorded. Call it during the recording.");
            return 1;
        }
        print(ProfileSummary.lines(profiles), ProfileJson.of(files, profiles));
        output.note(spec, "the recording is " + files.recording() + ", the flame graphs are in " + files.folder());
        return 0;
    }

    private void requireKnownFunction() throws IOException, InterruptedException {
        if (function == null) {
            return;
        }
        List<HostedFunction> known =
                FunctionList.parse(instance.control("/v1/functions").get()).functions();
        if (known.stream().noneMatch(each -> isWanted(each.name()))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no function '" + function + "'. There are: "
                            + known.stream().map(HostedFunction::name).collect(Collectors.joining(", ")) + ".");
        }
    }

    private boolean isWanted(String name) {
        return function == null || function.equalsIgnoreCase(name);
    }

    private void download(RemoteResource recordings, ProfileFiles files) throws IOException, InterruptedException {
        PrintWriter err = output.quiet()
                ? new PrintWriter(PrintWriter.nullWriter())
                : spec.commandLine().getErr();
        try (SystemClock clock = new SystemClock()) {
            ConsoleProgress progress = new ConsoleProgress(clock, err);
            progress.note("recording for " + duration.toSeconds() + " s; use the functions now");
            progress.step("recording");
            try {
                recordings.post(files::unpack);
            } finally {
                progress.done();
            }
        }
    }

    private int compare(Path before, Path after) throws IOException {
        DifferenceSummary difference =
                DifferenceSummary.of(ProfileFiles.of(before), ProfileFiles.of(after), this::isWanted);
        if (difference.isEmpty()) {
            output.note(spec, "no function is in both recordings");
            return 1;
        }
        print(difference.lines(), difference.json());
        difference.files().forEach(page -> output.note(spec, "written: " + page));
        return 0;
    }

    private void print(List<String> lines, String json) {
        PrintWriter out = spec.commandLine().getOut();
        (output.json() ? List.of(json) : lines).forEach(line -> out.println(PrintableText.of(line)));
        out.flush();
    }
}
