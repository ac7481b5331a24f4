package dev.nephelite.blob;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.Metadata;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An operation that refuses requests which ask for more than it does. Whoever asks for encryption, tags or a legal hold
 * must not believe to have got it.
 */
final class NothingIgnored implements Operation {
    private static final List<String> PARAMETERS = List.of("endbefore", "showonly");

    private final Operation operation;
    private final Map<String, Feature> unknown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    NothingIgnored(Operation operation, Set<Feature> known) {
        this.operation = operation;
        for (Feature feature : Feature.values()) {
            if (!known.contains(feature)) {
                feature.headers().forEach(header -> unknown.put(header, feature));
            }
        }
    }

    @Override
    public Response handle(Request request) throws IOException {
        if (PARAMETERS.stream().anyMatch(request.query()::has)) {
            throw CommonError.NOT_IMPLEMENTED.exception();
        }
        request.headers().forEach((name, value) -> requireKnown(name));
        return operation.handle(request);
    }

    private void requireKnown(String header) {
        boolean metadata = header.regionMatches(true, 0, Metadata.HEADER_PREFIX, 0, Metadata.HEADER_PREFIX.length());
        @Nullable Feature feature = unknown.get(metadata ? Metadata.HEADER_PREFIX : header);
        if (feature != null) {
            CommonError error = feature.isCondition()
                    ? CommonError.CONDITION_HEADERS_NOT_SUPPORTED
                    : CommonError.UNSUPPORTED_HEADER;
            throw error.exception().detail("HeaderName", header);
        }
    }
}
