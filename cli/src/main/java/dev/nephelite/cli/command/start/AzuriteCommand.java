package dev.nephelite.cli.command.start;

import dev.nephelite.cli.help.VersionCommand;
import dev.nephelite.cli.options.AccessOptions;
import dev.nephelite.cli.options.ControlOptions;
import dev.nephelite.cli.options.IgnoredAzuriteOptions;
import dev.nephelite.cli.options.OptionRemedies;
import dev.nephelite.cli.options.PortNumber;
import dev.nephelite.cli.options.StorageOptions;
import dev.nephelite.cli.options.TlsOptions;
import dev.nephelite.cli.process.TablePort;
import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.LocalCloudBuilder;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.tls.ServerCertificate;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code nephelite azurite}: storage with the command line and the start lines of Azurite, for scripts, compose files and
 * container images that are written for it.
 */
@Command(
        name = "azurite",
        description = "Start the storage emulators with the command line of Azurite, and print its start lines."
                + " Runs until it is interrupted.",
        versionProvider = VersionCommand.Version.class,
        defaultValueProvider = AzuriteCommand.Defaults.class,
        abbreviateSynopsis = true,
        sortOptions = false,
        showDefaultValues = true)
@SuppressWarnings("UnusedVariable") // picocli acts on some options, and others have no effect.
public class AzuriteCommand implements Callable<Integer> {
    private static final String LOCATION = "--location";

    /** Where data is in the folder that the command line names: beside what else is there. */
    private static final String DATA = ".nephelite";

    private static final String BLOB = "Blob";
    private static final String QUEUE = "Queue";
    private static final String TABLE = "Table";

    /** The services that this command is about. */
    private final List<String> services;

    @Mixin
    private StorageOptions storage;

    @Option(
            names = "--tableHost",
            paramLabel = "ADDRESS",
            description = "Address on which the port for tables listens.",
            defaultValue = "127.0.0.1")
    private String tableHost;

    @Option(
            names = "--tablePort",
            paramLabel = "PORT",
            converter = PortNumber.class,
            description = "Port for tables. There is no Table service; requests are answered with status 501.",
            defaultValue = "10002")
    private int tablePort;

    @Option(names = "--tableKeepAliveTimeout", hidden = true)
    private @Nullable String tableKeepAlive;

    @Option(
            names = {"-d", "--debug"},
            hidden = true)
    private @Nullable Path debugLog;

    @Mixin
    private AccessOptions access;

    @Mixin
    private TlsOptions tls;

    @Mixin
    private ControlOptions control;

    @Mixin
    private IgnoredAzuriteOptions ignored;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Option(
            names = {"-v", "-V", "--version"},
            versionHelp = true,
            description = "Print version information and exit.")
    private boolean version;

    @ParentCommand
    private Program main;

    @Spec
    private CommandSpec spec;

    /** The command for all services. */
    public AzuriteCommand() {
        this(List.of(BLOB, QUEUE, TABLE));
    }

    private AzuriteCommand(List<String> services) {
        this.services = services;
    }

    @Override
    public Integer call() throws Exception {
        storage.requireConsistent();
        tls.requireConsistent();
        access.requireConsistent(tls);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ignored.accept(System.getenv(), err);
        if (debugLog != null) {
            err.println("nephelite: --debug has no effect: warnings and errors are on standard error.");
        }
        main.awaitPreparation();
        @Nullable Path parent = storage.location();
        @Nullable Path data = parent == null ? null : parent.resolve(DATA);
        noteDataOfAzurite(parent, data, err);
        SystemClock clock = new SystemClock();
        CloudProcess process = new CloudProcess(
                spec,
                Stream.ofNullable(data)
                        .map(folder -> folder.resolve(EndpointsFile.FILE))
                        .toList(),
                clock,
                err);
        process.beforeStop(() -> print(out, " service is closing..."));
        process.afterStop(watchdog -> print(out, " service successfully closed"));
        @Nullable ServerCertificate certificate = tls.certificate();
        LocalCloud cloud = process.start(builder(data, certificate, clock), certificate, () -> {});
        try {
            if (services.contains(TABLE)) {
                TablePort tables = TablePort.open(tableHost, tablePort, Clocks.single(clock));
                err.println("nephelite: There is no Table service; " + tables.baseUrl() + " answers with status 501.");
            }
            control.note(cloud).ifPresent(note -> err.println("nephelite: " + note));
            err.flush();
            announce(out, BLOB, origin(cloud.endpoints().blob()));
            announce(out, QUEUE, origin(cloud.endpoints().queue()));
        } catch (RuntimeException failed) {
            cloud.close();
            throw failed;
        }
        // Otherwise a signal ends the process.
        throw process.folderLost().get();
    }

    private LocalCloudBuilder builder(@Nullable Path data, @Nullable ServerCertificate certificate, SystemClock clock)
            throws Exception {
        LocalCloudBuilder builder = LocalCloud.builder().machineClock(clock).remedies(OptionRemedies.ofRefusals());
        storage.applyTo(builder);
        if (data != null) {
            builder.location(data);
        }
        control.applyTo(builder);
        if (certificate != null) {
            builder.certificate(certificate);
        }
        access.applyTo(builder, System.getenv(), clock);
        return builder;
    }

    private static void noteDataOfAzurite(@Nullable Path parent, @Nullable Path data, PrintWriter err) {
        if (parent != null && data != null && DataFolder.isOfAzurite(parent) && !Files.exists(data)) {
            err.println("nephelite: " + parent.toAbsolutePath().normalize()
                    + " has data of Azurite, which is not used. To bring it over, stop Nephelite, delete " + data
                    + " and run 'nephelite import --from-azurite " + parent + " " + LOCATION + " " + data + "'.");
        }
    }

    /** Two lines that programs wait for. */
    private void announce(PrintWriter out, String service, String origin) {
        if (!services.contains(service)) {
            return;
        }
        out.println("Azurite " + service + " service is starting at " + origin);
        out.println("Azurite " + service + " service is successfully listening at " + origin);
        out.flush();
    }

    private void print(PrintWriter out, String event) {
        services.stream()
                .filter(service -> !service.equals(TABLE))
                .forEach(service -> out.println("Azurite " + service + event));
        out.flush();
    }

    private static String origin(String endpoint) {
        URI url = URI.create(endpoint);
        return url.getScheme() + "://" + url.getAuthority();
    }

    /** Azurite's default is the current folder. */
    static final class Defaults extends OptionDefaults {
        Defaults() {
            super(Map.of(LOCATION, "."));
        }
    }

    /** {@code nephelite azurite-blob}. The other service is on a free port of this machine, where it disturbs nobody. */
    @Command(
            name = "azurite-blob",
            description =
                    "Start the Blob service alone with the command line of Azurite. Runs until it is interrupted.",
            defaultValueProvider = BlobOnly.OwnDefaults.class)
    public static final class BlobOnly extends AzuriteCommand {
        public BlobOnly() {
            super(List.of(BLOB));
        }

        static final class OwnDefaults extends OptionDefaults {
            OwnDefaults() {
                super(Map.of(LOCATION, ".", "--queue-port", "0"));
            }
        }
    }

    /** {@code nephelite azurite-queue}. The other service is on a free port of this machine, where it disturbs nobody. */
    @Command(
            name = "azurite-queue",
            description =
                    "Start the Queue service alone with the command line of Azurite. Runs until it is interrupted.",
            defaultValueProvider = QueueOnly.OwnDefaults.class)
    public static final class QueueOnly extends AzuriteCommand {
        public QueueOnly() {
            super(List.of(QUEUE));
        }

        static final class OwnDefaults extends OptionDefaults {
            OwnDefaults() {
                super(Map.of(LOCATION, ".", "--blob-port", "0"));
            }
        }
    }
}
