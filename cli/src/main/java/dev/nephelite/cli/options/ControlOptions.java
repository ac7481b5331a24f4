package dev.nephelite.cli.options;

import dev.nephelite.cli.options.ListenAddress.PortNumber;
import dev.nephelite.cloud.LocalCloud;
import picocli.CommandLine.Option;

/** The address of the control plane. */
public final class ControlOptions {
    static final String HOST = "--control-host";
    static final String PORT = "--control-port";

    @Option(
            names = PORT,
            paramLabel = "PORT",
            converter = PortNumber.class,
            description = "Port of the control plane. 0 picks a free port.",
            defaultValue = "10010")
    private int port;

    @Option(
            names = HOST,
            paramLabel = "ADDRESS",
            description = "Address on which the control plane listens. 0.0.0.0 accepts connections from other machines,"
                    + " which need the token in endpoints.json.",
            defaultValue = ListenAddress.LOOPBACK)
    private String host;

    /** Adds these options to those of a cloud. */
    public void applyTo(LocalCloud.Builder cloud) {
        cloud.controlHost(host).controlPort(port);
    }
}
