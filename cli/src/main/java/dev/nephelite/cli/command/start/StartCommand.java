package dev.nephelite.cli.command.start;

import dev.nephelite.cli.command.start.AppSelection.DefaultApp;
import dev.nephelite.cli.config.ConfigFile;
import dev.nephelite.cli.config.ConfigurableCommand;
import dev.nephelite.cli.config.Configuration.Target;
import dev.nephelite.cli.options.AzuriteCompatibilityOptions;
import dev.nephelite.cli.options.DebugOptions;
import dev.nephelite.cli.options.FuncCompatibilityOptions;
import dev.nephelite.cli.options.ParentOptions;
import dev.nephelite.cli.options.WholeNumber;
import dev.nephelite.cli.output.StatusLine;
import dev.nephelite.cli.process.BackgroundJvm;
import dev.nephelite.cli.process.BackgroundLog;
import dev.nephelite.cli.process.CdsArchive;
import dev.nephelite.cli.process.CdsArchive.TrainingRun;
import dev.nephelite.cli.process.DebuggedJvm;
import dev.nephelite.cli.process.ParentProcess;
import dev.nephelite.cli.process.ReadyTimeout;
import dev.nephelite.cli.profile.StartProfile;
import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.LocalCloudBuilder;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clock.Scheduled;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.admin.HostControl.HostState;
import dev.nephelite.function.debugger.DebuggerHold;
import dev.nephelite.function.debugger.DebuggerState;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.worker.ProfileRecording.CpuSampler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
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
        abbreviateSynopsis = true,
        sortOptions = false,
        showDefaultValues = true)
public final class StartCommand implements Callable<Integer>, ConfigurableCommand {
    public static final String NAME = "start";
    private static final String TIMEOUT = "--timeout";
    private static final String BACKGROUND = "--background";
    private static final String ASYNC_PROFILER = "--async-profiler";
    private static final String LOG_CATEGORY = "Host.Startup";

    @Parameters(
            arity = "0..1",
            paramLabel = "APP",
            description = "Folder of a function app (a Maven project, or a folder that the Azure Functions plugin"
                    + " staged), or a jar. Default: the app in the current folder or in the nearest one"
                    + " above it; if there is none, only storage is started.")
    private @Nullable Path app;

    @Mixin
    private CloudOptions options;

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
            description = "Record the functions in this file with Java Flight Recorder, and at the end write a flame"
                    + " graph of each beside it.")
    private @Nullable Path profile;

    @Option(
            names = ASYNC_PROFILER,
            description = "With --profile: sample CPU time with async-profiler, which also sees native code, such as"
                    + " compression. Only on Linux and macOS.",
            showDefaultValue = Visibility.NEVER)
    private boolean asyncProfiler;

    @Option(
            names = {"-t", TIMEOUT},
            paramLabel = "SECONDS",
            converter = WholeNumber.class,
            description = "Exit with code 9 if Nephelite is not ready after this many seconds. Default: no limit.")
    private @Nullable Integer timeout;

    @Option(
            names = BACKGROUND,
            description =
                    "Return when everything is ready, and leave a process in the background, which 'nephelite stop'"
                            + " ends.",
            showDefaultValue = Visibility.NEVER)
    private boolean background;

    @Mixin
    private ParentOptions parent;

    @Mixin
    private FuncCompatibilityOptions foreign;

    @Mixin
    private AzuriteCompatibilityOptions azurite;

    @ParentCommand
    private Program main;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        requireConsistent();
        if (background && !BackgroundJvm.isThisOne()) {
            PrintWriter plain = spec.commandLine().getErr();
            PrintWriter notes = options.json() ? CloudOptions.jsonNotes(options.log(new SystemClock()), main) : plain;
            return BackgroundJvm.run(
                    program(),
                    options.backgroundLog(),
                    StartReport.READY,
                    spec.commandLine().getOut(),
                    plain,
                    notes);
        }
        SystemClock clock = new SystemClock();
        Optional<StatusLine> status = statusLine();
        HostLog log = options.log(clock, status.isPresent() ? Set.of(DebuggerState.HOLD_CATEGORY) : Set.of());
        PrintWriter err = options.notes(log, main);
        azurite.require(System.getenv(), err);
        if (debug.wanted() && options.inProcess() && !DebuggedJvm.isThisOne()) {
            int port = debug.choosePort();
            return DebuggedJvm.run(debug.agent(port), debug.invitation(port), program(), err);
        }
        if (DebuggedJvm.isThisOne()) {
            ParentProcess.endWith(1);
        } else {
            parent.apply();
        }
        BackgroundJvm.endIfAbandoned();
        main.awaitPreparation();
        ReadyTimeout readyTimeout = ReadyTimeout.after(timeout, TIMEOUT, clock, err);
        @Nullable ServerCertificate certificate = options.certificate();
        DefaultApp chosen = options.app(namedApp());
        if (debug.wanted() && chosen.folder() == null) {
            err.println("nephelite: --debug has no effect, because there is no function app.");
        }
        @Nullable StartProfile recorded = profileOf(chosen, err);
        CloudProcess process = process(clock, err, status, recorded);
        LocalCloudBuilder builder =
                options.cloud(chosen, functions -> adapted(functions, recorded), certificate, clock, log, err);
        debug.applyTo(builder);
        // In continuous integration, nobody corrects the app, and in the background, nobody sees the reason.
        if (BackgroundJvm.isThisOne() || isContinuousIntegration(System.getenv())) {
            builder.requireApp();
        }
        LocalCloud cloud = process.start(builder, certificate, () -> {
            main.backgroundLog().ifPresent(this::open);
            chosen.printNote(err);
        });
        EndpointsFile endpoints = EndpointsFile.of(cloud, certificate);
        try {
            options.note(cloud).ifPresent(note -> err.println("nephelite: " + note));
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
        // Otherwise a signal ends the process. An app in this process may interrupt this thread, which must not end it.
        throw process.folderLost().join();
    }

    private void open(BackgroundLog standardError) {
        Path file = options.backgroundLog();
        try {
            standardError.open(file);
        } catch (IOException refused) {
            throw new UncheckedIOException("The log " + file + " cannot be written: " + refused, refused);
        }
    }

    @Override
    public Target target() {
        return Target.START;
    }

    @Override
    public @Nullable Path configFile() {
        return options.configFile();
    }

    @Override
    public @Nullable Path namedApp() {
        return options.namedApp(app);
    }

    @Override
    public void configuredBy(ConfigFile file) {
        options.configuredBy(file);
    }

    private CloudProcess process(
            Clock clock, PrintWriter err, Optional<StatusLine> status, @Nullable StartProfile recorded) {
        CloudProcess process = new CloudProcess(spec, options.endpointFiles(), clock, err);
        status.ifPresent(line -> process.onDebuggerHold(hold -> line.show(text(hold))));
        if (recorded != null) {
            process.afterStop(watchdog -> {
                // A long recording takes long to read.
                watchdog.ifPresent(Scheduled::cancel);
                recorded.finish();
            });
        }
        return process;
    }

    /** The line on a terminal that says what a debugger holds; empty where a line cannot change in place. */
    private Optional<StatusLine> statusLine() {
        if (options.json() || !Ansi.AUTO.enabled()) {
            return Optional.empty();
        }
        StatusLine status = new StatusLine(spec.commandLine().getErr());
        spec.commandLine().setErr(status.printer());
        return Optional.of(status);
    }

    private static String text(Optional<DebuggerHold> hold) {
        return hold.map(now -> "debugger holds " + now.text() + " for "
                        + now.length().toSeconds() + " s; deadlines stand still")
                .orElse("");
    }

    private FunctionApp adapted(FunctionApp functions, @Nullable StartProfile recorded) {
        FunctionApp debugged = options.inProcess() ? functions : debug.applyTo(functions);
        FunctionApp adapted = recorded == null ? debugged : recorded.recorded(debugged);
        return fixed ? adapted : adapted.reloadOnChange(AppSelection.temporary());
    }

    private String mainClass() {
        return main.getClass().getName();
    }

    /** The main class and the arguments of this process. */
    private List<String> program() {
        return Stream.concat(Stream.of(mainClass()), spec.root().commandLine().getParseResult().originalArgs().stream())
                .toList();
    }

    private void requireConsistent() throws IOException {
        foreign.requireAbsent();
        options.requireConsistent();
        debug.requireConsistent();
        if (profile != null) {
            StartProfile.requireReplaceable(spec, profile);
        } else if (asyncProfiler) {
            throw new ParameterException(
                    spec.commandLine(),
                    ASYNC_PROFILER + " has no effect without a profile. Add --profile FILE.jfr, or record later with"
                            + " 'nephelite profile " + ASYNC_PROFILER + "'.");
        }
        if (background && parent.exitWithParent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    BACKGROUND + " and " + ParentOptions.EXIT_WITH_PARENT
                            + " contradict each other. Leave one of them out.");
        }
        if (background && options.endpointFiles().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    BACKGROUND
                            + ": In memory, 'nephelite stop' would not find the program. Add --endpoints-file FILE.");
        }
    }

    private void report(LocalCloud cloud, EndpointsFile endpoints, ReadyTimeout readyTimeout) {
        StartReport report = new StartReport(spec.commandLine().getOut());
        report.storage(endpoints, options.storage());
        Optional<FunctionHost> functionHost = cloud.functionHost();
        if (functionHost.isPresent()) {
            FunctionHost host = functionHost.get();
            if (host.state() == HostState.OFFLINE) {
                host.log().warning(LOG_CATEGORY, StartReport.OFFLINE);
            }
            host.loadFailure().ifPresent(reason -> {
                readyTimeout.appIsMissing();
                host.log().error(LOG_CATEGORY, reason.waitingForChange());
            });
        }
        CompletableFuture<Void> unused = cloud.ready().thenRun(() -> {
            functionHost.ifPresent(host -> report.functions(host.functions()));
            main.backgroundLog().ifPresent(BackgroundLog::started);
            report.ready();
            readyTimeout.met();
        });
    }

    private static boolean isContinuousIntegration(Map<String, String> environment) {
        String value = environment.getOrDefault("CI", "");
        return !value.isBlank() && !value.equalsIgnoreCase("false");
    }

    /** The profile of this run; null if none is wanted. */
    private @Nullable StartProfile profileOf(DefaultApp chosen, PrintWriter err) throws IOException {
        if (profile == null) {
            return null;
        }
        if (chosen.folder() == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--profile: There is no function app to record. Name its folder: 'nephelite start FOLDER --profile "
                            + profile + "'.");
        }
        return StartProfile.of(profile, asyncProfiler ? CpuSampler.ASYNC_PROFILER : CpuSampler.FLIGHT_RECORDER, err);
    }
}
