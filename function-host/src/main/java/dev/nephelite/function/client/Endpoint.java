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

/** One service of one account: addresses, signs and sends calls. Safe for concurrent use. */
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

    /** Where {@code resource} is, which is not encoded and has no slash in front. */
    URI uri(String resource) {
        return uri(address.getRawPath() + "/" + StorageCall.encoded(resource), "");
    }

    /** Whether the headers of an answer are called what the server called them. */
    boolean keepsCaseOfHeaders() {
        return address.getScheme().equals("http");
    }

    /**
     * Sends {@code storageCall} and waits for its answer, which may be a refusal.
     *
     * @throws RemoteStorageException if there is no answer
     */
    StorageCall.Reply send(StorageCall storageCall) {
        return new StorageCall.Reply(
                storageCall, address.getRawAuthority(), awaited(storageCall, () -> answer(storageCall)));
    }

    /**
     * Like {@link #send}, but leaves the content to be read, and then to be closed, by the caller.
     *
     * @throws RemoteStorageException if there is no answer
     */
    StorageCall.StreamedReply open(StorageCall storageCall) {
        return awaited(storageCall, () -> {
            Target target = target(storageCall);
            HttpResponse<InputStream> response = http.send(request(storageCall, target), BodyHandlers.ofInputStream());
            boolean success = response.statusCode() / 100 == 2;
            HttpReply answer =
                    answer(response, success ? NOTHING : response.body().readAllBytes());
            return new StorageCall.StreamedReply(
                    new StorageCall.Reply(storageCall, address.getRawAuthority(), answer),
                    success ? response.body() : InputStream.nullInputStream());
        });
    }

    /** A conversation with the service. */
    private interface Exchange<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Where a call goes, signed or with the signature that came with the connection string. */
    private record Target(String rawPath, String rawQuery, Headers headers) {}

    private <T> T awaited(StorageCall storageCall, Exchange<T> exchange) {
        try {
            return exchange.run();
        } catch (HttpTimeoutException | SocketTimeoutException slow) {
            throw new RemoteStorageException(
                    storageCall.operation() + ": storage at " + address + " did not answer within "
                            + TIMEOUT.toSeconds() + " seconds.",
                    slow);
        } catch (ClosedByInterruptException stopping) {
            throw new RemoteStorageException(storageCall.operation() + " was interrupted.", stopping);
        } catch (IOException failure) {
            throw new RemoteStorageException(
                    storageCall.operation() + ": storage is not reachable at " + address + ". Is it running?", failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new RemoteStorageException(storageCall.operation() + " was interrupted.", stopping);
        }
    }

    private Target target(StorageCall storageCall) {
        String rawPath = address.getRawPath() + storageCall.rawPath();
        String rawQuery = storageCall.rawQuery();
        @Nullable SigningKey key = account.key();
        if (key == null) {
            rawQuery += (rawQuery.isEmpty() ? "" : "&") + account.sharedAccessSignature();
        }
        return new Target(rawPath, rawQuery, headers(storageCall, rawPath, rawQuery, key));
    }

    private HttpReply answer(StorageCall storageCall) throws IOException, InterruptedException {
        Target to = target(storageCall);
        if (address.getScheme().equals("http")) {
            String target = to.rawPath() + (to.rawQuery().isEmpty() ? "" : "?" + to.rawQuery());
            return plain.send(address, storageCall.method(), target, to.headers(), storageCall.body());
        }
        HttpResponse<byte[]> response = http.send(request(storageCall, to), BodyHandlers.ofByteArray());
        return answer(response, response.body());
    }

    private HttpRequest request(StorageCall storageCall, Target to) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(to.rawPath(), to.rawQuery()))
                .method(storageCall.method(), body(storageCall))
                .timeout(TIMEOUT);
        to.headers().forEach(request::header);
        return request.build();
    }

    private static HttpReply answer(HttpResponse<?> response, byte[] body) {
        Headers.Builder answered = new Headers.Builder();
        response.headers().map().forEach((name, values) -> values.forEach(value -> answered.add(name, value)));
        return new HttpReply(response.statusCode(), answered.build(), body);
    }

    /** Those of the call and those that every call has, without its length, which is sent but is signed as well. */
    private Headers headers(StorageCall storageCall, String rawPath, String rawQuery, @Nullable SigningKey key) {
        Headers.Builder headers =
                storageCall.headers().add("x-ms-version", VERSION).add("x-ms-date", HttpDate.format(clock.now()));
        if (key == null) {
            return headers.build();
        }
        Headers unsigned = headers.build();
        Headers signed = headers.add(CONTENT_LENGTH, Integer.toString(storageCall.body().length))
                .build();
        Headers.Builder all = new Headers.Builder();
        unsigned.forEach(all::add);
        QueryParameters queryParameters = QueryParameters.parse(rawQuery);
        String signature =
                SharedKey.sign(storageCall.method(), rawPath, queryParameters, signed, account.accountName(), key);
        return all.add("Authorization", signature).build();
    }

    private URI uri(String rawPath, String rawQuery) {
        String origin = address.getScheme() + "://" + address.getRawAuthority();
        return URI.create(origin + rawPath + (rawQuery.isEmpty() ? "" : "?" + rawQuery));
    }

    /** A length of zero is sent with the methods that may have a body, and only with those. */
    private static HttpRequest.BodyPublisher body(StorageCall storageCall) {
        boolean bodyless = storageCall.body().length == 0
                && !storageCall.method().equals("PUT")
                && !storageCall.method().equals("POST");
        return bodyless ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(storageCall.body());
    }
}
