package dev.nephelite.function.client;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.ConnectionString;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One service of one account: signs calls and sends them. Safe for concurrent use. */
final class Endpoint {
    private static final String VERSION = "2021-12-02";
    static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String CONTENT_LENGTH = "Content-Length";
    private static final byte[] NOTHING = {};

    private final HttpClient http;
    private final PlainHttp plain;
    private final ConnectionString account;
    private final URI address;
    private final Clock clock;

    Endpoint(HttpClient http, PlainHttp plain, ConnectionString account, URI address, Clock clock) {
        this.http = http;
        this.plain = plain;
        this.account = account;
        this.address = address;
        this.clock = clock;
    }

    /** The URI of {@code resource}, which is not encoded and does not start with a slash. */
    URI uri(String resource) {
        return uri(address.getRawPath() + "/" + StorageCall.encoded(resource), "");
    }

    /** Whether the headers of a reply keep the case in which the server sent them. */
    boolean preservesHeaderCase() {
        return address.getScheme().equals("http");
    }

    /**
     * Sends a call and waits for the reply, which may be a refusal.
     *
     * @throws RemoteStorageException if there is no reply
     */
    StorageCall.Reply send(StorageCall call) {
        return new StorageCall.Reply(call, address.getRawAuthority(), translatingFailures(call, () -> exchange(call)));
    }

    /**
     * Like {@link #send}, but leaves the content to the caller, who reads and closes it.
     *
     * @throws RemoteStorageException if there is no reply
     */
    StorageCall.StreamedReply open(StorageCall call) {
        return translatingFailures(call, () -> {
            Target target = target(call);
            HttpResponse<InputStream> response = http.send(request(call, target), BodyHandlers.ofInputStream());
            boolean success = response.statusCode() / 100 == 2;
            HttpReply reply =
                    exchange(response, success ? NOTHING : response.body().readAllBytes());
            return new StorageCall.StreamedReply(
                    new StorageCall.Reply(call, address.getRawAuthority(), reply),
                    success ? response.body() : InputStream.nullInputStream());
        });
    }

    /** A request to the service and its reply. */
    private interface Exchange<T> {
        T run() throws IOException, InterruptedException;
    }

    /**
     * The request target and headers of a call, signed with the account key or with the shared access signature of the
     * connection string.
     */
    private record Target(String rawPath, String rawQuery, Headers headers) {}

    private <T> T translatingFailures(StorageCall call, Exchange<T> exchange) {
        try {
            return exchange.run();
        } catch (HttpTimeoutException | SocketTimeoutException timeout) {
            throw new RemoteStorageException(
                    call.operation() + ": storage at " + address + " did not answer within " + TIMEOUT.toSeconds()
                            + " seconds.",
                    timeout);
        } catch (ClosedByInterruptException stopping) {
            throw new RemoteStorageException(call.operation() + " was interrupted.", stopping);
        } catch (IOException failure) {
            throw new RemoteStorageException(
                    call.operation() + ": storage is not reachable at " + address + ". Is it running?", failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new RemoteStorageException(call.operation() + " was interrupted.", stopping);
        }
    }

    private Target target(StorageCall call) {
        String rawPath = address.getRawPath() + call.rawPath();
        String rawQuery = call.rawQuery();
        @Nullable SigningKey key = account.key();
        if (key == null) {
            rawQuery += (rawQuery.isEmpty() ? "" : "&") + account.sharedAccessSignature();
        }
        return new Target(rawPath, rawQuery, headers(call, rawPath, rawQuery, key));
    }

    private HttpReply exchange(StorageCall call) throws IOException, InterruptedException {
        Target to = target(call);
        if (address.getScheme().equals("http")) {
            String target = to.rawPath() + (to.rawQuery().isEmpty() ? "" : "?" + to.rawQuery());
            return plain.send(address, call.method(), target, to.headers(), call.body());
        }
        HttpResponse<byte[]> response = http.send(request(call, to), BodyHandlers.ofByteArray());
        return exchange(response, response.body());
    }

    private HttpRequest request(StorageCall call, Target to) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(to.rawPath(), to.rawQuery()))
                .method(call.method(), body(call))
                .timeout(TIMEOUT);
        to.headers().forEach(request::header);
        return request.build();
    }

    private static HttpReply exchange(HttpResponse<?> response, byte[] body) {
        Headers.Builder headers = new Headers.Builder();
        response.headers().map().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        return new HttpReply(response.statusCode(), headers.build(), body);
    }

    /** The headers to send. Content-Length is part of the signature, but the HTTP client adds the header itself. */
    private Headers headers(StorageCall call, String rawPath, String rawQuery, @Nullable SigningKey key) {
        Headers.Builder headers =
                call.headers().add("x-ms-version", VERSION).add("x-ms-date", HttpDate.format(clock.now()));
        if (key == null) {
            return headers.build();
        }
        Headers unsigned = headers.build();
        Headers signed = headers.add(CONTENT_LENGTH, Integer.toString(call.body().length))
                .build();
        Headers.Builder all = new Headers.Builder();
        unsigned.forEach(all::add);
        QueryParameters queryParameters = QueryParameters.parse(rawQuery);
        String signature = SharedKey.sign(call.method(), rawPath, queryParameters, signed, account.accountName(), key);
        return all.add("Authorization", signature).build();
    }

    private URI uri(String rawPath, String rawQuery) {
        String origin = address.getScheme() + "://" + address.getRawAuthority();
        return URI.create(origin + rawPath + (rawQuery.isEmpty() ? "" : "?" + rawQuery));
    }

    /** A length of zero is sent only with the methods that may have a body. */
    private static HttpRequest.BodyPublisher body(StorageCall call) {
        boolean noBody = call.body().length == 0
                && !call.method().equals("PUT")
                && !call.method().equals("POST");
        return noBody ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body());
    }
}
