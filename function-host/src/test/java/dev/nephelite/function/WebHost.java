package dev.nephelite.function;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.app.App;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.trigger.HostFlags;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A host that serves {@link WebFunctions} on a free port, and a client for it. */
final class WebHost implements AutoCloseable {
    final RecordedLog log = new RecordedLog();
    final FunctionHost host;

    private final SystemClock clock = new SystemClock();
    private final HttpClient client = HttpClient.newHttpClient();

    WebHost(App app) {
        this(app, HostFlags.LOCAL);
    }

    WebHost(App app, HostFlags flags) {
        host = new FunctionHost(HostOptions.builder(TestApp.loader(app), Clocks.single(clock), RandomIds.unseeded())
                .flags(flags)
                .log(log)
                .build());
        host.start();
    }

    static WebHost start(Path folder, String hostJson, Map<String, String> settings) throws IOException {
        Files.writeString(folder.resolve("host.json"), hostJson);
        return new WebHost(app(folder, settings));
    }

    static App app(Path folder, Map<String, String> settings) {
        return TestApp.of(folder, settings, WebFunctions.class, WebFunctions.Order.class);
    }

    /** A request to begin with: {@code to("/api/echo").POST(...)}. */
    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(host.url() + path));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(to(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return client.send(to(path).build(), BodyHandlers.ofByteArray());
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** Sends the head of a request as it is, and returns all that the server sends before it closes the connection. */
    String exchange(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String request = head + "Host: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    int port() {
        return URI.create(host.url()).getPort();
    }

    @Override
    public void close() {
        host.close();
        clock.close();
    }
}
