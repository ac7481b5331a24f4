package dev.nephelite.benchmark.server;

import dev.nephelite.benchmark.report.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nephelite as users start it, with the launcher of the checkout and its flags.
 *
 * @param hasControlPlane whether it has a port for the control plane, which older revisions lack
 * @param hasWorkers whether functions can run in a process of their own, which they cannot in older revisions
 * @param app the function app that it runs, or null for none
 * @param options choose where functions run
 */
public record Nephelite(
        Subject subject,
        Path launcher,
        String version,
        boolean hasControlPlane,
        boolean hasWorkers,
        @Nullable Path app,
        List<String> options)
        implements EmulatorTarget {
    private static final String CONTROL_PORT = "--control-port";
    private static final String IN_PROCESS = "in-process";

    /** Finds Nephelite in a checkout. This builds it if necessary, so that no measured start does. */
    public static Nephelite of(Path checkout) throws IOException, InterruptedException {
        return of(Subject.NEPHELITE, checkout, "");
    }

    /**
     * Clones another revision of a checkout into a folder, unless it is there, and builds it if necessary.
     *
     * @param revision as Git names it
     * @throws IOException if there is no such revision, or if it cannot be built
     */
    public static Nephelite baseline(Path checkout, String revision, Path folder)
            throws IOException, InterruptedException {
        String commit = EmulatorTarget.output(
                git(checkout, "rev-parse", "--verify", "--end-of-options", revision + "^{commit}"));
        Path clone = folder.resolve(commit);
        if (!Files.exists(clone.resolve("nephelite"))) {
            EmulatorTarget.output(List.of(
                    "git",
                    "clone",
                    "--quiet",
                    "--no-checkout",
                    checkout.toAbsolutePath().toString(),
                    clone.toString()));
            EmulatorTarget.output(git(clone, "checkout", "--quiet", commit));
        }
        return of(Subject.BASELINE, clone, ", commit " + commit);
    }

    private static Nephelite of(Subject subject, Path checkout, String suffix)
            throws IOException, InterruptedException {
        String launcher =
                checkout.toAbsolutePath().normalize().resolve("nephelite").toString();
        String version = EmulatorTarget.output(List.of(launcher, "version")) + suffix;
        String help = EmulatorTarget.output(List.of(launcher, "start", "--help"));
        return new Nephelite(
                subject,
                Path.of(launcher),
                version,
                help.contains(CONTROL_PORT),
                help.contains(IN_PROCESS),
                null,
                List.of());
    }

    private static List<String> git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public List<String> command(Path folder, Server.Ports ports) {
        List<String> command = new ArrayList<>(List.of(
                launcher.toString(),
                "start",
                "--location",
                folder.toString(),
                "--blob-port",
                Integer.toString(ports.blob()),
                "--queue-port",
                Integer.toString(ports.queue())));
        if (hasControlPlane) {
            command.addAll(List.of(CONTROL_PORT, "0"));
        }
        if (app != null) {
            command.addAll(List.of("--function-port", Integer.toString(ports.spare()), app.toString()));
            command.addAll(hasWorkers ? options : List.of());
        }
        return command;
    }

    @Override
    public EmulatorTarget running(Path otherApp, String... otherOptions) {
        return new Nephelite(subject, launcher, version, hasControlPlane, hasWorkers, otherApp, List.of(otherOptions));
    }
}
