package dev.nephelite.benchmark.server;

import dev.nephelite.benchmark.report.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nephelite as users start it, with the launcher of the checkout and its flags.
 *
 * @param app the function app that it runs, or null for none
 */
public record Nephelite(
        Path launcher, String version, @Nullable Path app) implements EmulatorTarget {
    /** Finds Nephelite in a checkout. This builds it if necessary, so that no measured start does. */
    public static Nephelite of(Path checkout) throws IOException, InterruptedException {
        Path launcher = checkout.toAbsolutePath().normalize().resolve("nephelite");
        return new Nephelite(launcher, EmulatorTarget.output(List.of(launcher.toString(), "version")), null);
    }

    @Override
    public Subject subject() {
        return Subject.NEPHELITE;
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
                Integer.toString(ports.queue()),
                "--control-port",
                "0"));
        if (app != null) {
            command.addAll(List.of("--function-port", Integer.toString(ports.spare()), app.toString()));
        }
        return command;
    }

    @Override
    public EmulatorTarget running(Path otherApp) {
        return new Nephelite(launcher, version, otherApp);
    }
}
