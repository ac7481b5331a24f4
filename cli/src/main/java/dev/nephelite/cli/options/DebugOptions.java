package dev.nephelite.cli.options;

import dev.nephelite.cli.options.ListenAddress.PortNumber;
import dev.nephelite.cli.process.PortInUseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a debugger can attach to the functions. */
public final class DebugOptions {
    private static final String DEFAULT_PORT = "5005";

    @Option(
            names = "--debug",
            arity = "0..1",
            fallbackValue = DEFAULT_PORT,
            paramLabel = "PORT",
            converter = DebuggerPort.class,
            description =
                    "Open a debugger port on the JVM that runs the functions. Default: 5005. 0 picks a free port.")
    private @Nullable Integer port;

    @Option(
            names = "--suspend",
            description = "Wait for the debugger before anything starts. Opens a debugger port even without --debug.")
    private boolean suspend;

    public boolean wanted() {
        return port != null || suspend;
    }

    /** The Java option that opens the port. Quiet, because its own message would go to standard output. */
    public String agent(int openPort) {
        return "-agentlib:jdwp=transport=dt_socket,server=y,quiet=y,suspend=%s,address=127.0.0.1:%d"
                .formatted(suspend ? "y" : "n", openPort);
    }

    /** The port to open. */
    public int choosePort() throws IOException {
        int wanted = port == null ? Integer.parseInt(DEFAULT_PORT) : port;
        try (ServerSocket probe = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException taken) {
            throw new PortInUseException("debugger", wanted, "--debug=PORT", "--debug=0", taken);
        }
    }

    /** The line that tells the user how to attach. */
    public String invitation(int openPort) {
        return "Debugger: attach to localhost:%d (IntelliJ: Run > Attach to Process; VS Code: \"request\": \"attach\")%s"
                .formatted(openPort, suspend ? "; waiting for it" : "");
    }

    /** Converts the port, and explains what users often mean by other values. */
    static final class DebuggerPort implements ITypeConverter<Integer> {
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
