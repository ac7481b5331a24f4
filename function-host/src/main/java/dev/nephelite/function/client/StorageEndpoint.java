package dev.nephelite.function.client;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.value.ConnectionString;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One service of one account: signs calls and sends them. Thread-safe. */
final class StorageEndpoint {
    private static final String VERSION = "2021-12-02";
    static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String CONTENT_LENGTH = "Content-Length";
    private static final byte[] NOTHING = {};

    private final HttpTransport http;
    private final ConnectionString account;
    private final URI address;
    private final Clock clock;

    StorageEndpoint(HttpTransport http, ConnectionString account, URI address, Clock clock) {
        this.http = http;
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
        return new StorageCall.Reply(
                call, address.getRawAuthority(), translatingFailures(call, () -> http.send(request(call))));
    }

    /**
     * Like {@link #send}, but leaves the content to the caller, who reads and closes it.
     *
     * @throws RemoteStorageException if there is no reply
     */
    StorageCall.StreamedReply open(StorageCall call) {
        return translatingFailures(call, () -> {
            HttpTransport.OpenReply opened = http.open(request(call));
            boolean success = opened.status() / 100 == 2;
            byte[] body = success ? NOTHING : opened.content().readAllBytes();
            return new StorageCall.StreamedReply(
                    new StorageCall.Reply(
                            call, address.getRawAuthority(), new HttpReply(opened.status(), opened.headers(), body)),
                    success ? opened.content() : InputStream.nullInputStream());
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

    private HttpTransport.Request request(StorageCall call) {
        Target target = target(call);
        return new HttpTransport.Request(
                call.method(), uri(target.rawPath(), target.rawQuery()), target.headers(), call.body(), TIMEOUT);
    }

    /** The headers to send. Content-Length is part of the signature, but the HTTP client adds the header itself. */
    private Headers headers(StorageCall call, String rawPath, String rawQuery, @Nullable SigningKey key) {
        Headers.Builder headers = call.headers();
        addTrace(headers, call.trace());
        headers.add("User-Agent", StorageAccounts.USER_AGENT)
                .add("x-ms-version", VERSION)
                .add("x-ms-date", HttpDate.format(clock.now()));
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

    private static void addTrace(Headers.Builder headers, @Nullable TraceContext trace) {
        if (trace != null) {
            headers.add(TraceContext.TRACEPARENT, trace.header());
            if (!trace.state().isEmpty()) {
                headers.add(TraceContext.TRACESTATE, trace.state());
            }
        }
    }

    private URI uri(String rawPath, String rawQuery) {
        String origin = address.getScheme() + "://" + address.getRawAuthority();
        return URI.create(origin + rawPath + (rawQuery.isEmpty() ? "" : "?" + rawQuery));
    }
}
