package dev.nephelite.blob;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * An operation that refuses requests which ask for more than it does yet. Whoever asks for encryption, tags or a legal
 * hold must not believe to have got it.
 *
 * @param supported those of the headers that this operation knows
 */
record NothingIgnored(Operation operation, Set<String> supported) implements Operation {
    private static final List<String> HEADERS = List.of(
            "x-ms-blob-content-length",
            "x-ms-blob-sequence-number",
            "x-ms-copy-source",
            "x-ms-expiry-option",
            "x-ms-expiry-time",
            "x-ms-sequence-number-action",
            "x-ms-structured-body");
    private static final List<String> PARAMETERS = List.of("endbefore", "showonly");

    @Override
    public Response handle(Request request) throws IOException {
        boolean asksForMore =
                HEADERS.stream().filter(header -> !supported.contains(header)).anyMatch(request.headers()::has)
                        || PARAMETERS.stream().anyMatch(request.query()::has);
        if (asksForMore) {
            throw CommonError.NOT_IMPLEMENTED.exception();
        }
        return operation.handle(request);
    }
}
