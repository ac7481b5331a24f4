package dev.nephelite.cli.command;

import dev.nephelite.cli.command.RemoteDebugger.State;
import dev.nephelite.cli.command.start.AppSelection.DefaultApp;
import dev.nephelite.cli.ide.AttachConfiguration;
import dev.nephelite.cli.ide.IdeFiles;
import dev.nephelite.cli.ide.IdeReport;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.PortNumber;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.function.app.config.InvalidAppException.NoAppException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite debug}: lets a debugger attach to the functions of a running host, and tells IDEs how. */
@Command(
        name = "debug",
        description = "Let a debugger attach to the functions of the running host. Only the JVM that runs the functions"
                + " starts again, if it has no debugger port yet.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class DebugCommand implements Callable<Integer> {
    private static final String PORT = "--port";

    @Option(
            names = PORT,
            paramLabel = "PORT",
            converter = PortNumber.class,
            description = "The port to which the debugger attaches. 0 picks a free one. Default: the port that is open"
                    + " already, or 5005.")
    private @Nullable Integer port;

    @Option(
            names = "--suspend",
            description = "Let the functions wait for the debugger before anything of the app runs.")
    private boolean suspend;

    @Option(names = "--off", description = "Close the port.")
    private boolean off;

    @Option(
            names = "--ide",
            description =
                    "Ask no running host, but write a configuration for VS Code and one for IntelliJ IDEA, with which"
                            + " they attach to the port.")
    private boolean ide;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "With --ide, the folder that you open in the IDE. Default: the function app in the current"
                    + " folder or in the nearest one above it.")
    private @Nullable Path folder;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireConsistent();
        if (ide) {
            return configureIde();
        }
        RemoteDebugger debugger = new RemoteDebugger(instance.control("/v1/debugger"), output, spec);
        if (off) {
            close(debugger);
        } else {
            print(debugger.opened(port, suspend));
        }
        return 0;
    }

    private void requireConsistent() {
        if (off && (suspend || port != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--off closes the port, so it cannot be combined with --port or --suspend.");
        }
        if (ide && (suspend || off)) {
            throw new ParameterException(
                    spec.commandLine(), "--ide only writes files, so it cannot be combined with --suspend or --off.");
        }
        if (ide && Integer.valueOf(0).equals(port)) {
            throw new ParameterException(spec.commandLine(), "--ide needs the number of a port, not 0.");
        }
        if (folder != null && !ide) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + folder + "' is a folder, which only --ide needs. Name the running program"
                            + " with --location, --endpoints-file or --url.");
        }
    }

    private void close(RemoteDebugger debugger) throws IOException, InterruptedException {
        State now = debugger.state();
        if (now.port().isEmpty()) {
            output.note(spec, "no debugger port is open");
            printJson(now.json());
            return;
        }
        State closed = debugger.closed();
        output.note(spec, "the debugger port is closed; the JVM that runs the functions starts again");
        printJson(closed.json());
    }

    private void print(State debugger) {
        printJson(debugger.json());
        if (!output.json()) {
            debugger.port().ifPresent(open -> println(open.invitation()));
        }
    }

    private void printJson(String json) {
        if (output.json()) {
            println(json.strip());
        }
    }

    private int configureIde() throws IOException {
        IdeFiles files =
                new IdeFiles(project(), new AttachConfiguration(port == null ? RemoteDebugger.DEFAULT_PORT : port));
        IdeReport report = files.write();
        (output.json() ? List.of(report.json()) : report.lines()).forEach(this::println);
        report.requireComplete();
        return 0;
    }

    private Path project() {
        if (folder != null) {
            if (Files.isDirectory(folder)) {
                return folder;
            }
            throw new ParameterException(spec.commandLine(), "There is no folder " + folder + ".");
        }
        @Nullable Path app = DefaultApp.find().folder();
        if (app == null) {
            throw new NoAppException("There is no function app in the current folder or above. Name the folder that you"
                    + " open in the IDE: 'nephelite debug --ide FOLDER'.");
        }
        return app;
    }

    private void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(PrintableText.of(line));
        out.flush();
    }
}
