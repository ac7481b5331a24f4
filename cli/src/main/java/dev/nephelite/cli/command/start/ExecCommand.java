package dev.nephelite.cli.command.start;

import dev.nephelite.cli.command.start.AppSelection.DefaultApp;
import dev.nephelite.cli.config.ConfigFile;
import dev.nephelite.cli.config.ConfigurableCommand;
import dev.nephelite.cli.config.Configuration.Target;
import dev.nephelite.cli.options.ParentOptions;
import dev.nephelite.cli.options.WholeNumber;
import dev.nephelite.cli.output.JUnitReport;
import dev.nephelite.cli.process.ChildCommand;
import dev.nephelite.cli.process.ExitCodes;
import dev.nephelite.cli.process.ReadyTimeout;
import dev.nephelite.cli.remote.ClientEnvironment;
import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.admin.HostControl.HostState;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.log.HostLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
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

/** {@code nephelite exec}: storage and functions for as long as a command runs, such as a test run. */
@Command(
        name = ExecCommand.NAME,
        customSynopsis = "nephelite exec [OPTION...] [APP] -- COMMAND [ARGUMENT...]",
        description =
                "Start Nephelite on free ports, in memory, run a command with the addresses in its environment, and"
                        + " stop everything. The exit code is that of the command.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        defaultValueProvider = ExecCommand.Defaults.class)
public final class ExecCommand implements Callable<Integer>, ConfigurableCommand {
    public static final String NAME = "exec";
    private static final String SEPARATOR = "--";
    private static final String REPORT = "--report";
    private static final String READY_TIMEOUT = "--ready-timeout";

    @Parameters(
            arity = "0..*",
            paramLabel = "[APP] -- COMMAND [ARGUMENT...]",
            hideParamSyntax = true,
            showDefaultValue = Visibility.NEVER,
            description = "The function app, as for 'nephelite start', and the command to run.")
    private List<String> arguments = List.of();

    @Option(
            names = READY_TIMEOUT,
            paramLabel = "SECONDS",
            converter = WholeNumber.class,
            description = "Exit with code 9 if Nephelite is not ready after this many seconds. Default: no limit.")
    private @Nullable Integer readyTimeout;

    @Option(
            names = "--command-timeout",
            paramLabel = "SECONDS",
            converter = WholeNumber.class,
            description = "End the command if it has not ended after this many seconds, and exit with code 124."
                    + " Default: no limit.")
    private @Nullable Integer commandTimeout;

    @Option(
            names = "--kill-after",
            paramLabel = "SECONDS",
            converter = WholeNumber.class,
            description = "How long the command may take to end when it is asked to. Then it is ended by force.",
            defaultValue = "5")
    private int killAfter;

    @Option(
            names = REPORT,
            paramLabel = "FILE.xml",
            description = "At the end, write a report of all invocations to this file, in the XML of JUnit.")
    private @Nullable Path report;

    @Mixin
    private ParentOptions parent;

    @Mixin
    private CloudOptions options;

    @ParentCommand
    private Program main;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<String> command = command();
        DefaultApp app = options.app(namedApp());
        options.requireConsistent();
        if (report != null) {
            JUnitReport.requireReplaceable(spec, REPORT, report);
        }
        SystemClock clock = new SystemClock();
        HostLog console = options.log(clock);
        PrintWriter err = options.notes(console, main);
        parent.apply();
        main.awaitPreparation();
        ReadyTimeout limit = ReadyTimeout.after(readyTimeout, READY_TIMEOUT, clock, err);
        ChildCommand child = new ChildCommand(command, Duration.ofSeconds(killAfter), clock, err);
        CloudProcess process = new CloudProcess(spec, options.endpointFiles(), clock, err);
        process.beforeStop(child::end);
        HostLog log = report == null
                ? console
                : reportedTo(new JUnitReport(report), process, err).and(console);
        @Nullable ServerCertificate certificate = options.certificate();
        LocalCloud cloud = process.start(
                // The app must not be reloaded in the middle of a test run.
                options.cloud(app, functions -> functions, certificate, clock, log, err), certificate, () -> {
                    if (app.folder() != null) {
                        app.printNote(err);
                    }
                });
        cloud.functionHost().ifPresent(ExecCommand::requireOnline);
        cloud.ready().join();
        limit.met();
        process.onStopRequest(child::terminate);
        child.start(ClientEnvironment.of(EndpointsFile.of(cloud, certificate)));
        return await(child, process, clock);
    }

    /** Lets {@code process} report its invocations. Returns the log to which their lines have to be written. */
    private static HostLog reportedTo(JUnitReport report, CloudProcess process, PrintWriter err) {
        process.onInvocationEnded(report::add);
        process.afterStop(watchdog -> report.write(err));
        return report.log();
    }

    /** Returns what the program exits with. */
    private int await(ChildCommand child, CloudProcess process, Clock clock)
            throws ExecutionException, InterruptedException {
        AtomicBoolean late = new AtomicBoolean();
        if (commandTimeout != null) {
            clock.schedule(Duration.ofSeconds(commandTimeout), () -> {
                late.set(true);
                child.terminate();
            });
        }
        CompletableFuture<Integer> exitCode = child.exitCode();
        // An app in this process may interrupt this thread, which must not end it.
        CompletableFuture.anyOf(exitCode, process.folderLost()).join();
        if (process.folderLost().isDone()) {
            throw process.folderLost().join();
        }
        return late.get() ? ExitCodes.COMMAND_TIMED_OUT : exitCode.join();
    }

    private static void requireOnline(FunctionHost host) {
        if (host.state() == HostState.OFFLINE) {
            throw new InvalidAppException("The app is offline. Remove its app_offline.htm.");
        }
    }

    /** What follows the separator. */
    private List<String> command() {
        List<String> all = spec.root().commandLine().getParseResult().originalArgs();
        int separator = all.indexOf(SEPARATOR);
        if (separator < 0 || separator == all.size() - 1) {
            String example = separator < 0 && !arguments.isEmpty() ? String.join(" ", arguments) : "mvn verify";
            throw new ParameterException(
                    spec.commandLine(), "The command comes after '--': nephelite exec -- " + example + ".");
        }
        return List.copyOf(all.subList(separator + 1, all.size()));
    }

    @Override
    public Target target() {
        return Target.EXEC;
    }

    @Override
    public @Nullable Path configFile() {
        return options.configFile();
    }

    /** What precedes the separator and is not an option. */
    @Override
    public @Nullable Path namedApp() {
        List<String> before = arguments.subList(0, arguments.size() - command().size());
        if (before.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "'" + before.get(1) + "' is one argument too many before '--'.");
        }
        return options.namedApp(before.isEmpty() ? null : Path.of(before.get(0)));
    }

    @Override
    public void configuredBy(ConfigFile file) {
        options.configuredBy(file);
    }

    /** Where they differ from those of {@code start}: nothing must disturb what else runs on the machine. */
    static final class Defaults extends OptionDefaults {
        Defaults() {
            super(Map.of(
                    "--blob-port", "0",
                    "--queue-port", "0",
                    "--control-port", "0",
                    "--port", "0",
                    "--location", Option.NULL_VALUE));
        }
    }
}
