package dev.nephelite.cli.command;

import dev.nephelite.cli.options.DurationText;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.OutputFile;
import dev.nephelite.cli.remote.RemoteServer.NotRunningException;
import dev.nephelite.cli.remote.RemoteServer.RefusedException;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.RunSummary.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/** {@code nephelite record}: writes runs to a file, from which {@code nephelite replay} repeats them. */
@Command(
        name = "record",
        description =
                "Write the runs that end from now on to a file, with what they were given, until interrupted. 'nephelite replay'"
                        + " repeats them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class RecordCommand implements Callable<Integer> {
    private static final Duration BETWEEN_READS = Duration.ofMillis(250);

    @Parameters(
            paramLabel = "FILE",
            description = "File to write, one JSON object a line. An earlier recording is replaced.")
    private Path file;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            description =
                    "End after this time, such as 90s or 10m. Default: when interrupted, or when the program stops.")
    private @Nullable String duration;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            description = "Write the runs that began within this time instead, and end at once.")
    private @Nullable String since;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (duration != null && since != null) {
            throw new ParameterException(
                    spec.commandLine(), "--since writes past runs and ends, so it cannot be combined with --duration.");
        }
        OutputFile target = new OutputFile(spec, "FILE", file);
        target.requireReplaceable("a recording of runs", RecordingFile.START);
        if (since == null) {
            recordFromNowOn();
        } else {
            recordPast(parsed("--since", since));
        }
        return 0;
    }

    private void recordFromNowOn() throws IOException, InterruptedException {
        try (SystemClock clock = new SystemClock()) {
            @Nullable Instant end = duration == null ? null : clock.now().plus(parsed("--duration", duration));
            long newest = new RemoteRuns(instance)
                    .list("last=1").stream().mapToLong(RunSummary::number).max().orElse(0);
            try (RecordingFile recording = RecordingFile.create(file)) {
                output.note(spec, "recording");
                follow(recording, newest, clock, end);
                printCount(recording);
            }
        }
    }

    /** An earlier recording is replaced only when all runs have been read. */
    private void recordPast(Duration age) throws IOException, InterruptedException {
        Instant begin;
        try (SystemClock clock = new SystemClock()) {
            begin = clock.now().minus(age);
        }
        List<RunRecord> runs = new ArrayList<>();
        for (RunSummary run : new RemoteRuns(instance).list("after=0&since=" + begin)) {
            addIfEnded(run, runs);
        }
        try (RecordingFile recording = RecordingFile.create(file)) {
            addAll(runs, recording);
            printCount(recording);
        }
    }

    private void printCount(RecordingFile recording) {
        output.result(
                spec,
                recording.runs() == 1 ? "1 run is in " + file : recording.runs() + " runs are in " + file,
                "runs",
                recording.runs());
    }

    private Duration parsed(String option, String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException noDuration) {
            throw new ParameterException(spec.commandLine(), option + ": " + noDuration.getMessage());
        }
    }

    /** @param after the number of the newest run that has begun or ended */
    private void follow(RecordingFile recording, long after, SystemClock clock, @Nullable Instant end)
            throws IOException, InterruptedException {
        long position = after;
        while (true) {
            List<RunRecord> ended = new ArrayList<>();
            boolean stopped = false;
            try {
                for (RunSummary run : new RemoteRuns(instance).list("after=" + position)) {
                    addIfEnded(run, ended);
                    position = run.number();
                }
            } catch (RefusedException refused) {
                if (!refused.code().equals("Stopping")) {
                    throw refused;
                }
                stopped = true;
            } catch (NotRunningException | IOException ignored) {
                // A program that is stopping refuses or cuts connections.
                stopped = true;
            }
            addAll(ended, recording);
            if (stopped) {
                output.note(spec, "the program has stopped");
                return;
            }
            if (end != null && !clock.now().isBefore(end)) {
                return;
            }
            clock.sleep(BETWEEN_READS);
        }
    }

    /** Those in progress get another number when they end. */
    private void addIfEnded(RunSummary run, List<RunRecord> ended) throws IOException, InterruptedException {
        if (run.outcome() != Outcome.RUNNING) {
            new RemoteRuns(instance).find(run.id()).ifPresent(ended::add);
        }
    }

    private static void addAll(List<RunRecord> runs, RecordingFile recording) throws IOException {
        for (RunRecord run : runs) {
            recording.add(run);
        }
    }
}
