package dev.nephelite.cli.command.start;

import dev.nephelite.cli.command.start.AppSelection.DefaultApp;
import dev.nephelite.cli.config.ConfigFile;
import dev.nephelite.cli.options.AccessOptions;
import dev.nephelite.cli.options.ControlOptions;
import dev.nephelite.cli.options.HostingOptions;
import dev.nephelite.cli.options.LogOptions;
import dev.nephelite.cli.options.OptionRemedies;
import dev.nephelite.cli.options.SeedFile;
import dev.nephelite.cli.options.StorageOptions;
import dev.nephelite.cli.options.TlsOptions;
import dev.nephelite.cli.output.Colors;
import dev.nephelite.cli.output.JsonStandardError;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.LocalCloudBuilder;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.worker.LogLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that starts a cloud, and the cloud that they describe. */
final class CloudOptions {
    private static final String STORAGE_ONLY = "--storage-only";
    private static final String SCRIPT_ROOT = "--script-root";

    @Mixin
    private StorageOptions storage;

    @Mixin
    private ControlOptions control;

    @Mixin
    private AccessOptions access;

    @Mixin
    private TlsOptions tls;

    @Mixin
    private HostingOptions hosting;

    @Mixin
    private LogOptions logging;

    @Option(
            names = STORAGE_ONLY,
            description = "Run no function app, even if there is one in the current folder.",
            showDefaultValue = Visibility.NEVER)
    private boolean storageOnly;

    @Option(
            names = "--no-build",
            description = "Run the classes of a Maven project as they are, even if sources are newer.",
            showDefaultValue = Visibility.NEVER)
    private boolean unbuilt;

    @Option(
            names = "--endpoints-file",
            paramLabel = "FILE",
            description = "Also write the addresses and the connection string to this file. In memory,"
                    + " this is the only such file.")
    private @Nullable Path endpointsFile;

    @Option(
            names = "--seed",
            paramLabel = "FILE|FOLDER",
            description =
                    "Create the containers, blobs, queues and messages that this file or folder describes, before the"
                            + " app starts.")
    private @Nullable Path seed;

    @Option(names = SCRIPT_ROOT, paramLabel = "APP", description = "The same as naming the app without an option.")
    private @Nullable Path scriptRoot;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read settings from this file. Default: nephelite.yml beside the app that is named, in the"
                    + " current folder, or in the nearest one above it.")
    private @Nullable Path configFile;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private @Nullable ConfigFile config;

    /** The configuration file that the command line names; null if it names none. */
    @Nullable
    Path configFile() {
        return configFile;
    }

    /** Notes which configuration file other options come from. */
    void configuredBy(ConfigFile file) {
        config = file;
    }

    /**
     * The app that the command line names.
     *
     * @param argument the one that is named without an option, or null
     * @return null if none is named
     */
    @Nullable
    Path namedApp(@Nullable Path argument) {
        if (argument != null && isGiven(SCRIPT_ROOT)) {
            throw new ParameterException(
                    command.commandLine(),
                    "The app is named twice, " + argument + " and " + SCRIPT_ROOT + " " + scriptRoot + ".");
        }
        return argument == null ? scriptRoot : argument;
    }

    StorageOptions storage() {
        return storage;
    }

    /** Refuses contradictory options, and files that cannot be written. */
    void requireConsistent() throws IOException {
        storage.requireConsistent();
        tls.requireConsistent();
        access.requireConsistent(tls);
        hosting.requireConsistent(tls);
        logging.requireWritable();
        if (endpointsFile != null) {
            EndpointsFile.requireReplaceable(command, endpointsFile);
        }
    }

    /**
     * The app to run.
     *
     * @param named the one that the command line or the configuration names, or null
     */
    DefaultApp app(@Nullable Path named) {
        boolean isAppGiven = named != null && (!named.equals(scriptRoot) || isGiven(SCRIPT_ROOT));
        if (isGiven(STORAGE_ONLY) && isAppGiven) {
            throw new ParameterException(
                    command.commandLine(),
                    STORAGE_ONLY + " and the app " + named + " contradict each other. Leave one of them out.");
        }
        // An app on the command line is stronger than a configured "storage-only".
        if (storageOnly && (isGiven(STORAGE_ONLY) || !isAppGiven)) {
            return new DefaultApp(null, null);
        }
        return named == null ? DefaultApp.find() : new DefaultApp(named, null);
    }

    private boolean isGiven(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** The log of the function host, on standard error. */
    HostLog log(Clock clock) {
        return log(clock, Set.of());
    }

    /**
     * The log of the function host, on standard error.
     *
     * @param hidden the categories of lines that are shown in another way
     */
    HostLog log(Clock clock, Set<String> hidden) {
        return logging.log(command.commandLine().getErr(), clock, Colors.areWanted(System.getenv()), hidden);
    }

    /** Whether standard error is JSON. */
    boolean json() {
        return logging.json();
    }

    /** The writer for messages that are not errors, one per line. */
    PrintWriter notes(HostLog log, Program program) {
        PrintWriter notes =
                logging.json() ? jsonNotes(log, program) : command.commandLine().getErr();
        if (config != null && !config.isHere()) {
            notes.println(PrintableText.of("nephelite: Settings come from " + config.path() + "."));
            notes.flush();
        }
        return notes;
    }

    static PrintWriter jsonNotes(HostLog log, Program program) {
        JsonStandardError json = new JsonStandardError(log);
        program.logAsJson(json);
        return json.writer(LogLevel.INFORMATION);
    }

    /** The certificate of all services, or null for plain HTTP. */
    @Nullable
    ServerCertificate certificate() {
        return tls.certificate();
    }

    /** Says where something is, if it is not where one usually is. */
    Optional<String> note(LocalCloud cloud) {
        return control.note(cloud);
    }

    /** The files that tell other programs where the services are. */
    List<Path> endpointFiles() {
        @Nullable Path location = storage.location();
        return Stream.of(location == null ? null : location.resolve(EndpointsFile.FILE), endpointsFile)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The file with the log of a program in the background: in the data folder or, in memory, beside the endpoints file. */
    Path backgroundLog() {
        @Nullable Path location = storage.location();
        if (location != null) {
            return location.resolve(DataFolder.LOG_FILE);
        }
        Path endpoints = Objects.requireNonNull(endpointsFile);
        return endpoints.resolveSibling(endpoints.getFileName() + ".log");
    }

    /** Whether functions run in this JVM. */
    boolean inProcess() {
        return hosting.inProcess();
    }

    /**
     * The cloud that these options describe.
     *
     * @param adapted changes how the app is run
     * @param err where operations that take long are reported
     */
    LocalCloudBuilder cloud(
            DefaultApp app,
            UnaryOperator<FunctionApp> adapted,
            @Nullable ServerCertificate certificate,
            Clock clock,
            HostLog log,
            PrintWriter err)
            throws IOException {
        LocalCloudBuilder builder =
                LocalCloud.builder().machineClock(clock).log(log).remedies(OptionRemedies.ofRefusals());
        storage.applyTo(builder);
        control.applyTo(builder);
        if (certificate != null) {
            builder.certificate(certificate);
        }
        access.applyTo(builder, System.getenv(), clock);
        if (seed != null) {
            builder.seed(SeedFile.read(command, seed));
        }
        @Nullable Path folder = app.folder();
        if (folder != null) {
            hosting.applyTo(
                    builder, adapted.apply(AppSelection.app(folder, clock, err).compile(!unbuilt)));
        }
        return builder;
    }
}
