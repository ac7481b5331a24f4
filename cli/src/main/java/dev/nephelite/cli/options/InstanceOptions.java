package dev.nephelite.cli.options;

import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.cli.remote.RemoteResource;
import dev.nephelite.cli.remote.RemoteServer;
import dev.nephelite.cli.remote.RemoteServer.Credential;
import dev.nephelite.cli.remote.RemoteServer.NotRunningException;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.function.admin.AdminPaths;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The running program that a command asks: the one at a URL, or the one that uses a data folder. */
public final class InstanceOptions {
    private static final String REMEDY =
            " Start it with 'nephelite start', or name a running one with --location, --endpoints-file or --url.";

    @Option(
            names = {"-l", "--location"},
            paramLabel = "DIR",
            description = "Data folder of the running program.",
            defaultValue = ".nephelite")
    private Path location;

    @Option(
            names = "--endpoints-file",
            paramLabel = "FILE",
            description = "File that 'nephelite start --endpoints-file' wrote, instead of a data folder.")
    private @Nullable Path endpointsFile;

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = ServerUrl.class,
            description = "Address of the running program, instead of a data folder.")
    private @Nullable String url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Key to send if the program was started with --enable-auth: the master key, or, to"
                    + " invoke an HTTP function, one of its keys.")
    private @Nullable String key;

    /**
     * The function host.
     *
     * @throws NotRunningException if there is none
     */
    public RemoteServer host() throws IOException {
        return server(
                EndpointsFile::function,
                "runs without a function app. Start it again with the folder of one: 'nephelite start FOLDER'.");
    }

    /**
     * The Blob service, which serves the change events.
     *
     * @throws NotRunningException if there is none
     */
    public RemoteServer storage() throws IOException {
        return server(EndpointsFile::blob, "has no storage.");
    }

    /**
     * The change events of storage.
     *
     * @throws NotRunningException if there is none
     */
    public RemoteResource events() throws IOException {
        return resource("/v1/events", storage(), dev.nephelite.emulator.http.AdminPaths.EVENTS);
    }

    /**
     * The log of the function host.
     *
     * @throws NotRunningException if there is none
     */
    public RemoteResource log() throws IOException {
        return resource("/v1/logs", host(), AdminPaths.LOG);
    }

    /**
     * The functions of the function host.
     *
     * @throws NotRunningException if there is none
     */
    public RemoteResource functions() throws IOException {
        return resource("/v1/functions", host(), AdminPaths.HOSTED_FUNCTIONS);
    }

    /**
     * A resource of the control plane or, where the command line names a service by its URL, the same resource of that
     * service.
     */
    private RemoteResource resource(String path, RemoteServer service, String pathOfService) throws IOException {
        if (url == null) {
            EndpointsFile endpoints = endpoints();
            @Nullable String control = endpoints.control();
            if (control != null) {
                @Nullable String token = endpoints.controlToken();
                return new RemoteResource(
                        server(control, endpoints, token == null ? null : Credential.bearer(token)), path);
            }
        }
        return new RemoteResource(service, pathOfService);
    }

    private RemoteServer server(Function<EndpointsFile, @Nullable String> part, String missing) throws IOException {
        @Nullable Credential credential = key == null ? null : Credential.functionKey(key);
        if (url != null) {
            return new RemoteServer(url, null, credential);
        }
        EndpointsFile endpoints = endpoints();
        @Nullable String found = part.apply(endpoints);
        if (found == null) {
            throw new NotRunningException("The Nephelite that " + file() + " describes " + missing);
        }
        return server(found, endpoints, credential);
    }

    private static RemoteServer server(String found, EndpointsFile endpoints, @Nullable Credential credential)
            throws IOException {
        @Nullable String certificate = endpoints.certificate();
        return new RemoteServer(
                found, certificate == null ? null : ServerCertificate.forClientsOf(certificate), credential);
    }

    private Path file() {
        return endpointsFile == null ? location.resolve(EndpointsFile.FILE) : endpointsFile;
    }

    private EndpointsFile endpoints() throws IOException {
        Path file = file();
        if (!Files.exists(file)) {
            throw new NotRunningException("Nothing runs here: there is no " + file + "." + REMEDY);
        }
        return EndpointsFile.read(file);
    }

    /** Converts a URL. Only its scheme, host and port are used. */
    static final class ServerUrl implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                URI url = new URI(text);
                if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                    return text;
                }
            } catch (URISyntaxException ignored) {
                // Refused below, like a URL of something else.
            }
            throw new TypeConversionException("'" + text + "' is not a URL such as http://localhost:7071.");
        }
    }
}
