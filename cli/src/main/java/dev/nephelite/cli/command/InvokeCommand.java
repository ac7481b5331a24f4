package dev.nephelite.cli.command;

import dev.nephelite.cli.command.HttpInvocation.InvocationInput;
import dev.nephelite.cli.options.HttpInvocationOptions;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.Colors;
import dev.nephelite.cli.output.LogPrinter;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.process.ExitCodes;
import dev.nephelite.cli.remote.RemoteResource;
import dev.nephelite.cli.remote.RemoteServer;
import dev.nephelite.cli.remote.TailRequest;
import dev.nephelite.emulator.value.PercentEncoding;
import dev.nephelite.function.FunctionList;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.InvocationReport;
import dev.nephelite.function.admin.AdminPaths;
import dev.nephelite.function.log.LogEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite invoke}: runs one function of the running host now and tells what came of it. */
@Command(
        name = "invoke",
        description = "Run a function of the running host now and wait for its result.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class InvokeCommand implements Callable<Integer> {
    private static final String BLOB_TRIGGER = "blobTrigger";

    @Parameters(paramLabel = "NAME", description = "Name of the function.")
    private String name;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "TEXT|@FILE|@-",
            description = "Input of the function: the body of a request, the text of a message, container/blob"
                    + " for a blob trigger, or an event. @FILE reads a file, @- standard input.")
    private @Nullable String data;

    @Mixin
    private HttpInvocationOptions http;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RemoteServer host = instance.host();
        HostedFunction function =
                NamedFunction.in(FunctionList.parse(host.get(AdminPaths.HOSTED_FUNCTIONS)), name, spec);
        if (!function.errors().isEmpty()) {
            throw new IOException(function.name() + " cannot run. " + String.join(" ", function.errors()));
        }
        InvocationInput input = data == null ? null : InvocationInput.of(data, System.in);
        if (function.url() != null) {
            return new HttpInvocation(host, spec, output).send(function, http, input);
        }
        http.requireAbsent(function);
        if (input == null && function.triggerType().equalsIgnoreCase(BLOB_TRIGGER)) {
            throw new ParameterException(
                    spec.commandLine(),
                    function.name() + " needs the blob that it is called for. Name it with --data container/name.");
        }
        return run(host, function, input == null ? new byte[0] : input.bytes());
    }

    private int run(RemoteServer host, HostedFunction function, byte[] input) throws IOException, InterruptedException {
        TailRequest<LogEntry> log = log(host, function);
        Optional<String> before = log.past("after=0", 0);
        String answer = host.post(AdminPaths.HOSTED_FUNCTIONS + "/" + path(function.name()) + "/run", input);
        if (before.isPresent()) {
            log.past("after=" + before.get(), Integer.MAX_VALUE);
        }
        InvocationReport report = InvocationReport.parse(answer);
        if (output.json()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(PrintableText.of(report.json()));
            out.flush();
        } else {
            tell(report);
        }
        return report.succeeded() ? 0 : ExitCodes.FUNCTION_FAILED;
    }

    /** What the function itself writes meanwhile. */
    private TailRequest<LogEntry> log(RemoteServer host, HostedFunction function) {
        LogPrinter printer = new LogPrinter(spec.commandLine().getErr(), false, Colors.areWanted(System.getenv()));
        return new TailRequest<>(
                new RemoteResource(host, AdminPaths.LOG),
                LogEntry::parse,
                line -> Long.toString(line.number()),
                line -> !output.quiet() && line.isOfUser() && line.function().equalsIgnoreCase(function.name()),
                line -> {
                    printer.print(line);
                    return true;
                });
    }

    private void tell(InvocationReport report) {
        PrintWriter err = spec.commandLine().getErr();
        if (report.succeeded()) {
            output.note(spec, report.function() + " succeeded in " + report.milliseconds() + " ms");
        } else {
            err.println(PrintableText.of("nephelite: " + report.function() + " failed after " + report.milliseconds()
                    + " ms. " + (report.stackTrace().isEmpty() ? report.message() : report.stackTrace())));
            err.flush();
        }
    }

    private static String path(String text) {
        return PercentEncoding.encode(text);
    }
}
