package dev.nephelite.cli.options;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.cli.config.ConfigFile;
import dev.nephelite.cloud.LocalCloudBuilder;
import dev.nephelite.emulator.store.disk.Durability;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The addresses of the storage emulators, their data folder, and what their data survives. */
public final class StorageOptions {
    static final String LOCATION = "--location";
    private static final String DURABILITY = "--durability";
    private static final String IN_MEMORY = "--in-memory";
    static final String BLOB_HOST = "--blob-host";
    static final String QUEUE_HOST = "--queue-host";
    static final String BLOB_PORT = "--blob-port";
    static final String QUEUE_PORT = "--queue-port";
    private static final String CONTAINER_RETENTION = "--container-delete-retention-days";
    private static final int MAX_RETENTION_DAYS = 365;

    /** Where services listen by default, so that only this machine can reach them. */
    public static final String LOOPBACK = "127.0.0.1";

    @Option(
            names = {"-l", LOCATION},
            paramLabel = "DIR",
            description = "Data folder: a new or empty folder, or one of an earlier start. Default: .nephelite; for"
                    + " 'nephelite exec', in memory.",
            showDefaultValue = Visibility.NEVER,
            defaultValue = ConfigFile.USUAL_DATA_FOLDER)
    private @Nullable Path location;

    @Option(
            names = DURABILITY,
            paramLabel = "process|fsync",
            description = "What an acknowledged write survives. process: a crash of this program. fsync:"
                    + " a loss of power as well; slower.",
            converter = DurabilityName.class,
            completionCandidates = DurabilityName.class,
            defaultValue = "process")
    private Durability durability;

    @Option(
            names = {IN_MEMORY, "--inMemoryPersistence"},
            description = "Keep all data in memory. Nothing survives the end of the program, and there is no"
                    + " data folder and no endpoints.json.")
    private boolean inMemory;

    @Option(
            names = {BLOB_HOST, "--blobHost"},
            paramLabel = "ADDRESS",
            description = "Address on which the Blob service listens. 0.0.0.0 accepts connections from other machines.",
            defaultValue = LOOPBACK)
    private String blobHost;

    @Option(
            names = {QUEUE_HOST, "--queueHost"},
            paramLabel = "ADDRESS",
            description =
                    "Address on which the Queue service listens. 0.0.0.0 accepts connections from other machines.",
            defaultValue = LOOPBACK)
    private String queueHost;

    @Option(
            names = {BLOB_PORT, "--blobPort"},
            paramLabel = "PORT",
            converter = PortNumber.class,
            description = "Port of the Blob service. 0 picks a free port.",
            defaultValue = "10000")
    private int blobPort;

    @Option(
            names = {QUEUE_PORT, "--queuePort"},
            paramLabel = "PORT",
            converter = PortNumber.class,
            description = "Port of the Queue service. 0 picks a free port.",
            defaultValue = "10001")
    private int queuePort;

    @Option(names = "--blob-versioning", description = "Keep every earlier state of a blob as a version.")
    private boolean blobVersioning;

    @Option(
            names = CONTAINER_RETENTION,
            paramLabel = "DAYS",
            description =
                    "Number of days for which a deleted container can be restored, from 1 to 365. 0: it cannot be restored.",
            defaultValue = "0")
    private int containerRetentionDays;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Refuses contradictory and invalid options. */
    public void requireConsistent() {
        if (containerRetentionDays < 0 || containerRetentionDays > MAX_RETENTION_DAYS) {
            throw new ParameterException(
                    command.commandLine(),
                    CONTAINER_RETENTION + " takes 0 to " + MAX_RETENTION_DAYS + " days, not " + containerRetentionDays
                            + ".");
        }
        if (inMemory) {
            requireAbsent(LOCATION, "in memory there is no data folder");
            requireAbsent(DURABILITY, "in memory nothing survives the end of the program");
        }
        if (location == null && isGiven(DURABILITY)) {
            throw new ParameterException(
                    command.commandLine(),
                    DURABILITY + " needs " + LOCATION + ": in memory nothing survives the end of the program.");
        }
    }

    /** The data folder, or null if everything is kept in memory. */
    @Nullable
    public Path location() {
        return inMemory ? null : location;
    }

    public Durability durability() {
        return durability;
    }

    /** Adds these options to those of a cloud. */
    public void applyTo(LocalCloudBuilder cloud) {
        @Nullable Path folder = location();
        if (folder != null) {
            cloud.location(folder).durability(durability);
        }
        cloud.blobHost(blobHost)
                .blobPort(blobPort)
                .queueHost(queueHost)
                .queuePort(queuePort)
                .features(new BlobEmulator.Features(blobVersioning, containerRetentionDays));
    }

    private void requireAbsent(String option, String reason) {
        if (isGiven(option)) {
            throw new ParameterException(
                    command.commandLine(),
                    IN_MEMORY + " and " + option + " contradict each other: " + reason + ". Leave one of them out.");
        }
    }

    private boolean isGiven(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Converts the values of {@code --durability}. */
    static final class DurabilityName extends NamedValue<Durability> {
        DurabilityName() {
            super(Durability.values());
        }
    }
}
