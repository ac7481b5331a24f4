package dev.nephelite.cli.command.doctor;

import dev.nephelite.cli.command.start.AppSelection;
import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cli.output.Quantities;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.value.ConnectionString;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.java.process.JavaLaunch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Checks of a function app: that a start would load it, which Java runs it, and where its connections lead.
 *
 * @param folder the folder or file of the app
 * @param progress where operations that take long are reported
 * @param compile whether a project whose sources are newer than its classes is compiled, as a start does
 * @param ownPorts the ports that Nephelite's own storage has when it runs
 */
record AppChecks(
        Path folder, Map<String, String> environment, boolean compile, Set<Integer> ownPorts, PrintWriter progress) {
    private static final String APP = "App";

    List<Finding> run() {
        try (SystemClock clock = new SystemClock()) {
            return of(AppSelection.app(folder, clock, progress).compile(compile).validated());
        } catch (InvalidAppException invalid) {
            return List.of(Finding.fault(APP, FailureText.of(invalid)));
        } catch (UncheckedIOException unreadable) {
            return List.of(Finding.fault(APP, FailureText.of(unreadable)));
        }
    }

    private List<Finding> of(App app) {
        List<Finding> findings = new ArrayList<>();
        String functions = Quantities.count(app.runnableFunctions().size(), "function");
        findings.add(Finding.ok(APP, app.root() + " has " + functions + " to run"));
        app.errors().forEach(error -> findings.add(Finding.fault("Function " + error.function(), error.message())));
        findings.add(java(JavaLaunch.executable(app.settings())));
        Map<String, String> settings = new TreeMap<>(environment);
        settings.putAll(app.settings().outsideEnvironment());
        settings.forEach((name, value) -> endpoints(value)
                .filter(endpoint -> !answers(endpoint))
                .forEach(endpoint -> findings.add(Finding.warning(
                        "Connection " + name,
                        "nothing answers at " + endpoint.getAuthority()
                                + ". Start what listens there, or set it to UseDevelopmentStorage=true for Nephelite's"
                                + " own storage."))));
        return findings;
    }

    private static Finding java(String executable) {
        return Files.isExecutable(Path.of(executable))
                ? Finding.ok("Java of functions", executable)
                : Finding.fault(
                        "Java of functions",
                        "there is no program " + executable
                                + ". Correct languageWorkers__java__defaultExecutablePath in the settings of the app.");
    }

    /** The endpoints on this machine of a connection string; none of any other text. */
    private Stream<URI> endpoints(String value) {
        if (!value.contains("Endpoint=")) {
            return Stream.empty();
        }
        try {
            ConnectionString connection = ConnectionString.parse(value);
            return Stream.of(connection.blobEndpoint(), connection.queueEndpoint())
                    .filter(endpoint -> !ownPorts.contains(endpoint.getPort()))
                    .filter(AppChecks::isLocal)
                    .distinct();
        } catch (IllegalArgumentException ignored) {
            // A setting of something else; a start reports connections that are wrong.
            return Stream.empty();
        }
    }

    /** No other machine is asked, not even for an address. */
    private static boolean isLocal(URI endpoint) {
        String host = String.valueOf(endpoint.getHost());
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static boolean answers(URI endpoint) {
        try (Socket socket = new Socket(InetAddress.getByName(endpoint.getHost()), endpoint.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
