package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.properties.ServiceProperties;
import dev.nephelite.emulator.service.Routes.Match;
import dev.nephelite.emulator.value.Account;
import org.jspecify.annotations.Nullable;

/**
 * A request in the pipeline, with the operation that it asks for or the reason why it asks for none. So every filter knows
 * the operation, and a request without one still passes the filters.
 */
sealed interface RoutedRequest {
    HttpRequest http();

    /** The {@code x-ms-request-id} of the answer. */
    String id();

    ResourcePath target();

    /** The service properties of the account. */
    ServiceProperties properties();

    /** The name of the operation; empty if there is none. */
    String operation();

    /** The operation, or the refusal of a request that asks for none. */
    ToOperation requireOperation();

    /** The protocol version that the client asks for, be it one or not; null if it does not say. */
    default @Nullable String version() {
        return ServiceVersion.of(http());
    }

    default Account account() {
        return target().account();
    }

    /** The protocol version of the request if it does not name one. */
    default String usualVersion() {
        @Nullable String chosen = properties().defaultVersion();
        return chosen == null ? ServiceVersion.NEWEST : chosen;
    }

    /** A request for an operation. */
    record ToOperation(
            HttpRequest http,
            String id,
            ResourcePath target,
            ServiceProperties properties,
            QueryParameters query,
            Match match)
            implements RoutedRequest {
        @Override
        public String operation() {
            return match.route().operation().name();
        }

        @Override
        public ToOperation requireOperation() {
            return this;
        }

        @Override
        public @Nullable String version() {
            return ServiceVersion.of(http.headers(), query);
        }
    }

    /** A browser's question which requests a page may send. */
    record Preflight(HttpRequest http, String id, ResourcePath target, ServiceProperties properties)
            implements RoutedRequest {
        @Override
        public String operation() {
            return "Preflight";
        }

        @Override
        public ToOperation requireOperation() {
            throw new IllegalStateException("a preflight request is for no operation");
        }
    }

    /** A request that asks for no operation. */
    record Refused(
            HttpRequest http, String id, ResourcePath target, ServiceProperties properties, StorageException refusal)
            implements RoutedRequest {
        @Override
        public String operation() {
            return "";
        }

        @Override
        public ToOperation requireOperation() {
            throw refusal;
        }
    }
}
