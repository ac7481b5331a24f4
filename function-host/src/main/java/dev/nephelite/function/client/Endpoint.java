package dev.nephelite.function.client;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Query;
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
        return uri(address.getRawPath() + "/" + Call.encoded(resource), "");
    }

    /** Whether the headers of an answer are called what the server called them. */
    boolean keepsCaseOfHeaders() {
        return address.getScheme().equals("http");
    }

    /**
     * Sends {@code call} and waits for its answer, which may be a refusal.
     *
     * @throws RemoteStorageException if there is no answer
     */
    Reply send(Call call) {
        return new Reply(call, address.getRawAuthority(), awaited(call, () -> answer(call)));
    }

    /**
     * Like {@link #send}, but leaves the content to be read, and then to be closed, by the caller.
     *
     * @throws RemoteStorageException if there is no answer
     */
    Download open(Call call) {
        return awaited(call, () -> {
            Target target = target(call);
            HttpResponse<InputStream> response = http.send(request(call, target), BodyHandlers.ofInputStream());
            boolean success = response.statusCode() / 100 == 2;
            Answer answer = answer(response, success ? NOTHING : response.body().readAllBytes());
            return new Download(
                    new Reply(call, address.getRawAuthority(), answer),
                    success ? response.body() : InputStream.nullInputStream());
        });
    }

    /** A conversation with the service. */
    private interface Exchange<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Where a call goes, signed or with the signature that came with the connection string. */
    private record Target(String rawPath, String rawQuery, Headers headers) {}

    private <T> T awaited(Call call, Exchange<T> exchange) {
        try {
            return exchange.run();
        } catch (HttpTimeoutException | SocketTimeoutException slow) {
            throw new RemoteStorageException(
                    call.operation() + ": storage at " + address + " did not answer within " + TIMEOUT.toSeconds()
                            + " seconds.",
                    slow);
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

    private Target target(Call call) {
        String rawPath = address.getRawPath() + call.rawPath();
        String rawQuery = call.rawQuery();
        @Nullable SigningKey key = account.key();
        if (key == null) {
            rawQuery += (rawQuery.isEmpty() ? "" : "&") + account.sharedAccessSignature();
        }
        return new Target(rawPath, rawQuery, headers(call, rawPath, rawQuery, key));
    }

    private Answer answer(Call call) throws IOException, InterruptedException {
        Target to = target(call);
        if (address.getScheme().equals("http")) {
            String target = to.rawPath() + (to.rawQuery().isEmpty() ? "" : "?" + to.rawQuery());
            return plain.send(address, call.method(), target, to.headers(), call.body());
        }
        HttpResponse<byte[]> response = http.send(request(call, to), BodyHandlers.ofByteArray());
        return answer(response, response.body());
    }

    private HttpRequest request(Call call, Target to) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(to.rawPath(), to.rawQuery()))
                .method(call.method(), body(call))
                .timeout(TIMEOUT);
        to.headers().forEach(request::header);
        return request.build();
    }

    private static Answer answer(HttpResponse<?> response, byte[] body) {
        Headers.Builder answered = new Headers.Builder();
        response.headers().map().forEach((name, values) -> values.forEach(value -> answered.add(name, value)));
        return new Answer(response.statusCode(), answered.build(), body);
    }

    /** Those of the call and those that every call has, without its length, which is sent but is signed as well. */
    private Headers headers(Call call, String rawPath, String rawQuery, @Nullable SigningKey key) {
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
        Query query = Query.parse(rawQuery);
        String signature = SharedKey.sign(call.method(), rawPath, query, signed, account.accountName(), key);
        return all.add("Authorization", signature).build();
    }

    private URI uri(String rawPath, String rawQuery) {
        String origin = address.getScheme() + "://" + address.getRawAuthority();
        return URI.create(origin + rawPath + (rawQuery.isEmpty() ? "" : "?" + rawQuery));
    }

    /** A length of zero is sent with the methods that may have a body, and only with those. */
    private static HttpRequest.BodyPublisher body(Call call) {
        boolean bodyless = call.body().length == 0
                && !call.method().equals("PUT")
                && !call.method().equals("POST");
        return bodyless ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body());
    }
}
