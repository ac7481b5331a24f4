package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.StorageError;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.value.Metadata;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An operation that refuses requests which ask for more than it does. Whoever asks for encryption, tags or a condition
 * must not believe to have got it.
 */
public final class NothingIgnored implements Operation {
    private final Operation operation;
    private final Map<String, StorageError> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, StorageError> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * Guards {@code operation}.
     *
     * @param parameters which parameters of the query it does not know, and what they are refused with
     * @param headers the same for headers; {@link Metadata#HEADER_PREFIX} stands for all metadata
     */
    public NothingIgnored(
            Operation operation,
            Map<String, ? extends StorageError> parameters,
            Map<String, ? extends StorageError> headers) {
        this.operation = operation;
        this.parameters.putAll(parameters);
        this.headers.putAll(headers);
    }

    @Override
    public Response handle(Request request) throws IOException {
        request.query().forEach((name, value) -> refuse(parameters.get(name), "QueryParameterName", name));
        request.headers().forEach((name, value) -> refuse(headers.get(kind(name)), "HeaderName", name));
        return operation.handle(request);
    }

    private static String kind(String header) {
        boolean metadata = header.regionMatches(true, 0, Metadata.HEADER_PREFIX, 0, Metadata.HEADER_PREFIX.length());
        return metadata ? Metadata.HEADER_PREFIX : header;
    }

    private static void refuse(@Nullable StorageError error, String detail, String name) {
        if (error != null) {
            throw error.exception().detail(detail, name);
        }
    }
}
