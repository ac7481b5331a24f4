package dev.nephelite.cli.options;

import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.LocalCloudBuilder;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The address of the control plane. */
public final class ControlOptions {
    static final String HOST = "--control-host";
    static final String PORT = "--control-port";

    /** The port if nothing else is set and it is free. */
    public static final int USUAL_PORT = 10_010;

    @Option(
            names = PORT,
            paramLabel = "PORT",
            converter = PortNumber.class,
            description = "Port of the control plane. 0 picks a free port. Default: " + USUAL_PORT
                    + ", or a free one if that is in use; for 'nephelite exec', a free one.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable Integer port;

    @Option(
            names = HOST,
            paramLabel = "ADDRESS",
            description = "Address on which the control plane listens. 0.0.0.0 accepts connections from other machines,"
                    + " which need the token in endpoints.json.",
            defaultValue = StorageOptions.LOOPBACK)
    private String host;

    /** Adds these options to those of a cloud. */
    public void applyTo(LocalCloudBuilder cloud) {
        cloud.controlHost(host);
        if (port == null) {
            cloud.preferredControlPort(USUAL_PORT);
        } else {
            cloud.controlPort(port);
        }
    }

    /** Says where the control plane of {@code cloud} is, if it is not where one usually is. */
    public Optional<String> note(LocalCloud cloud) {
        return Optional.ofNullable(cloud.endpoints().control())
                .filter(url -> port == null && URI.create(url).getPort() != USUAL_PORT)
                .map(url -> "Port " + USUAL_PORT + " is in use, so the control plane is at " + url + ".");
    }
}
