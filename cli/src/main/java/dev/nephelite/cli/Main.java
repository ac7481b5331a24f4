package dev.nephelite.cli;

import dev.nephelite.cli.command.ClockCommand;
import dev.nephelite.cli.command.CompletionCommand;
import dev.nephelite.cli.command.DebugCommand;
import dev.nephelite.cli.command.EnvCommand;
import dev.nephelite.cli.command.EventsCommand;
import dev.nephelite.cli.command.FunctionsCommand;
import dev.nephelite.cli.command.InvokeCommand;
import dev.nephelite.cli.command.LogsCommand;
import dev.nephelite.cli.command.OpenCommand;
import dev.nephelite.cli.command.PauseCommand;
import dev.nephelite.cli.command.ProfileCommand;
import dev.nephelite.cli.command.RecordCommand;
import dev.nephelite.cli.command.ReplayCommand;
import dev.nephelite.cli.command.RerunCommand;
import dev.nephelite.cli.command.ResetCommand;
import dev.nephelite.cli.command.ResumeCommand;
import dev.nephelite.cli.command.RunsCommand;
import dev.nephelite.cli.command.SnapshotCommand;
import dev.nephelite.cli.command.StatusCommand;
import dev.nephelite.cli.command.StopCommand;
import dev.nephelite.cli.command.TestCommand;
import dev.nephelite.cli.command.TraceCommand;
import dev.nephelite.cli.command.WaitCommand;
import dev.nephelite.cli.command.WhyCommand;
import dev.nephelite.cli.command.config.ConfigCommand;
import dev.nephelite.cli.command.doctor.DoctorCommand;
import dev.nephelite.cli.command.folder.ExportCommand;
import dev.nephelite.cli.command.folder.ImportCommand;
import dev.nephelite.cli.command.folder.RepairCommand;
import dev.nephelite.cli.command.folder.VerifyCommand;
import dev.nephelite.cli.command.start.AzuriteCommand;
import dev.nephelite.cli.command.start.ExecCommand;
import dev.nephelite.cli.command.start.Program;
import dev.nephelite.cli.command.start.StartCommand;
import dev.nephelite.cli.command.storage.CatCommand;
import dev.nephelite.cli.command.storage.CpCommand;
import dev.nephelite.cli.command.storage.LsCommand;
import dev.nephelite.cli.command.storage.PeekCommand;
import dev.nephelite.cli.command.storage.PurgeCommand;
import dev.nephelite.cli.command.storage.PutCommand;
import dev.nephelite.cli.command.storage.RequeueCommand;
import dev.nephelite.cli.command.storage.RmCommand;
import dev.nephelite.cli.command.storage.SeedCommand;
import dev.nephelite.cli.command.storage.SendCommand;
import dev.nephelite.cli.config.Configuration.Target;
import dev.nephelite.cli.config.ConfiguredExecution;
import dev.nephelite.cli.config.Setting;
import dev.nephelite.cli.help.StartHelp;
import dev.nephelite.cli.help.UsageErrorPrinter;
import dev.nephelite.cli.help.VersionCommand;
import dev.nephelite.cli.options.OptionRemedies;
import dev.nephelite.cli.output.JsonStandardError;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.ProgramLogging;
import dev.nephelite.cli.process.BackgroundJvm;
import dev.nephelite.cli.process.BackgroundLog;
import dev.nephelite.cli.process.ExitCodes;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.function.worker.LogLevel;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The {@code nephelite} command: its subcommands, whose failures become one line and an exit code. */
@Command(
        name = "nephelite",
        description = "A local cloud: Azure Blob and Queue storage, and a host for Azure Functions.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Version.class)
public final class Main implements Runnable, Program {
    private static final List<Class<?>> COMMANDS = List.of(
            StartCommand.class,
            ExecCommand.class,
            StopCommand.class,
            StatusCommand.class,
            OpenCommand.class,
            WaitCommand.class,
            EnvCommand.class,
            ResetCommand.class,
            SnapshotCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            ClockCommand.class,
            SeedCommand.class,
            LsCommand.class,
            CatCommand.class,
            PutCommand.class,
            CpCommand.class,
            RmCommand.class,
            PeekCommand.class,
            SendCommand.class,
            PurgeCommand.class,
            RequeueCommand.class,
            FunctionsCommand.class,
            InvokeCommand.class,
            LogsCommand.class,
            RunsCommand.class,
            TraceCommand.class,
            RerunCommand.class,
            TestCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            WhyCommand.class,
            EventsCommand.class,
            DebugCommand.class,
            ProfileCommand.class,
            VerifyCommand.class,
            RepairCommand.class,
            ConfigCommand.class,
            DoctorCommand.class,
            AzuriteCommand.class,
            AzuriteCommand.BlobOnly.class,
            AzuriteCommand.QueueOnly.class,
            ExportCommand.class,
            ImportCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            HelpCommand.class);

    private final CompletableFuture<Void> preparation;
    private final Consumer<PrintStream> standardError;
    private final Optional<BackgroundLog> backgroundLog;

    @Spec
    private CommandSpec spec;

    private Main(
            CompletableFuture<Void> preparation,
            Consumer<PrintStream> standardError,
            Optional<BackgroundLog> backgroundLog) {
        this.preparation = preparation;
        this.standardError = standardError;
        this.backgroundLog = backgroundLog;
    }

    /** A program whose commands run in a test. */
    private Main() {
        this(CompletableFuture.completedFuture(null), ignored -> {}, Optional.empty());
    }

    public static void main(String[] args) {
        ProgramLogging.install();
        Optional<BackgroundLog> log =
                BackgroundJvm.isThisOne() ? Optional.of(BackgroundLog.ofThisProcess()) : Optional.empty();
        log.ifPresent(all -> System.setErr(new PrintStream(all, true, StandardCharsets.UTF_8)));
        Optional<Class<?>> start = start(args);
        // A start loads only what it needs.
        List<Class<?>> commands = start.<List<Class<?>>>map(List::of).orElse(COMMANDS);
        CompletableFuture<Void> preparation =
                start.isPresent() ? preparation() : CompletableFuture.completedFuture(null);
        System.exit(commandLine(new Main(preparation, System::setErr, log), commands, System.getenv())
                .execute(args));
    }

    /** The complete command line; tests set its writers. */
    public static CommandLine commandLine() {
        return commandLine(System.getenv());
    }

    /** The complete command line, whose options these variables can set. */
    static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(new Main(), COMMANDS, environment);
    }

    private static CommandLine commandLine(Main main, List<Class<?>> commands, Map<String, String> environment) {
        CommandLine line = new CommandLine(main);
        commands.forEach(line::addSubcommand);
        @Nullable CommandLine start = line.getSubcommands().get(StartCommand.NAME);
        if (start != null) {
            start.setHelpFactory(StartHelp::new);
        }
        return line.registerConverter(Integer.class, text -> number(text, Integer::valueOf))
                .registerConverter(int.class, text -> number(text, Integer::valueOf))
                .registerConverter(Long.class, text -> number(text, Long::valueOf))
                .setOverwrittenOptionsAllowed(true)
                // An argument that begins with @ is a file of data, not one of arguments.
                .setExpandAtFiles(false)
                .setExecutionStrategy(new ConfiguredExecution(Main::settings, environment))
                .setExecutionExceptionHandler(reportInOneLine())
                .setParameterExceptionHandler(UsageErrorPrinter::report)
                .setExitCodeExceptionMapper(new ExitCodes());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    /** Otherwise two threads might initialize the same classes and block each other. */
    @Override
    public void awaitPreparation() {
        preparation.join();
    }

    @Override
    public Optional<BackgroundLog> backgroundLog() {
        return backgroundLog;
    }

    @Override
    public void logAsJson(JsonStandardError json) {
        json.takeOverLogging();
        standardError.accept(json.stream());
        spec.commandLine().setErr(json.writer(LogLevel.ERROR));
    }

    /** Parsing the command line and loading the web server each take a third of a start, so they run in parallel. */
    private static CompletableFuture<Void> preparation() {
        return CompletableFuture.runAsync(
                () -> {
                    Accounts.DEVELOPMENT.all();
                    HttpServer.prepare();
                },
                task -> new Thread(task, "preparation").start());
    }

    private static <T> T number(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException noNumber) {
            throw new TypeConversionException("'" + text + "' is not a whole number.");
        }
    }

    private static List<Setting> settings(Target target) {
        Class<?> command =
                switch (target) {
                    case START -> StartCommand.class;
                    case EXEC -> ExecCommand.class;
                };
        return Setting.of(CommandSpec.forAnnotatedObject(command));
    }

    /** The command, if it is one that starts a cloud. */
    private static Optional<Class<?>> start(String[] args) {
        String name = args.length == 0 ? "" : args[0];
        return Optional.ofNullable(
                Map.<String, Class<?>>of(StartCommand.NAME, StartCommand.class, ExecCommand.NAME, ExecCommand.class)
                        .get(name));
    }

    private static IExecutionExceptionHandler reportInOneLine() {
        return (failure, commandLine, parsed) -> {
            commandLine.getErr().println(PrintableText.of("nephelite: " + OptionRemedies.describe(failure)));
            return commandLine.getExitCodeExceptionMapper().getExitCode(failure);
        };
    }
}
