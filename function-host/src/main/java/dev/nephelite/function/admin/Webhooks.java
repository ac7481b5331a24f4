package dev.nephelite.function.admin;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.key.KeyAuthorizer;
import dev.nephelite.function.trigger.Webhook;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Handles the webhooks below {@code /runtime/webhooks}. Senders of events may use any host name, for example that of a
 * tunnel, but foreign web pages are refused.
 */
public final class Webhooks implements Handler {
    private static final Pattern PATH =
            Pattern.compile("/runtime/webhooks/(?<extension>[^/]+)(?<rest>/.*)?", Pattern.CASE_INSENSITIVE);

    private final List<Webhook> webhooks;
    private final KeyAuthorizer keyAuthorizer;

    public Webhooks(List<Webhook> webhooks, KeyAuthorizer keyAuthorizer) {
        this.webhooks = List.copyOf(webhooks);
        this.keyAuthorizer = keyAuthorizer;
    }

    @Override
    public CompletableFuture<Response> handle(HttpRequest request) throws IOException {
        Matcher path = PATH.matcher(request.rawPath());
        if (!path.matches()) {
            return notFound();
        }
        String extension = path.group("extension");
        Optional<Response> refusal = keyAuthorizer.refusalToDeliver(request, extension);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        Optional<Webhook> webhook = webhooks.stream()
                .filter(each -> each.extension().equalsIgnoreCase(extension))
                .findFirst();
        String rest = path.group("rest");
        return webhook.isPresent() ? webhook.get().answer(request, rest == null ? "" : rest) : notFound();
    }

    private static CompletableFuture<Response> notFound() {
        return CompletableFuture.completedFuture(Response.of(404));
    }
}
