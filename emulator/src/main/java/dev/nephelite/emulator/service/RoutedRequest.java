package dev.nephelite.emulator.service;

import dev.nephelite.emulator.auth.Grant;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.properties.ServiceProperties;
import dev.nephelite.emulator.service.Routes.Match;
import dev.nephelite.emulator.value.Account;
import org.jspecify.annotations.Nullable;

/**
 * A request in the pipeline: the account and the operation that it asks for, or the reason why it asks for none. So every
 * filter knows the operation, and a request without one still passes the filters in front of authorization.
 *
 * <p>Used by one thread at a time.
 */
final class RoutedRequest {
    private final HttpRequest http;
    private final String id;
    private final ResourcePath target;
    private final ServiceProperties properties;
    private final QueryParameters query;
    private final @Nullable Match match;
    private final @Nullable StorageException refusal;
    private @Nullable Grant grant;

    private RoutedRequest(
            HttpRequest http,
            String id,
            ResourcePath target,
            ServiceProperties properties,
            QueryParameters query,
            @Nullable Match match,
            @Nullable StorageException refusal) {
        this.http = http;
        this.id = id;
        this.target = target;
        this.properties = properties;
        this.query = query;
        this.match = match;
        this.refusal = refusal;
    }

    /** A request for an operation. */
    RoutedRequest(
            HttpRequest http,
            String id,
            ResourcePath addressed,
            ServiceProperties properties,
            QueryParameters query,
            Match match) {
        this(http, id, addressed.in(match.resource()), properties, query, match, null);
    }

    /** A request that asks for no operation. */
    static RoutedRequest refused(
            HttpRequest http, String id, ResourcePath target, ServiceProperties properties, StorageException refusal) {
        return new RoutedRequest(http, id, target, properties, QueryParameters.EMPTY, null, refusal);
    }

    /** A browser's question which requests a page may send. */
    static RoutedRequest preflight(HttpRequest http, String id, ResourcePath target, ServiceProperties properties) {
        return new RoutedRequest(http, id, target, properties, QueryParameters.EMPTY, null, null);
    }

    HttpRequest http() {
        return http;
    }

    /** The {@code x-ms-request-id} of the answer. */
    String id() {
        return id;
    }

    ResourcePath target() {
        return target;
    }

    Account account() {
        return target.account();
    }

    ServiceProperties properties() {
        return properties;
    }

    QueryParameters query() {
        return query;
    }

    /** The protocol version of the request if it does not name one. */
    String usualVersion() {
        @Nullable String chosen = properties.defaultVersion();
        return chosen == null ? ServiceVersion.NEWEST : chosen;
    }

    boolean isPreflight() {
        return match == null && refusal == null;
    }

    /** The name of the operation; empty if there is none. */
    String operation() {
        if (match == null) {
            return isPreflight() ? "Preflight" : "";
        }
        return match.route().operation().name();
    }

    /** The operation, or the refusal of a request that asks for none. */
    Match requireMatch() {
        if (refusal != null) {
            throw refusal;
        }
        if (match == null) {
            throw new IllegalStateException("a preflight request is for no operation");
        }
        return match;
    }

    void authorize(Grant permissions) {
        grant = permissions;
    }

    /** The permissions of the client, once the request is authorized. */
    Grant grant() {
        if (grant == null) {
            throw new IllegalStateException("the request is not authorized");
        }
        return grant;
    }
}
