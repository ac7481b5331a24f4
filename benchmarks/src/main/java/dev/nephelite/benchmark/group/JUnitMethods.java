package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.junit.SuiteProgram;
import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.report.Subject;
import dev.nephelite.benchmark.server.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to isolate the methods of tests from each other. With Nephelite, each method has a cloud of its own in the JVM of
 * the tests; with Azurite, each has a queue and a container of its own on one server.
 */
final class JUnitMethods implements Group.Workload {
    /** In the first rounds, the JVM loads and compiles classes. */
    private static final int WARM_UP_ROUNDS = 2;

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        if (serverRun.subject() == Subject.AZURITE) {
            try (Server server = serverRun.startWarm()) {
                new Suite(serverRun, "SharedServerSuite", server)
                        .run(ReportRow.JUNIT_STORAGE, ReportRow.JUNIT_STORAGE_CPU);
            }
        } else if (serverRun.subject() == Subject.NEPHELITE) {
            new Suite(serverRun, "StorageSuite", null).run(ReportRow.JUNIT_STORAGE, ReportRow.JUNIT_STORAGE_CPU);
            new Suite(serverRun, "FunctionSuite", null).run(ReportRow.JUNIT_FUNCTIONS, ReportRow.JUNIT_FUNCTIONS_CPU);
        } else {
            serverRun.note("not measured, because the tests are compiled with the extension of this checkout.");
        }
    }

    /**
     * A test class that runs in a JVM of its own.
     *
     * @param server what its methods use; null if they have clouds of their own
     */
    private record Suite(
            ServerRun serverRun, String testClass, @Nullable Server server) {
        void run(ReportRow elapsed, ReportRow cpu) throws IOException, InterruptedException {
            Process tests = new ProcessBuilder(command())
                    .redirectError(Redirect.INHERIT)
                    .start();
            int round = 0;
            double serverBefore = serverCpuMillis();
            try (BufferedReader lines = tests.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] numbers = line.split(" ", 3);
                    requireSuccess(Integer.parseInt(numbers[0]));
                    double serverAfter = serverCpuMillis();
                    if (round++ >= WARM_UP_ROUNDS) {
                        record(elapsed, Double.parseDouble(numbers[1]));
                        record(cpu, Double.parseDouble(numbers[2]) + serverAfter - serverBefore);
                    }
                    serverBefore = serverAfter;
                }
            } finally {
                tests.destroyForcibly().waitFor();
            }
        }

        private void record(ReportRow row, double millis) {
            serverRun.record(row, millis / SuiteProgram.METHODS);
        }

        private void requireSuccess(int failed) throws IOException {
            if (failed > 0) {
                throw new IOException(failed + " methods of " + testClass + " have failed");
            }
        }

        private double serverCpuMillis() {
            return server == null
                    ? 0
                    : ProcessHandle.of(server.pid())
                            .flatMap(process -> process.info().totalCpuDuration())
                            .orElse(Duration.ZERO)
                            .toMillis();
        }

        private List<String> command() {
            List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElse("java"));
            command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
            command.addAll(List.of("--add-opens", "java.base/java.util=ALL-UNNAMED"));
            properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.add(SuiteProgram.class.getName());
            command.add(SuiteProgram.class.getPackageName() + "." + testClass);
            command.add(Integer.toString(WARM_UP_ROUNDS + serverRun.settings().repetitions()));
            return command;
        }

        private Map<String, String> properties() {
            return server == null
                    ? Map.of()
                    : Map.of(
                            SuiteProgram.BLOB_URL, server.storage().blobUrl(),
                            SuiteProgram.QUEUE_URL, server.storage().queueUrl(),
                            SuiteProgram.SIGNATURE, server.storage().signature());
        }
    }
}
