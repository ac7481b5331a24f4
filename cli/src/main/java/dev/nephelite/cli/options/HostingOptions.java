package dev.nephelite.cli.options;

import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloudBuilder;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The functions that run, and the address on which they are served. The app's {@code local.settings.json} has defaults. */
public final class HostingOptions {
    static final String PORT = "--port";
    static final String ADDRESS = "--address";
    private static final String CORS = "--cors";
    private static final String CORS_CREDENTIALS = "--cors-credentials";
    private static final String HTTPS = "--use-https";

    /** The port if nothing else is set. */
    public static final int USUAL_PORT = 7071;

    @Option(
            names = "--functions",
            arity = "1..*",
            split = ",",
            paramLabel = "NAME",
            showDefaultValue = Visibility.NEVER,
            description = "Load only these functions. Put the folder of the app before this option. Default: all.")
    private List<String> functions = List.of();

    @Option(
            names = {"-p", PORT, "--function-port"},
            paramLabel = "PORT",
            converter = PortNumber.class,
            description = "Port of the function host. 0 picks a free port. Default: Host.LocalHttpPort in"
                    + " local.settings.json, then " + USUAL_PORT + "; for 'nephelite exec', a free one.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable Integer port;

    @Option(
            names = {ADDRESS, "--function-address"},
            paramLabel = "ADDRESS",
            description =
                    "Address on which functions are served. 0.0.0.0 accepts connections from other machines. Default:"
                            + " Host.LocalHttpAddress in local.settings.json, then " + StorageOptions.LOOPBACK + ".",
            showDefaultValue = Visibility.NEVER)
    private @Nullable String address;

    @Option(
            names = CORS,
            split = ",",
            paramLabel = "ORIGIN",
            description = "Origins whose web pages may call functions; * is any. Default: Host.CORS in"
                    + " local.settings.json.")
    private @Nullable List<String> cors;

    @Option(
            names = CORS_CREDENTIALS,
            description = "Let web pages of these origins send cookies. Default: Host.CORSCredentials in"
                    + " local.settings.json.")
    private boolean corsCredentials;

    @Option(
            names = {HTTPS, "--useHttps"},
            description = "Serve functions over HTTPS too, with the certificate of --cert.")
    private boolean https;

    @Option(
            names = {"--enable-auth", "--enableAuth"},
            description = "Require keys, as in the cloud: for functions by their authorization level, and for"
                    + " the administration.")
    private boolean authenticated;

    @Option(
            names = "--real-polling",
            description = "Poll for messages and blobs as rarely as the cloud does, without notifications.")
    private boolean realPolling;

    @Option(
            names = "--in-process",
            negatable = true,
            showDefaultValue = Visibility.NEVER,
            description =
                    "Run Java functions in Nephelite's own JVM, which starts fastest and needs the least memory."
                            + " Default: in a JVM of their own, as in the cloud, with the folder of the app as its working"
                            + " directory, JAVA_OPTS and JAVA_HOME of its settings, and no harm to the emulators if it crashes.")
    private boolean inProcess;

    @SuppressWarnings("UnusedVariable") // Accepted without effect: the host is always offline.
    @Option(names = "--offline", description = "Accepted for compatibility; Nephelite never uses the network.")
    private boolean offline;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Refuses contradictory options. */
    public void requireConsistent(TlsOptions tls) {
        if (https && !tls.wanted()) {
            throw refusal(HTTPS + " needs a certificate. Add --cert; 'mkcert 127.0.0.1 localhost' makes one that"
                    + " browsers trust.");
        }
        if (corsCredentials && cors != null && corsOrigins(cors).contains("*")) {
            throw refusal(
                    CORS + "=* and " + CORS_CREDENTIALS + " contradict each other: every page on the web could act"
                            + " in your name. Name the origins, or leave out the credentials.");
        }
    }

    /** Whether functions run in this JVM. */
    public boolean inProcess() {
        return inProcess;
    }

    /** Adds these options to those of a cloud that runs {@code app}. */
    public void applyTo(LocalCloudBuilder cloud, FunctionApp app) {
        FunctionApp chosen = app.only(functions);
        if (cors != null) {
            chosen = chosen.corsOrigins(corsOrigins(cors));
        }
        if (corsCredentials) {
            chosen = chosen.corsCredentials(true);
        }
        if (!inProcess) {
            chosen = chosen.inWorkerProcess();
        }
        cloud.functions(chosen).defaultFunctionPort(USUAL_PORT).shareProcess();
        if (port != null) {
            cloud.functionPort(port);
        }
        if (address != null) {
            cloud.functionHost(address);
        }
        if (https) {
            cloud.functionsOverHttps();
        }
        if (authenticated) {
            cloud.requireKeys();
        }
        if (realPolling) {
            cloud.realPolling();
        }
    }

    private static List<String> corsOrigins(List<String> given) {
        return LocalHttp.origins(String.join(",", given));
    }

    private ParameterException refusal(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
