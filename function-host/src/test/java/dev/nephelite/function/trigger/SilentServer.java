package dev.nephelite.function.trigger;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.value.EventCursor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;

/** Our server behind a door that tells of no changes, as the servers of others do not. */
final class SilentServer implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection", "content-length", "host", "http2-settings", "keep-alive", "transfer-encoding", "upgrade");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI behind;
    private final HttpServer server;

    SilentServer(String endpoint, Clock clock) {
        behind = URI.create(endpoint);
        server = new HttpServer("127.0.0.1", 0, Handler.of(this::forward), Clocks.single(clock));
    }

    /** Where the same account is reached through this door. */
    String endpoint() {
        return "http://127.0.0.1:" + server.port() + behind.getPath();
    }

    private Response forward(HttpRequest request) throws IOException {
        if (request.rawPath().equals(EventCursor.STREAM_PATH)) {
            return Response.of(404).header("Content-Type", "text/html").body(Body.text("<html>What?</html>"));
        }
        String query = request.rawQuery() == null ? "" : "?" + request.rawQuery();
        URI target = URI.create("http://" + behind.getAuthority() + request.rawPath() + query);
        java.net.http.HttpRequest.Builder copy = java.net.http.HttpRequest.newBuilder(target)
                .method(
                        request.method(),
                        BodyPublishers.ofByteArray(request.body().readAllBytes()));
        request.headers().forEach((name, value) -> {
            if (!isOfTheConnection(name)) {
                copy.header(name, value);
            }
        });
        try {
            return answer(http.send(copy.build(), BodyHandlers.ofByteArray()));
        } catch (InterruptedException stopping) {
            throw new IOException(stopping);
        }
    }

    private static Response answer(HttpResponse<byte[]> answer) {
        Response copy = Response.of(answer.statusCode()).body(Body.bytes(answer.body()));
        answer.headers().map().forEach((name, values) -> {
            if (!isOfTheConnection(name)) {
                values.forEach(value -> copy.header(name, value));
            }
        });
        return copy;
    }

    private static boolean isOfTheConnection(String header) {
        return OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        server.close();
    }
}
