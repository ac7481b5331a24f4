package dev.nephelite.cli.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.config.ConfigFile;
import dev.nephelite.cli.remote.ClientEnvironment;
import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.cli.remote.RemoteProgram;
import dev.nephelite.cli.remote.RemoteResource;
import dev.nephelite.cli.remote.RemoteServer;
import dev.nephelite.cli.remote.RemoteServer.NotRunningException;
import dev.nephelite.cli.remote.RemoteStorage;
import dev.nephelite.emulator.value.EventCursor;
import dev.nephelite.function.admin.AdminPaths;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The running program that a command asks: the one at a URL, the one that uses a data folder, or, within {@code nephelite
 * exec}, the one that runs the command.
 */
public final class InstanceOptions {
    private static final String REMEDY =
            " Start it with 'nephelite start', or name a running one with --location, --endpoints-file or --url.";

    @Option(
            names = {"-l", "--location"},
            paramLabel = "DIR",
            description =
                    "Data folder of the running program. Default: the location in nephelite.yml, or .nephelite, unless "
                            + ClientEnvironment.CONTROL + " in the environment names a program.")
    private @Nullable Path location;

    @Option(
            names = "--endpoints-file",
            paramLabel = "FILE",
            description = "File that 'nephelite start --endpoints-file' wrote, instead of a data folder.")
    private @Nullable Path endpointsFile;

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = ServerUrl.class,
            description = "Address of the running program's control plane, or of the service that the command is about,"
                    + " instead of a data folder.")
    private @Nullable String url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Key to send if the program was started with --enable-auth: the master key; to invoke an HTTP"
                    + " function, one of its keys; to a control plane, its token.")
    private @Nullable String key;

    /**
     * The function host.
     *
     * @throws NotRunningException if there is none
     */
    public RemoteServer host() throws IOException, InterruptedException {
        return program().functionHost(key);
    }

    /**
     * The change events of storage.
     *
     * @throws NotRunningException if nothing runs
     */
    public RemoteResource events() throws IOException, InterruptedException {
        RemoteProgram program = program();
        return program.resource("/v1/events", program.blobService(), EventCursor.STREAM_PATH);
    }

    /**
     * The log of the function host.
     *
     * @throws NotRunningException if there is none
     */
    public RemoteResource log() throws IOException, InterruptedException {
        RemoteProgram program = program();
        return program.resource("/v1/logs", program.functionHost(key), AdminPaths.LOG);
    }

    /**
     * The functions of the function host.
     *
     * @throws NotRunningException if there is none
     */
    public RemoteResource functions() throws IOException, InterruptedException {
        RemoteProgram program = program();
        return program.resource("/v1/functions", program.functionHost(key), AdminPaths.HOSTED_FUNCTIONS);
    }

    /**
     * A resource of the control plane, which no service has.
     *
     * @throws NotRunningException if there is none
     */
    public RemoteResource control(String path) throws IOException, InterruptedException {
        return program().resource(path);
    }

    /**
     * The dashboard.
     *
     * @throws NotRunningException if nothing runs
     */
    public Dashboard dashboard() throws IOException, InterruptedException {
        RemoteProgram program = program();
        program.resource("/v1/health").get();
        return new Dashboard(program.control() + "/", program.token() != null);
    }

    /**
     * Where the dashboard is.
     *
     * @param needsToken whether its page asks for the token of the control plane
     */
    public record Dashboard(String url, boolean needsToken) {}

    /**
     * The environment variables with which clients find the program.
     *
     * @throws NotRunningException if there is none
     */
    public Map<String, String> environment() throws IOException, InterruptedException {
        if (url != null) {
            throw new IOException("The control plane does not reveal the keys of accounts. Name the data folder with"
                    + " --location, or the file with --endpoints-file, instead of --url.");
        }
        control("/v1/health").get();
        return isSurrounding() ? ClientEnvironment.in(System.getenv()) : ClientEnvironment.of(published());
    }

    /**
     * The storage of the program, for its first account. To be closed by the caller.
     *
     * @throws NotRunningException if there is none
     */
    public RemoteStorage storage() throws IOException, InterruptedException {
        @Nullable String connectionString = environment().get(ClientEnvironment.CONNECTION_STRING);
        if (connectionString == null) {
            throw new NotRunningException("The environment names a control plane in " + ClientEnvironment.CONTROL
                    + ", but no storage in " + ClientEnvironment.CONNECTION_STRING
                    + ". Set both, or name the data folder with --location.");
        }
        return new RemoteStorage(connectionString, program().trusted());
    }

    /** The process that ends with the program; empty if it is not known, is on another machine, or has ended. */
    public Optional<ProcessHandle> process() throws IOException, InterruptedException {
        if (isSurrounding()) {
            return Optional.empty();
        }
        if (url == null) {
            return Optional.ofNullable(published().pid()).flatMap(ProcessHandle::of);
        }
        JsonNode process =
                new JsonMapper().readTree(control("/v1/status").get()).path("process");
        String startedAt = process.path("startedAt").asText();
        // On another machine or in a container, the id is that of another process.
        return ProcessHandle.of(process.path("id").asLong()).filter(found -> found.info()
                .startInstant()
                .filter(start -> start.toString().equals(startedAt))
                .isPresent());
    }

    /** The data folder that the options name, or the usual one; empty if they name a program without one. */
    public Optional<Path> dataFolder() {
        return url != null || endpointsFile != null || isSurrounding() ? Optional.empty() : Optional.of(folder());
    }

    private RemoteProgram program() throws IOException, InterruptedException {
        if (url != null) {
            return RemoteProgram.at(url, key);
        }
        return isSurrounding() ? RemoteProgram.in(System.getenv()) : RemoteProgram.publishedIn(published(), file());
    }

    /** Whether the program is the one that runs this command, so that it ends after it. */
    public boolean isSurrounding() {
        return url == null
                && endpointsFile == null
                && location == null
                && System.getenv(ClientEnvironment.CONTROL) != null;
    }

    private EndpointsFile published() throws IOException {
        if (!Files.exists(file())) {
            throw new NotRunningException("Nothing runs here: there is no " + file() + "." + REMEDY);
        }
        return EndpointsFile.read(file());
    }

    private Path file() {
        if (endpointsFile != null) {
            return endpointsFile;
        }
        return folder().resolve(EndpointsFile.FILE);
    }

    private Path folder() {
        return location == null ? ConfigFile.dataFolder(System.getenv()) : location;
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
            throw new TypeConversionException("'" + text + "' is not a URL such as http://localhost:10010.");
        }
    }
}
