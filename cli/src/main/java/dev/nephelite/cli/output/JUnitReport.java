package dev.nephelite.cli.output;

import dev.nephelite.emulator.xml.XmlWriter;
import dev.nephelite.function.invocation.EndedInvocation;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.worker.InvocationResult.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A report of all invocations in the XML of JUnit, which build servers show: a suite for each function, a test case for each
 * invocation. A failed one has its message, its stack trace and its log. Thread-safe.
 */
public final class JUnitReport {
    private static final byte[] FIRST_BYTES =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><testsuites name=\"nephelite\"".getBytes(StandardCharsets.UTF_8);
    private static final int MAX_LINES = 1_000;

    private final Path file;
    private final Map<UUID, List<String>> running = new ConcurrentHashMap<>();

    /** By function. Guards itself and its lists. */
    private final Map<String, List<Case>> suites = new TreeMap<>();

    /** A report without invocations. {@link #write} writes it to {@code file}. */
    public JUnitReport(Path file) {
        this.file = file;
    }

    /** Refuses a file that cannot be written, or that is something else than an earlier report. */
    public static void requireReplaceable(CommandSpec command, String option, Path file) throws IOException {
        new OutputFile(command, option, file).requireReplaceable("a report of 'nephelite exec'", FIRST_BYTES);
    }

    /** Receives the lines that failed invocations are reported with, up to {@value #MAX_LINES} for each. */
    public HostLog log() {
        return this::add;
    }

    private void add(LogLine line) {
        @Nullable UUID invocation = line.scope().invocation();
        if (invocation != null) {
            running.compute(invocation, (id, lines) -> {
                List<String> all = lines == null ? new ArrayList<>() : lines;
                if (all.size() < MAX_LINES) {
                    all.add(line.message());
                }
                return all;
            });
        }
    }

    /** Adds an invocation, whose last line has been logged. */
    public void add(EndedInvocation invocation) {
        List<String> lines = running.getOrDefault(invocation.id(), List.of());
        running.remove(invocation.id());
        synchronized (suites) {
            suites.computeIfAbsent(invocation.function(), name -> new ArrayList<>())
                    .add(Case.of(invocation, lines));
        }
    }

    /**
     * Writes the file.
     *
     * @param err where it is reported if the file cannot be written
     */
    public void write(PrintWriter err) {
        try {
            Files.write(file, xml());
        } catch (IOException unwritable) {
            err.println("nephelite: the report " + file + " cannot be written: " + FailureText.reason(unwritable)
                    + ". Name a file elsewhere.");
            err.flush();
        }
    }

    private byte[] xml() {
        synchronized (suites) {
            List<Case> all =
                    suites.values().stream().flatMap(Collection::stream).toList();
            XmlWriter xml = new XmlWriter().open("testsuites").attribute("name", "nephelite");
            total(xml, all);
            suites.forEach((function, cases) -> suite(xml, function, cases));
            return xml.close().bytes();
        }
    }

    private static void suite(XmlWriter xml, String function, List<Case> cases) {
        String timestamp =
                cases.get(0).startedAt().truncatedTo(ChronoUnit.SECONDS).toString();

        xml.open("testsuite").attribute("name", function).attribute("timestamp", timestamp);
        total(xml, cases);
        for (int i = 0; i < cases.size(); i++) {
            // Not the id: a build server compares the cases of one run with those of the next by their names.
            xml.open("testcase")
                    .attribute("classname", function)
                    .attribute("name", "invocation " + (i + 1))
                    .attribute("time", seconds(cases.get(i).duration()));
            cases.get(i).write(xml);
            xml.close();
        }
        xml.close();
    }

    private static void total(XmlWriter xml, List<Case> cases) {
        Duration time = cases.stream().map(Case::duration).reduce(Duration.ZERO, Duration::plus);
        xml.attribute("tests", Integer.toString(cases.size()))
                .attribute(
                        "failures",
                        Long.toString(cases.stream()
                                .filter(each -> each.failure() != null)
                                .count()))
                .attribute("errors", "0")
                .attribute("time", seconds(time));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    }

    /**
     * What is reported of an invocation. The values that it returned may be large, so they are not kept.
     *
     * @param failure null if it has succeeded
     * @param log what was logged during it; empty if it has succeeded
     */
    private record Case(
            Instant startedAt, Duration duration, @Nullable Failure failure, List<String> log) {
        static Case of(EndedInvocation ended, List<String> lines) {
            return ended.result() instanceof Failure failure
                    ? new Case(ended.startedAt(), ended.duration(), failure, List.copyOf(lines))
                    : new Case(ended.startedAt(), ended.duration(), null, List.of());
        }

        void write(XmlWriter xml) {
            if (failure != null) {
                String details = failure.stackTrace().isEmpty() ? failure.message() : failure.stackTrace();
                xml.open("failure")
                        .attribute("message", failure.message())
                        .text(details)
                        .close()
                        .element("system-out", String.join("\n", log));
            }
        }
    }
}
