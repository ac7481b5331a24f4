package dev.nephelite.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.remote.RemoteServer.Credential;
import dev.nephelite.cli.remote.RemoteServer.NotRunningException;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.function.admin.AdminPaths;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a running program, as far as they are known.
 *
 * @param description what names the program, for messages
 * @param service what the only known server is, for messages; null if all servers are known
 * @param storage the URL of the Blob service, which serves the change events
 * @param function the URL of the function host
 * @param control the URL of the control plane
 * @param token for the control plane; null if it needs none
 * @param trusted trusts the certificate of the servers; null where the JDK does, or with plain HTTP
 */
public record RemoteProgram(
        String description,
        @Nullable String service,
        @Nullable String storage,
        @Nullable String function,
        @Nullable String control,
        @Nullable String token,
        @Nullable SSLContext trusted) {
    private static final String CONTROL_PLANE = "Nephelite-Control/";

    /** The program that has published these addresses in {@code file}. */
    public static RemoteProgram publishedIn(EndpointsFile endpoints, Path file) {
        @Nullable String certificate = endpoints.certificate();
        return new RemoteProgram(
                "that " + file + " describes",
                null,
                endpoints.blob(),
                endpoints.function(),
                endpoints.control(),
                endpoints.controlToken(),
                certificate == null ? null : ServerCertificate.forClientsOf(certificate));
    }

    /** The program whose addresses are in {@link ClientEnvironment} variables, among them that of its control plane. */
    public static RemoteProgram in(Map<String, String> environment) {
        @Nullable String certificate = environment.get(ClientEnvironment.CERTIFICATE);
        return new RemoteProgram(
                "that " + ClientEnvironment.CONTROL + " in the environment names",
                null,
                environment.get(ClientEnvironment.BLOB),
                environment.get(ClientEnvironment.FUNCTION),
                environment.get(ClientEnvironment.CONTROL),
                environment.get(ClientEnvironment.CONTROL_TOKEN),
                certificate == null ? null : ServerCertificate.forClientsOf(certificate));
    }

    /**
     * The program that has a server at {@code url}: its control plane, which knows all the others, or one of these.
     *
     * @param token for the control plane; null if the user gave none
     */
    public static RemoteProgram at(String url, @Nullable String token) throws IOException, InterruptedException {
        RemoteServer server = new RemoteServer(url, null, token == null ? null : Credential.bearer(token));
        // No function can have this path, so the request calls none.
        HttpResponse<Void> answer = server.send(server.request(AdminPaths.STATUS), BodyHandlers.discarding());
        String name = answer.headers().firstValue("Server").orElse("");
        if (!name.startsWith(CONTROL_PLANE)) {
            return withService(url, name);
        }
        JsonNode endpoints = new JsonMapper().readTree(server.get("/v1/endpoints"));
        return new RemoteProgram(
                "at " + url,
                null,
                endpoints.path("blob").textValue(),
                endpoints.path("function").textValue(),
                url,
                token,
                null);
    }

    /** The program of which only the service at {@code url} is known, whose answers have this {@code Server} header. */
    private static RemoteProgram withService(String url, String name) {
        String program = "at " + url;
        return switch (name) {
            case "Nephelite-blob" ->
                new RemoteProgram(program, "Nephelite's Blob service", url, null, null, null, null);
            case "Nephelite-queue" ->
                new RemoteProgram(program, "Nephelite's Queue service", null, null, null, null, null);
            // A function host does not say what it is.
            default -> new RemoteProgram(program, "not a storage service of Nephelite", null, url, null, null, null);
        };
    }

    /** A resource of the control plane or, if its URL is not known, the same resource of a service. */
    public RemoteResource resource(String path, RemoteServer service, String pathOfService) {
        return control == null ? new RemoteResource(service, pathOfService) : resource(path);
    }

    /**
     * A resource that only the control plane has.
     *
     * @throws NotRunningException if its URL is not known
     */
    public RemoteResource resource(String path) {
        if (control == null) {
            throw new NotRunningException("The URL of the control plane of the Nephelite " + description
                    + " is not known. Name it with --url, or the data folder with --location.");
        }
        @Nullable Credential credential = token == null ? null : Credential.bearer(token);
        return new RemoteResource(new RemoteServer(control, trusted, credential), path);
    }

    /**
     * The function host.
     *
     * @param key for the host; null if the user gave none
     * @throws NotRunningException if there is none
     * @throws IOException if the app is still being loaded
     */
    public RemoteServer functionHost(@Nullable String key) throws IOException, InterruptedException {
        if (function == null) {
            requireAllKnown("function host", "http://localhost:7071");
            if (control != null) {
                resource("/v1/ready").get();
            }
            throw new NotRunningException("The Nephelite " + description
                    + " runs without a function app. Start it again with the folder of one: 'nephelite start FOLDER'.");
        }
        return new RemoteServer(function, trusted, key == null ? null : Credential.functionKey(key));
    }

    /**
     * The Blob service.
     *
     * @throws NotRunningException if there is none
     */
    public RemoteServer blobService() {
        if (storage == null) {
            requireAllKnown("Blob service", "http://localhost:10000");
            throw new NotRunningException("The Nephelite " + description + " has no storage.");
        }
        return new RemoteServer(storage, trusted, null);
    }

    private void requireAllKnown(String wanted, String usualUrl) {
        if (service != null) {
            throw new NotRunningException(
                    "The server " + description + " is " + service + ", but this command is about the "
                            + wanted + ". Give --url the address of that, such as " + usualUrl
                            + ", or of the control plane, such as http://localhost:10010.");
        }
    }
}
