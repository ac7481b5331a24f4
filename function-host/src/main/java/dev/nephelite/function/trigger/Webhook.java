package dev.nephelite.function.trigger;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** What others may call, so that a trigger learns of its events: everything below {@code /runtime/webhooks/EXTENSION}. */
public interface Webhook {
    /** As URLs spell it, in lower case. Who asks for keys asks here for the one called {@code EXTENSION_extension}. */
    String extension();

    /**
     * Answers a request, which may take as long as a function runs.
     *
     * @param rest what follows the extension in the path, still percent-encoded; empty or beginning with a slash
     */
    CompletableFuture<Response> answer(HttpRequest request, String rest) throws IOException;
}
