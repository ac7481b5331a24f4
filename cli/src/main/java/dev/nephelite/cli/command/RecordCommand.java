package dev.nephelite.cli.command;

import dev.nephelite.cli.options.DurationText;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.OutputFile;
import dev.nephelite.cli.remote.RemoteServer.NotRunningException;
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
        try (SystemClock clock = new SystemClock()) {
            Instant now = clock.now();
            @Nullable Instant end = duration == null ? null : now.plus(parsed("--duration", duration));
            String begin = since == null ? "after=" + newest() : "after=0&since=" + now.minus(parsed("--since", since));
            try (RecordingFile recording = RecordingFile.create(file)) {
                if (since == null) {
                    output.note(spec, "recording");
                    follow(recording, begin, clock, end);
                } else {
                    for (RunRecord run : ended(runs(begin))) {
                        recording.add(run);
                    }
                }
                output.result(
                        spec,
                        recording.runs() == 1 ? "1 run is in " + file : recording.runs() + " runs are in " + file,
                        "runs",
                        recording.runs());
            }
        }
        return 0;
    }

    private Duration parsed(String option, String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException noDuration) {
            throw new ParameterException(spec.commandLine(), option + ": " + noDuration.getMessage());
        }
    }

    /** The number of the newest run that has begun or ended. */
    private long newest() throws IOException, InterruptedException {
        return runs("last=1").stream().mapToLong(RunSummary::number).max().orElse(0);
    }

    private List<RunSummary> runs(String query) throws IOException, InterruptedException {
        return instance.control("/v1/runs?follow=false&" + query)
                .get()
                .lines()
                .filter(line -> !line.isBlank())
                .map(RunSummary::parse)
                .toList();
    }

    private void follow(RecordingFile recording, String begin, SystemClock clock, @Nullable Instant end)
            throws IOException, InterruptedException {
        String position = begin;
        while (true) {
            List<RunSummary> runs;
            List<RunRecord> ended;
            try {
                runs = runs(position);
                ended = ended(runs);
            } catch (NotRunningException | IOException stopped) {
                // A program that is stopping refuses requests or cuts the connection.
                output.note(spec, "the program has stopped");
                return;
            }
            for (RunRecord run : ended) {
                recording.add(run);
            }
            if (!runs.isEmpty()) {
                position = "after=" + runs.get(runs.size() - 1).number();
            }
            if (end != null && !clock.now().isBefore(end)) {
                return;
            }
            clock.sleep(BETWEEN_READS);
        }
    }

    /** Those in progress get another number when they end. */
    private List<RunRecord> ended(List<RunSummary> runs) throws IOException, InterruptedException {
        List<RunRecord> ended = new ArrayList<>();
        for (RunSummary run : runs) {
            if (run.outcome() != Outcome.RUNNING) {
                ended.add(
                        RunRecord.parse(instance.control("/v1/runs/" + run.id()).get()));
            }
        }
        return ended;
    }
}
