package dev.nephelite.cli.command;

import dev.nephelite.cli.command.AppLoader.DefaultApp;
import dev.nephelite.cli.options.AccessOptions;
import dev.nephelite.cli.options.AzuriteOptions;
import dev.nephelite.cli.options.ControlOptions;
import dev.nephelite.cli.options.DebugOptions;
import dev.nephelite.cli.options.FuncOptions;
import dev.nephelite.cli.options.HostingOptions;
import dev.nephelite.cli.options.LogOptions;
import dev.nephelite.cli.options.OptionRemedies;
import dev.nephelite.cli.options.StorageOptions;
import dev.nephelite.cli.options.TlsOptions;
import dev.nephelite.cli.options.WholeNumber;
import dev.nephelite.cli.output.Colours;
import dev.nephelite.cli.output.JsonStandardError;
import dev.nephelite.cli.process.CdsArchive;
import dev.nephelite.cli.process.CdsArchive.TrainingRun;
import dev.nephelite.cli.process.DebuggedJvm;
import dev.nephelite.cli.process.ExitCodes;
import dev.nephelite.cli.process.InterruptHandler;
import dev.nephelite.cli.process.PortInUseException;
import dev.nephelite.cli.process.ReadyTimeout;
import dev.nephelite.cli.process.StopWatchdog;
import dev.nephelite.cli.profile.FlightRecording;
import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.cloud.CloudListener;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.PortUnavailableException;
import dev.nephelite.cloud.UnknownFunctionException;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clock.Scheduled;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.admin.HostControl.HostState;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nephelite start}: storage and, if there is one, a function app, until interrupted. */
@Command(
        name = StartCommand.NAME,
        description = "Start the storage emulators and, if there is one, a function app. Runs until it is interrupted.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class StartCommand implements Callable<Integer> {
    public static final String NAME = "start";
    private static final String LOG_CATEGORY = "Host.Startup";

    @Parameters(
            arity = "0..1",
            paramLabel = "APP",
            description = "Folder of a function app (a Maven project, or a folder that the Azure Functions plugin"
                    + " staged), or a jar. Default: the app in the current folder or in the nearest one"
                    + " above it; if there is none, only storage is started.")
    private @Nullable Path app;

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

    @Option(names = "--script-root", paramLabel = "APP", description = "The same as naming the app without an option.")
    private @Nullable Path scriptRoot;

    @Mixin
    private LogOptions logging;

    @Option(
            names = "--no-build",
            description = "Run the classes of a Maven project as they are, even if sources are newer.",
            showDefaultValue = Visibility.NEVER)
    private boolean unbuilt;

    @Option(
            names = "--no-reload",
            description = "Never reload the app when its files change.",
            showDefaultValue = Visibility.NEVER)
    private boolean fixed;

    @Mixin
    private DebugOptions debug;

    @Option(
            names = "--profile",
            paramLabel = "FILE.jfr",
            description = "Record the run in this file with Java Flight Recorder, and at the end write a flame graph"
                    + " of each function beside it.")
    private @Nullable Path profile;

    private @Nullable FlightRecording recording;

    @Option(
            names = "--endpoints-file",
            paramLabel = "FILE",
            description = "Also write the addresses and the connection string to this file. With --in-memory,"
                    + " this is the only such file.")
    private @Nullable Path endpointsFile;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            converter = WholeNumber.class,
            description = "Exit with code 9 if Nephelite is not ready after this many seconds. Default: no limit.")
    private @Nullable Integer timeout;

    @Mixin
    private FuncOptions foreign;

    @Mixin
    private AzuriteOptions azurite;

    @ParentCommand
    private Program main;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        requireConsistent();
        SystemClock clock = new SystemClock();
        boolean colours = Colours.areWanted(System.getenv());
        HostLog log = logging.log(spec.commandLine().getErr(), clock, colours);
        PrintWriter err = notes(log);
        azurite.require(System.getenv(), err);
        if (debug.wanted() && !DebuggedJvm.isThisOne()) {
            int port = debug.choosePort();
            return DebuggedJvm.run(debug.agent(port), debug.invitation(port), program(), err);
        }
        if (DebuggedJvm.isThisOne()) {
            DebuggedJvm.endWithParent();
        }
        if (profile != null) {
            recording = FlightRecording.start(profile);
            err.println("Profile: will be written to " + profile + " at the end.");
        }
        main.awaitPreparation();
        ReadyTimeout readyTimeout = ReadyTimeout.after(timeout, clock, err);
        @Nullable ServerCertificate certificate = tls.certificate();
        CompletableFuture<DataFolderException> folderLost = new CompletableFuture<>();
        LocalCloud cloud = cloud(certificate, clock, log, err, folderLost);
        start(cloud);
        EndpointsFile endpoints = EndpointsFile.of(cloud, certificate);
        try {
            endpointFiles().forEach(endpoints::publish);
            control.note(cloud).ifPresent(note -> err.println("nephelite: " + note));
            report(cloud, endpoints, readyTimeout);
        } catch (RuntimeException failed) {
            cloud.close();
            throw failed;
        }
        CdsArchive.makeIfWanted(List.of(mainClass(), NAME));
        if (TrainingRun.isThisOne()) {
            TrainingRun.play(
                    List.of(endpoints.blob(), endpoints.queue()), cloud.account(), endpoints.function(), clock);
            return 0;
        }
        // Otherwise a signal ends the process.
        throw folderLost.get();
    }

    private LocalCloud cloud(
            @Nullable ServerCertificate certificate,
            Clock clock,
            HostLog log,
            PrintWriter err,
            CompletableFuture<DataFolderException> folderLost)
            throws IOException {
        LocalCloud.Builder builder =
                LocalCloud.builder().machineClock(clock).log(log).remedies(OptionRemedies.ofRefusals());
        storage.applyTo(builder);
        control.applyTo(builder);
        if (certificate != null) {
            builder.certificate(certificate);
        }
        access.applyTo(builder, System.getenv(), clock);
        DefaultApp chosen = chosenApp();
        if (chosen.folder() != null) {
            FunctionApp functions = AppLoader.app(chosen.folder(), clock, err).compile(!unbuilt);
            hosting.applyTo(builder, fixed ? functions : functions.reloadOnChange(AppLoader.temporary()));
        }
        return builder.listener(new CloudListener() {
                    private volatile @Nullable InterruptHandler interrupts;

                    @Override
                    public void storageStarted(LocalCloud cloud) {
                        // Before the program is ready, because some users end it at that moment.
                        interrupts = InterruptHandler.handle(err, clock);
                        // A process that was killed has left the file behind.
                        withdrawEndpoints();
                        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cloud, err), "stop"));
                        chosen.printNote(err);
                    }

                    @Override
                    public void stopRequested(LocalCloud cloud) {
                        InterruptHandler handler = interrupts;
                        if (handler != null) {
                            handler.stop();
                        }
                    }

                    @Override
                    public void dataFolderLost(LocalCloud cloud, DataFolderException reason) {
                        folderLost.complete(reason);
                    }
                })
                .build();
    }

    /** Starts the cloud; a failure names the options that correct it. */
    private void start(LocalCloud cloud) {
        try {
            cloud.start();
        } catch (PortUnavailableException unavailable) {
            throw new PortInUseException(
                    unavailable.service().text(),
                    unavailable.port(),
                    OptionRemedies.portOption(unavailable.service()),
                    unavailable);
        } catch (UnknownFunctionException unknown) {
            throw new ParameterException(
                    spec.commandLine(),
                    unknown.getMessage() + " The folder of the app comes before --functions.",
                    unknown);
        }
    }

    private String mainClass() {
        return main.getClass().getName();
    }

    /** The main class and the arguments of this process. */
    private List<String> program() {
        return Stream.concat(Stream.of(mainClass()), spec.root().commandLine().getParseResult().originalArgs().stream())
                .toList();
    }

    /** The program that runs this command. */
    public interface Program {
        /** Waits for the classes that are loaded in the background while the command line is parsed. */
        void awaitPreparation();

        /** Turns everything that is written to standard error from now on into JSON. */
        void logAsJson(JsonStandardError json);
    }

    /** The writer for messages that are not errors, one per line. */
    private PrintWriter notes(HostLog log) {
        if (!logging.json()) {
            return spec.commandLine().getErr();
        }
        JsonStandardError json = new JsonStandardError(log);
        main.logAsJson(json);
        return json.writer(LogLevel.INFORMATION);
    }

    private void requireConsistent() throws IOException {
        foreign.requireAbsent();
        storage.requireConsistent();
        tls.requireConsistent();
        access.requireConsistent(tls);
        hosting.requireConsistent(tls);
        logging.requireWritable();
        if (profile != null) {
            FlightRecording.requireReplaceable(spec, profile);
        }
        if (endpointsFile != null) {
            EndpointsFile.requireReplaceable(spec, endpointsFile);
        }
        if (app != null && scriptRoot != null) {
            throw new ParameterException(
                    spec.commandLine(), "The app is named twice, " + app + " and --script-root " + scriptRoot + ".");
        }
    }

    private void report(LocalCloud cloud, EndpointsFile endpoints, ReadyTimeout readyTimeout) {
        StartReport report = new StartReport(spec.commandLine().getOut());
        report.storage(endpoints, storage);
        Optional<FunctionHost> functionHost = cloud.functionHost();
        if (functionHost.isPresent()) {
            FunctionHost host = functionHost.get();
            if (host.state() == HostState.OFFLINE) {
                host.log().warning(LOG_CATEGORY, StartReport.OFFLINE);
            }
            host.loadFailure().ifPresent(reason -> tellFailure(host, reason, readyTimeout));
        }
        CompletableFuture<Void> unused = cloud.ready().thenRun(() -> {
            functionHost.ifPresent(host -> report.functions(host.functions()));
            report.ready();
            readyTimeout.met();
        });
    }

    /** In continuous integration, nobody corrects the app, so the start fails. */
    private void tellFailure(FunctionHost host, InvalidAppException reason, ReadyTimeout readyTimeout) {
        if (isContinuousIntegration(System.getenv())) {
            throw reason;
        }
        readyTimeout.appIsMissing();
        host.log().error(LOG_CATEGORY, reason.waitingForChange());
    }

    private static boolean isContinuousIntegration(Map<String, String> environment) {
        String value = environment.getOrDefault("CI", "");
        return !value.isBlank() && !value.equalsIgnoreCase("false");
    }

    private DefaultApp chosenApp() {
        if (scriptRoot != null) {
            return new DefaultApp(scriptRoot, null);
        }
        return app == null ? DefaultApp.find() : new DefaultApp(app, null);
    }

    /** Closes everything when the process is asked to end. */
    private void stop(LocalCloud cloud, PrintWriter err) {
        Optional<String> exiting = cloud.functionHost().flatMap(FunctionHost::exitCaller);
        exiting.ifPresent(caller -> {
            err.println("nephelite: " + caller + " has called System.exit, which ends Nephelite as well, with"
                    + " exit code " + ExitCodes.APP_EXITED + ". Throw an exception instead.");
            err.flush();
        });
        // A training run may need long to write its archive.
        @Nullable Scheduled watchdog = TrainingRun.isThisOne() ? null : StopWatchdog.start(err);
        withdrawEndpoints();
        cloud.close();
        if (recording != null) {
            writeProfiles(recording, watchdog, err);
        }
        if (exiting.isPresent()) {
            Runtime.getRuntime().halt(ExitCodes.APP_EXITED);
        }
    }

    private void writeProfiles(FlightRecording recorded, @Nullable Scheduled watchdog, PrintWriter err) {
        boolean written = recorded.awaitWritten(new SystemClock());
        if (watchdog != null) {
            // A long recording takes long to read.
            watchdog.cancel();
        }
        if (written) {
            recorded.writeProfiles(err);
        } else {
            err.println("nephelite: --profile: " + profile + " could not be written.");
        }
        err.flush();
    }

    private void withdrawEndpoints() {
        endpointFiles().forEach(EndpointsFile::withdraw);
    }

    private List<Path> endpointFiles() {
        @Nullable Path location = storage.location();
        return Stream.of(location == null ? null : location.resolve(EndpointsFile.FILE), endpointsFile)
                .filter(Objects::nonNull)
                .toList();
    }
}
