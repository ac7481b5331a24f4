package dev.nephelite.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A server of a running Nephelite, asked over HTTP. */
public final class RemoteServer {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int UNAVAILABLE = 503;

    private final String origin;
    private final @Nullable Credential credential;
    private final HttpClient client;

    /**
     * Connects to nothing yet.
     *
     * @param url of the server; what follows its host and port does not matter
     * @param trusted trusts its certificate; null where the JDK does, or where it speaks plain HTTP
     * @param credential what it asks for; null if it asks for nothing
     */
    public RemoteServer(String url, @Nullable SSLContext trusted, @Nullable Credential credential) {
        origin = origin(url);
        this.credential = credential;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        client = (trusted == null ? builder : builder.sslContext(trusted)).build();
    }

    /** The header with which a command shows that it may use a server. */
    public record Credential(String header, String value) {
        /** A key of a function host. */
        public static Credential functionKey(String key) {
            return new Credential("x-functions-key", key);
        }

        /** The token of a control plane. */
        public static Credential bearer(String token) {
            return new Credential("Authorization", "Bearer " + token);
        }
    }

    /** Returns what {@code path} has. */
    public String get(String path) throws IOException, InterruptedException {
        return sound(send(request(path), BodyHandlers.ofString()));
    }

    /** Posts a text to {@code path} and returns the answer. */
    public String post(String path, byte[] body) throws IOException, InterruptedException {
        return sound(send(request(path).POST(BodyPublishers.ofByteArray(body)), BodyHandlers.ofString()));
    }

    /**
     * Sends JSON, or nothing, to {@code path} and returns the answer.
     *
     * @param json empty for nothing
     */
    String send(String method, String path, String json) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(json));
        return sound(send(request, BodyHandlers.ofString()));
    }

    /** Lets {@code reader} read what {@code path} has as it arrives. */
    void get(String path, ContentReader reader) throws IOException, InterruptedException {
        read(request(path), reader);
    }

    /** Posts nothing to {@code path}, and lets {@code reader} read the answer as it arrives. */
    void post(String path, ContentReader reader) throws IOException, InterruptedException {
        read(request(path).POST(BodyPublishers.noBody()), reader);
    }

    private void read(HttpRequest.Builder request, ContentReader reader) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != OK) {
                String text = new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
                if (text.startsWith("{")) {
                    throw RefusedException.of(text);
                }
            }
            requireSound(response);
            reader.read(body);
        }
    }

    /** Reads the content of an answer. */
    @FunctionalInterface
    public interface ContentReader {
        void read(InputStream content) throws IOException;
    }

    /**
     * Reads what {@code path} streams, line by line, until it ends or nobody wants more.
     *
     * @param more takes a line and says whether it wants another
     */
    void lines(String path, Predicate<String> more) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = send(request(path), BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            requireSound(response);
            String line = next(lines);
            while (line != null && (line.isEmpty() || more.test(line))) {
                line = next(lines);
            }
        }
    }

    /** A request to that path of this server, credential included. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path));
        return credential == null ? request : request.header(credential.header(), credential.value());
    }

    /**
     * Sends a request and returns the answer, whatever its status.
     *
     * @throws NotRunningException if there is no such server
     */
    public <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        try {
            return client.send(request.build(), body);
        } catch (ConnectException refused) {
            throw new NotRunningException(
                    "Nothing answers at " + origin
                            + ". It has ended, or was never started. Start it with 'nephelite start'.",
                    refused);
        } catch (SSLException untrusted) {
            throw new IOException(
                    "The certificate of " + origin + " is not trusted: " + untrusted.getMessage()
                            + ". With --location or --endpoints-file instead of --url it is.",
                    untrusted);
        }
    }

    /** Scheme, host and port of {@code url}. */
    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** Returns the next line, or null after the last; a server that ends while it streams has no more. */
    private static @Nullable String next(BufferedReader lines) {
        try {
            return lines.readLine();
        } catch (IOException ended) {
            return null;
        }
    }

    private String sound(HttpResponse<String> response) throws IOException {
        int status = response.statusCode();
        String body = response.body().strip();
        if (status >= OK && status < REDIRECTION) {
            return response.body();
        }
        boolean wantsKey = status == 401 || status == 403;
        if (!wantsKey && (status == UNAVAILABLE ? !body.isEmpty() : isControlError(body))) {
            throw RefusedException.of(body);
        }
        requireSound(response);
        return response.body();
    }

    private static boolean isControlError(String body) {
        return body.startsWith("{\"error\":{");
    }

    private void requireSound(HttpResponse<?> response) throws IOException {
        switch (response.statusCode()) {
            case OK -> {}
            case 401, 403 ->
                throw new IOException(origin + " wants a key. Give it with --key: for a control plane, the controlToken"
                        + " in endpoints.json; for a function host, its master key in the container"
                        + " azure-webjobs-secrets of the app's storage.");
            case 404 ->
                throw new IOException(
                        "Nephelite does not run at " + origin + ", or a different version does. Check the URL.");
            default -> throw new IOException(origin + " answered with status " + response.statusCode() + ".");
        }
    }

    /** A running program cannot do what a command asks for. The message says why and, where that helps, what to do. */
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String code;

        private RefusedException(String code, String message) {
            super(message);
            this.code = code;
        }

        /** Reads an error of the control plane; the function host answers with plain text. */
        private static RefusedException of(String body) {
            try {
                if (body.startsWith("{")) {
                    JsonNode error = new JsonMapper().readTree(body).path("error");
                    return new RefusedException(
                            error.path("code").asText(), error.path("message").asText(body));
                }
            } catch (JsonProcessingException ignored) {
                // A text that happens to begin like JSON.
            }
            return new RefusedException("", body);
        }

        /** The error of the control plane, such as {@code PortUnavailable}; empty if another server refuses. */
        public String code() {
            return code;
        }
    }

    /** A command that asks a running program found none. The message says where it looked, and how to start or name one. */
    public static final class NotRunningException extends RuntimeException {
        public NotRunningException(String message) {
            super(message);
        }

        public NotRunningException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
