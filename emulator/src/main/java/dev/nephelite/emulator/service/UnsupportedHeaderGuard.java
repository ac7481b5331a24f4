package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.StorageError;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import java.util.Map;
import java.util.TreeMap;

/**
 * Refuses requests with a header or query parameter that would change their outcome, on behalf of an operation that does
 * not support it: a condition that is not evaluated must not look as if it had been met. Headers that have no meaning for
 * an operation are not listed here. They are ignored, as the service ignores them.
 */
public final class UnsupportedHeaderGuard {
    /** Refuses nothing. */
    public static final UnsupportedHeaderGuard NONE = new UnsupportedHeaderGuard(Map.of(), Map.of());

    private final Map<String, StorageError> parameters;
    private final Map<String, StorageError> headers;

    /**
     * Guards an operation.
     *
     * @param parameters the query parameters it does not support, each with the error for a request that has it
     * @param headers the same for headers
     */
    public UnsupportedHeaderGuard(
            Map<String, ? extends StorageError> parameters, Map<String, ? extends StorageError> headers) {
        this.parameters = new TreeMap<>(parameters);
        this.headers = new TreeMap<>(headers);
    }

    void requireSupported(QueryParameters sentParameters, Headers sentHeaders) {
        for (Map.Entry<String, StorageError> unsupported : parameters.entrySet()) {
            if (sentParameters.has(unsupported.getKey())) {
                throw unsupported.getValue().exception().detail("QueryParameterName", unsupported.getKey());
            }
        }
        for (Map.Entry<String, StorageError> unsupported : headers.entrySet()) {
            if (sentHeaders.has(unsupported.getKey())) {
                throw unsupported.getValue().exception().detail("HeaderName", unsupported.getKey());
            }
        }
    }
}
