package dev.nephelite.emulator.service;

import dev.nephelite.emulator.auth.Grant;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.value.Metadata;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An authorized request, as an operation receives it.
 *
 * @param names the values of the route's placeholders
 * @param grant the client's permissions
 * @param id the {@code x-ms-request-id} of the answer
 * @param pipeline handles further requests on behalf of this one, such as those in a batch
 * @param usualVersion protocol version for requests that do not name one
 */
public record Request(
        HttpRequest http,
        ResourcePath target,
        QueryParameters query,
        Map<String, String> names,
        Grant grant,
        String id,
        Handler.Synchronous pipeline,
        String usualVersion) {
    /** A request to an account without a default protocol version. */
    public Request(
            HttpRequest http,
            ResourcePath target,
            QueryParameters query,
            Map<String, String> names,
            Grant grant,
            String id,
            Handler.Synchronous pipeline) {
        this(http, target, query, names, grant, id, pipeline, ServiceVersion.NEWEST);
    }

    /** This request as if its message had been another. */
    public Request with(HttpRequest other) {
        return new Request(other, target, query, names, grant, id, pipeline, usualVersion);
    }

    /** The name of the account that is addressed. */
    public String account() {
        return target.account().name();
    }

    /** The version of the protocol that the client speaks. */
    public String version() {
        @Nullable String asked = ServiceVersion.of(headers(), query);
        return asked == null ? usualVersion : asked;
    }

    /** Refuses what would change the replica of an account, which can be read and no more. */
    public void requirePrimary() {
        if (target.secondary()) {
            throw CommonError.INSUFFICIENT_ACCOUNT_PERMISSIONS.exception();
        }
    }

    /** The part of the path that the route calls {@code name}. */
    public String path(String name) {
        @Nullable String value = names.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no {" + name + "}");
        }
        return value;
    }

    /** The part of the path that the route calls {@code name}, as a value whose parser refuses with its own error. */
    public <T> T path(String name, Function<String, T> parser) {
        return parser.apply(path(name));
    }

    public Headers headers() {
        return http.headers();
    }

    /** The parsed header, or a 400 that names what is missing. */
    public <T> T requireHeader(String name, Function<String, T> parser) {
        @Nullable T value = headers().get(name, parser);
        if (value == null) {
            throw StorageException.missingHeader(name);
        }
        return value;
    }

    /** The parsed query parameter, or a 400 that names what is missing. */
    public <T> T requireQuery(String name, Function<String, T> parser) {
        @Nullable T value = query.get(name, parser);
        if (value == null) {
            throw CommonError.MISSING_REQUIRED_QUERY_PARAMETER.exception().detail("QueryParameterName", name);
        }
        return value;
    }

    /** The metadata the request carries. */
    public Metadata metadata() {
        return Metadata.of(headers().withPrefix(Metadata.HEADER_PREFIX));
    }

    public Instant receivedAt() {
        return http.receivedAt();
    }

    public InputStream body() {
        return http.body();
    }

    /**
     * The announced length of the body, in bytes. A body that is sent in chunks is refused: operations that store bytes
     * have to know beforehand how many.
     */
    public long requireContentLength() {
        if (http.contentLength() < 0) {
            throw CommonError.MISSING_CONTENT_LENGTH_HEADER.exception(Map.of("HeaderName", "Content-Length"));
        }
        return http.contentLength();
    }

    /** Refuses a body that is not empty. */
    public void requireNoBody() {
        long length = requireContentLength();
        if (length != 0) {
            throw StorageException.invalidHeader("Content-Length", length);
        }
    }

    /** The absolute URL of the account on this emulator, as the client addresses it, without a slash at its end. */
    public String accountUrl() {
        String origin = http.scheme() + "://" + http.host();
        return target.inPath() ? origin + "/" + account() : origin;
    }
}
