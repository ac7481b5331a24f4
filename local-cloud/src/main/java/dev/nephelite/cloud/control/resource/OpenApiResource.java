package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The description of the control plane in OpenAPI 3.1. */
public record OpenApiResource() implements Handler.Synchronous {
    @Override
    public Response handle(HttpRequest request) throws IOException {
        return JsonResponse.of(200, document());
    }

    /** The document itself. */
    public static String document() throws IOException {
        try (@Nullable InputStream document = OpenApiResource.class.getResourceAsStream("openapi.json")) {
            if (document == null) {
                throw new IllegalStateException("openapi.json is missing from the jar");
            }
            return new String(document.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
