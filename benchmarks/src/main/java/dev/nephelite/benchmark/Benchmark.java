package dev.nephelite.benchmark;

import dev.nephelite.benchmark.group.BenchmarkSettings;
import dev.nephelite.benchmark.group.Group;
import dev.nephelite.benchmark.group.ServerRun;
import dev.nephelite.benchmark.load.LoadGenerator;
import dev.nephelite.benchmark.report.Report;
import dev.nephelite.benchmark.report.Results;
import dev.nephelite.benchmark.report.RevisionReport;
import dev.nephelite.benchmark.report.SampleFile;
import dev.nephelite.benchmark.server.Azurite;
import dev.nephelite.benchmark.server.EmulatorTarget;
import dev.nephelite.benchmark.server.Nephelite;
import dev.nephelite.emulator.time.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The benchmark: runs one group of measurements after the other, each with one server after the other, and prints the table. */
@Command(
        name = "benchmarks/run",
        description = "Do the same work with Nephelite and with Azurite, and print how they compare.",
        sortOptions = false,
        showDefaultValues = true)
public final class Benchmark implements Callable<Integer> {
    @Option(
            names = "--groups",
            split = ",",
            paramLabel = "GROUP",
            description =
                    "The groups to measure: ${COMPLETION-CANDIDATES}. SLOW needs 20,500 open files, PROFILE takes eight minutes,"
                            + " GROWTH puts a million blobs, BACKLOG a million messages, SOAK takes ten minutes.",
            defaultValue = "CEILINGS,COLD,FUNCTIONS,WORKER,HARM,JUNIT,SMALL,MANY,MESSAGES,LARGE,DURABILITY,KILLS")
    private List<Group> groups = List.of();

    @Mixin
    private WorkloadOptions workloadOptions;

    @Option(names = "--without-azurite", description = "Measure Nephelite alone.")
    private boolean withoutAzurite;

    @Option(
            names = "--against",
            paramLabel = "REV",
            description = "Compare with another revision of Nephelite instead of Azurite: each round measures both, one"
                    + " right after the other.")
    private @Nullable String revision;

    @Option(
            names = "--azurite",
            paramLabel = "DIR",
            description =
                    "Folder in which npm has installed or will install Azurite. Default: benchmarks/target/azurite.")
    private @Nullable Path azurite;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File for all samples. Default: benchmarks/target/samples.jsonl.")
    private @Nullable Path out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this message and exit.")
    boolean help;

    @Option(names = "--checkout", hidden = true, description = "The folder of the launcher.", defaultValue = ".")
    private Path checkout;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(Benchmark::killChildren, "kill children"));
        System.exit(new CommandLine(new Benchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    commandLine.getErr().println("benchmark: " + failure.getMessage());
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter table = spec.commandLine().getOut();
        Path module = checkout.resolve("benchmarks");
        Path target = module.resolve("target");
        Path work = Files.createDirectories(target.resolve("work"));
        LoadGenerator loads = LoadGenerator.of(module);
        BenchmarkSettings settings = workloadOptions.settings();
        try (SystemClock clock = new SystemClock();
                SampleFile samples = new SampleFile(out == null ? target.resolve("samples.jsonl") : out)) {
            Results results = new Results(samples);
            List<EmulatorTarget> targets = targets(target, results);
            if (revision == null) {
                run(targets, emulator -> new ServerRun(emulator, settings, results, loads, clock, work));
            } else {
                for (int round = 0; round < settings.repetitions(); round++) {
                    run(targets, emulator -> new ServerRun(emulator, settings.once(), results, loads, clock, work));
                    // What runs second may find the machine in another state than what runs first.
                    Collections.reverse(targets);
                }
            }
            table.println(workloadOptions);
            table.println();
            lines(results).forEach(table::println);
            table.flush();
        }
        return 0;
    }

    private void run(List<EmulatorTarget> targets, Function<EmulatorTarget, ServerRun> runs)
            throws InterruptedException {
        for (Group group : Set.copyOf(groups).stream().sorted().toList()) {
            for (EmulatorTarget emulator : targets) {
                run(group, runs.apply(emulator));
            }
        }
    }

    private List<String> lines(Results results) {
        return revision == null ? new Report(results).lines() : new RevisionReport(results, revision).lines();
    }

    /** Kills the servers if the benchmark is interrupted. */
    private static void killChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** Nephelite, and what it is compared with: a revision of its own, or Azurite if it can be installed. */
    private List<EmulatorTarget> targets(Path target, Results results) throws IOException, InterruptedException {
        List<EmulatorTarget> targets = new ArrayList<>();
        targets.add(Nephelite.of(checkout));
        if (revision != null) {
            progress("Building " + revision + " if necessary ...");
            targets.add(Nephelite.baseline(checkout, revision, target.resolve("against")));
        } else if (!withoutAzurite) {
            progress("Looking for Azurite, and installing it if necessary ...");
            try {
                targets.add(Azurite.in(azurite == null ? target.resolve("azurite") : azurite));
            } catch (IOException missing) {
                results.note("Azurite is left out: " + missing.getMessage()
                        + ". It needs npm on the PATH and access to the npm registry.");
                progress("Azurite is left out: " + missing.getMessage());
            }
        }
        for (EmulatorTarget emulator : targets) {
            results.note(emulator.subject().title() + " is " + emulator.version() + ".");
        }
        return targets;
    }

    /** Runs a group with one server. A failure is reported and does not end the benchmark. */
    private void run(Group group, ServerRun serverRun) throws InterruptedException {
        if (!group.isFor(serverRun.subject())) {
            return;
        }
        String measurement = group + " with " + serverRun.subject().title();
        progress(measurement + " ...");
        Instant begin = serverRun.clock().now();
        try {
            group.run(serverRun);
        } catch (IOException | RuntimeException failed) {
            serverRun.results().note(measurement + " failed: " + failed.getMessage());
            progress(measurement + " failed: " + failed);
        }
        progress(measurement + " took "
                + Duration.between(begin, serverRun.clock().now()).toSeconds() + " s");
    }

    private void progress(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
