package dev.nephelite.function.trigger;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * An endpoint through which other services send events to a trigger: everything below {@code
 * /runtime/webhooks/EXTENSION}.
 */
public interface Webhook {
    /**
     * The path segment, in lower case. If keys are required, callers need the system key {@code EXTENSION_extension}.
     */
    String extension();

    /**
     * Handles a request, which may take as long as a function runs.
     *
     * @param rest what follows the extension in the path, still percent-encoded; empty or starting with a slash
     */
    CompletableFuture<Response> answer(HttpRequest request, String rest) throws IOException;
}
