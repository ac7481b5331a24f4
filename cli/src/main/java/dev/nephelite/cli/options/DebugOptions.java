package dev.nephelite.cli.options;

import dev.nephelite.cli.process.PortInUseException;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloudBuilder;
import dev.nephelite.function.debugger.DebuggerPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** How a debugger can attach to the functions. */
public final class DebugOptions {
    static final String PORT = "--debug";
    private static final String CONCURRENCY = "--debug-concurrency";
    private static final String DEFAULT_PORT = "5005";

    @Option(
            names = PORT,
            arity = "0..1",
            fallbackValue = DEFAULT_PORT,
            paramLabel = "PORT",
            converter = PortOfDebugger.class,
            description =
                    "Open a debugger port on the JVM that runs the functions. Default: 5005. 0 picks a free port.")
    private @Nullable Integer port;

    @Option(
            names = "--suspend",
            description = "Let the functions wait for the debugger before anything of the app runs. Opens a debugger"
                    + " port even without --debug.")
    private boolean suspend;

    @Option(
            names = CONCURRENCY,
            paramLabel = "COUNT",
            converter = WholeNumber.class,
            description = "How many invocations of each function run at a time while a debugger is attached. The others"
                    + " wait.",
            defaultValue = "1")
    private int concurrency;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    public boolean wanted() {
        return port != null || suspend;
    }

    /** Refuses a number of invocations that would let nothing run. */
    public void requireConsistent() {
        if (concurrency < 1) {
            throw new ParameterException(command.commandLine(), CONCURRENCY + " has to be 1 or more.");
        }
    }

    /** The app with a port for a debugger in its worker process, if one is wanted. */
    public FunctionApp applyTo(FunctionApp app) {
        return wanted() ? app.debuggerPort(new DebuggerPort(number(), suspend)) : app;
    }

    /** Adds these options to those of a cloud. */
    public void applyTo(LocalCloudBuilder cloud) {
        cloud.debugConcurrency(concurrency);
    }

    private int number() {
        return port == null ? Integer.parseInt(DEFAULT_PORT) : port;
    }

    /** The Java option that opens the port. Quiet, because its own message would go to standard output. */
    public String agent(int openPort) {
        return "-agentlib:jdwp=transport=dt_socket,server=y,quiet=y,suspend=%s,address=127.0.0.1:%s"
                .formatted(suspend ? "y" : "n", openPort);
    }

    /** The port to open. */
    public int choosePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(number(), 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException taken) {
            throw new PortInUseException("debugger", number(), PORT + "=PORT", PORT + "=0", taken);
        }
    }

    /** The line that tells the user how to attach. */
    public String invitation(int openPort) {
        return new DebuggerPort(openPort, suspend).invitation();
    }

    /** Converts the port, and explains what users often mean by other values. */
    static final class PortOfDebugger implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return new PortNumber().convert(text);
            } catch (TypeConversionException noPort) {
                throw new TypeConversionException(
                        noPort.getMessage() + " The folder of the app comes before --debug. Azurite's debug log is"
                                + " --verbose with --json-output-file FILE here.");
            }
        }
    }
}
