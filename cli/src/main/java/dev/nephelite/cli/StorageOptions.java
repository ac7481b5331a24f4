package dev.nephelite.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the storage emulators are and where they keep their data. */
final class StorageOptions {
    @Option(
            names = {"-l", "--location"},
            paramLabel = "DIR",
            description = "Data folder.",
            defaultValue = ".nephelite")
    private Path location;

    @Option(
            names = {"--blob-port", "--blobPort"},
            paramLabel = "PORT",
            description = "Port of the Blob service; 0 picks a free one.",
            defaultValue = "10000")
    private int blobPort;

    @Option(
            names = {"--queue-port", "--queuePort"},
            paramLabel = "PORT",
            description = "Port of the Queue service; 0 picks a free one.",
            defaultValue = "10001")
    private int queuePort;

    Path location() {
        return location;
    }

    int blobPort() {
        return blobPort;
    }

    int queuePort() {
        return queuePort;
    }
}
