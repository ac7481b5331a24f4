package dev.nephelite.cli;

import dev.nephelite.emulator.http.HttpServer;
import dev.nephelite.emulator.value.Accounts;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code nephelite} command: names its subcommands and turns their failures into one line and an exit code. */
@Command(
        name = "nephelite",
        description = "A local cloud: Azure Blob and Queue storage, and a host for Azure Functions.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            StartCommand.class,
            FunctionsCommand.class,
            InvokeCommand.class,
            LogsCommand.class,
            EventsCommand.class,
            VersionCommand.class);

    private final CompletableFuture<Void> preparation;

    @Spec
    private CommandSpec spec;

    private Main(CompletableFuture<Void> preparation) {
        this.preparation = preparation;
    }

    public static void main(String[] args) {
        LogLevels.install();
        // What a start does not need, it does not load.
        List<Class<?>> commands = isStart(args) ? List.of(StartCommand.class) : COMMANDS;
        System.exit(commandLine(preparation(args), commands).execute(args));
    }

    /** The whole command line, ready to execute; tests give it writers of their own. */
    public static CommandLine commandLine() {
        return commandLine(CompletableFuture.completedFuture(null), COMMANDS);
    }

    private static CommandLine commandLine(CompletableFuture<Void> preparation, List<Class<?>> commands) {
        CommandLine main = new CommandLine(new Main(preparation));
        commands.forEach(main::addSubcommand);
        return main.setOverwrittenOptionsAllowed(true)
                // An argument that begins with @ is a file of data, not one of arguments.
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(reportInOneLine())
                .setParameterExceptionHandler(Main::reportWrongUsage)
                .setExitCodeExceptionMapper(new ExitCodes());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    /** Waits for what is loaded while the command line is read: two threads in one class's beginnings could block. */
    void awaitPreparation() {
        preparation.join();
    }

    /** Reading the command line and loading a web server take a third of a start each, so they are done side by side. */
    private static CompletableFuture<Void> preparation(String[] args) {
        if (!isStart(args)) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.runAsync(
                () -> {
                    Accounts.DEVELOPMENT.all();
                    HttpServer.prepare();
                },
                task -> new Thread(task, "preparation").start());
    }

    /** All options of a command would hide what is wrong with one of them; the few commands there are do not. */
    private static int reportWrongUsage(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(wrong.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
            if (command.getParent() == null) {
                command.usage(err);
            } else {
                err.println("'" + command.getCommandSpec().qualifiedName() + " --help' lists what it takes.");
            }
        }
        return command.getExitCodeExceptionMapper().getExitCode(wrong);
    }

    private static boolean isStart(String[] args) {
        return args.length > 0 && args[0].equals(StartCommand.NAME);
    }

    private static IExecutionExceptionHandler reportInOneLine() {
        return (failure, commandLine, parsed) -> {
            commandLine.getErr().println("nephelite: " + failure.getMessage());
            return commandLine.getExitCodeExceptionMapper().getExitCode(failure);
        };
    }
}
