package dev.nephelite.function.client;

import dev.nephelite.emulator.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Sends requests with the JDK's HTTP client, with and without TLS. Replies lose the case of header names. */
final class JdkHttpTransport implements HttpTransport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http;

    /** @param tls decides which servers are trusted; null for those that the JDK trusts */
    JdkHttpTransport(@Nullable SSLContext tls) {
        http = tls == null ? SharedClient.INSTANCE : client().sslContext(tls).build();
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT);
    }

    /** The client of all hosts in this JVM, because a client has threads that cannot be ended before Java 21. */
    private static final class SharedClient {
        static final HttpClient INSTANCE = client().build();
    }

    @Override
    public HttpReply send(Request request) throws IOException, InterruptedException {
        return reply(http.send(translated(request), BodyHandlers.ofByteArray()));
    }

    @Override
    public CompletableFuture<HttpReply> sendAsync(Request request) {
        return http.sendAsync(translated(request), BodyHandlers.ofByteArray()).thenApply(JdkHttpTransport::reply);
    }

    private static HttpReply reply(HttpResponse<byte[]> response) {
        return new HttpReply(response.statusCode(), headers(response), response.body());
    }

    @Override
    public OpenReply open(Request request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(translated(request), BodyHandlers.ofInputStream());
        return new OpenReply(response.statusCode(), headers(response), response.body());
    }

    private static HttpRequest translated(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .method(
                        request.method(),
                        request.hasLength() ? BodyPublishers.ofByteArray(request.body()) : BodyPublishers.noBody());
        @Nullable Duration timeout = request.timeout();
        if (timeout != null) {
            builder.timeout(timeout);
        }
        request.headers().forEach(builder::header);
        return builder.build();
    }

    private static Headers headers(HttpResponse<?> response) {
        Headers.Builder headers = new Headers.Builder();
        response.headers().map().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        return headers.build();
    }

    @Override
    public void close() {
        // The JDK's client closes idle connections itself.
    }
}
