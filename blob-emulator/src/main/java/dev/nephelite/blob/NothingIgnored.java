package dev.nephelite.blob;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import java.io.IOException;
import java.util.List;

/**
 * An operation that refuses requests which ask for more than it does yet. Whoever asks for encryption, tags or a legal
 * hold must not believe to have got it.
 */
record NothingIgnored(Operation operation) implements Operation {
    private static final List<String> HEADERS = List.of(
            "x-ms-blob-content-length",
            "x-ms-blob-public-access",
            "x-ms-blob-sequence-number",
            "x-ms-copy-source",
            "x-ms-default-encryption-scope",
            "x-ms-deny-encryption-scope-override",
            "x-ms-encryption-key",
            "x-ms-encryption-key-sha256",
            "x-ms-encryption-scope",
            "x-ms-expiry-option",
            "x-ms-expiry-time",
            "x-ms-if-tags",
            "x-ms-immutability-policy-mode",
            "x-ms-immutability-policy-until-date",
            "x-ms-legal-hold",
            "x-ms-sequence-number-action",
            "x-ms-structured-body",
            "x-ms-tags");
    private static final List<String> PARAMETERS = List.of("endbefore", "showonly");

    @Override
    public Response handle(Request request) throws IOException {
        boolean asksForMore = HEADERS.stream().anyMatch(request.headers()::has)
                || PARAMETERS.stream().anyMatch(request.query()::has);
        if (asksForMore) {
            throw CommonError.NOT_IMPLEMENTED.exception();
        }
        return operation.handle(request);
    }
}
