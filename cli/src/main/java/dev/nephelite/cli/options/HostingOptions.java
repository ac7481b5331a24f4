package dev.nephelite.cli.options;

import dev.nephelite.cli.options.ListenAddress.PortNumber;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.TrustedHosts;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException.ForeignRuntimeException;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.app.discovery.AppFiles;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.trigger.HostFlags;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Which functions run, and how they are reached. What is not said here, the app's {@code local.settings.json} may say. */
public final class HostingOptions {
    public static final String PORT = "--port";
    public static final String ADDRESS = "--address";
    private static final String HTTPS = "--use-https";
    private static final String PORT_VARIABLE = "NEPHELITE_FUNCTION_PORT";
    private static final int USUAL_PORT = 7071;

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
            converter = FunctionPort.class,
            description = "Port of the function host. 0 picks a free port. Default: " + PORT_VARIABLE
                    + " in the environment, then Host.LocalHttpPort in local.settings.json, then " + USUAL_PORT + ".",
            showDefaultValue = Visibility.NEVER,
            defaultValue = "${env:" + PORT_VARIABLE + "}")
    private @Nullable Integer port;

    @Option(
            names = ADDRESS,
            paramLabel = "ADDRESS",
            description =
                    "Address on which functions are served. 0.0.0.0 accepts connections from other machines. Default:"
                            + " NEPHELITE_FUNCTION_ADDRESS in the environment, then Host.LocalHttpAddress in local.settings.json,"
                            + " then " + ListenAddress.LOOPBACK + ".",
            showDefaultValue = Visibility.NEVER,
            defaultValue = "${env:NEPHELITE_FUNCTION_ADDRESS}")
    private @Nullable String address;

    @Option(
            names = "--cors",
            paramLabel = "ORIGIN[,ORIGIN]",
            description = "Origins whose web pages may call functions; * is any. Default: Host.CORS in"
                    + " local.settings.json.")
    private @Nullable String cors;

    @Option(
            names = "--cors-credentials",
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

    @SuppressWarnings("UnusedVariable") // Accepted without effect: the host is always offline.
    @Option(names = "--offline", description = "Accepted for compatibility; Nephelite never uses the network.")
    private boolean offline;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Refuses what contradicts the other options. */
    public void requireConsistent(TlsOptions tls) {
        if (https && !tls.wanted()) {
            throw refusal(HTTPS + " needs a certificate. Add --cert; 'mkcert 127.0.0.1 localhost' makes one that"
                    + " browsers trust.");
        }
    }

    /** Refuses names of functions that the app does not have. */
    void requireNamed(App app) {
        List<String> unknown = functions.stream()
                .filter(name ->
                        app.function(name).isEmpty() && app.errorsOf(name).isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            throw refusal("There is no function '" + String.join("', '", unknown) + "' in the app. "
                    + app.functions().stream()
                            .map(FunctionDefinition::name)
                            .sorted(String.CASE_INSENSITIVE_ORDER)
                            .collect(Collectors.joining(", ", "Its functions are: ", "."))
                    + " The folder of the app comes before --functions.");
        }
    }

    /** The app as these options want it. */
    App applied(App app) {
        App chosen = functions.isEmpty() ? app : app.only(functions);
        return chosen.withLocalHttp(chosen.localHttp()
                .withCors(cors == null ? null : LocalHttp.origins(cors), corsCredentials ? true : null));
    }

    /** Where the functions of {@code app} are to be served, to requests that address a trusted host. */
    public ServerAddress address(App app, @Nullable ServerCertificate certificate, TrustedHosts trusted) {
        LocalHttp own = app.localHttp();
        @Nullable Integer ownPort = own.port();
        @Nullable String ownAddress = own.address();
        int chosenPort = port != null ? port : ownPort != null ? ownPort : USUAL_PORT;
        String chosen = address != null ? address : ownAddress != null ? ownAddress : ListenAddress.LOOPBACK;
        return new ServerAddress(
                ListenAddress.of(chosen),
                chosenPort,
                https && certificate != null ? certificate.forServer() : null,
                trusted);
    }

    /** Names both places from which a wrong port may come. */
    static final class FunctionPort implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return new PortNumber().convert(text);
            } catch (TypeConversionException noPort) {
                throw new TypeConversionException(noPort.getMessage()
                        + " It comes from the command line or from the environment variable " + PORT_VARIABLE + ".");
            }
        }
    }

    public HostFlags modes() {
        return new HostFlags(authenticated, realPolling);
    }

    private ParameterException refusal(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** An app as the command line wants it to be, whenever it is loaded. */
    public static final class AppOverrides implements AppLocation {
        private final AppLocation origin;
        private final HostingOptions wanted;
        private boolean loaded;

        /**
         * Loads nothing yet.
         *
         * @throws ForeignRuntimeException if it says that it is written in another language
         */
        public AppOverrides(AppLocation origin, HostingOptions wanted) {
            this.origin = origin;
            this.wanted = wanted;
            ForeignRuntimeException.requireJava(origin.withoutFunctions().settings());
        }

        @Override
        public App load() {
            App app = origin.load();
            if (!loaded) {
                wanted.requireNamed(app);
            }
            loaded = true;
            return wanted.applied(app);
        }

        @Override
        public App withoutFunctions() {
            return wanted.applied(origin.withoutFunctions());
        }

        @Override
        public Optional<Path> unfinishedBuild() {
            return origin.unfinishedBuild();
        }

        @Override
        public AppFiles files() {
            return origin.files();
        }

        @Override
        public void release(App app) {
            origin.release(app);
        }

        @Override
        public void close() {
            origin.close();
        }
    }
}
