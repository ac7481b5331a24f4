package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.StorageError;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Refuses requests with a header or query parameter that would change their outcome, on behalf of an operation that does
 * not support it: a condition that nobody evaluates must not look as if it had been met. Headers that have no meaning for
 * an operation are not listed here. They are ignored, as the service ignores them.
 */
public final class UnsupportedHeaderGuard implements Operation {
    private final Operation operation;
    private final Map<String, StorageError> parameters;
    private final Map<String, StorageError> headers;

    /**
     * Guards {@code operation}.
     *
     * @param parameters the query parameters it does not support, each with the error for a request that has it
     * @param headers the same for headers
     */
    public UnsupportedHeaderGuard(
            Operation operation,
            Map<String, ? extends StorageError> parameters,
            Map<String, ? extends StorageError> headers) {
        this.operation = operation;
        this.parameters = new TreeMap<>(parameters);
        this.headers = new TreeMap<>(headers);
    }

    @Override
    public Response handle(Request request) throws IOException {
        parameters.forEach((name, error) -> {
            if (request.query().has(name)) {
                throw error.exception().detail("QueryParameterName", name);
            }
        });
        headers.forEach((name, error) -> {
            if (request.headers().has(name)) {
                throw error.exception().detail("HeaderName", name);
            }
        });
        return operation.handle(request);
    }
}
