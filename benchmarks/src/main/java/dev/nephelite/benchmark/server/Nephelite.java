package dev.nephelite.benchmark.server;

import dev.nephelite.benchmark.report.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Nephelite as its users start it: by the launcher of the checkout, with the flags that are in there. */
public record Nephelite(Path launcher, String version) implements Target {
    /** Builds it first, if that is due, so that no measured start has to. */
    public static Nephelite of(Path checkout) throws IOException, InterruptedException {
        Path launcher = checkout.toAbsolutePath().normalize().resolve("nephelite");
        return new Nephelite(launcher, Commands.output(List.of(launcher.toString(), "version")));
    }

    @Override
    public Subject subject() {
        return Subject.NEPHELITE;
    }

    @Override
    public List<String> command(Path folder, Ports ports) {
        return List.of(
                launcher.toString(),
                "start",
                "--location",
                folder.toString(),
                "--blob-port",
                Integer.toString(ports.blob()),
                "--queue-port",
                Integer.toString(ports.queue()));
    }
}
