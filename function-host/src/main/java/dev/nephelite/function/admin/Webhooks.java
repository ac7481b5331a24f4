package dev.nephelite.function.admin;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.access.Access;
import dev.nephelite.function.trigger.Webhook;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything below {@code /runtime/webhooks}. Senders of events may be anywhere, and come through tunnels under any name, but
 * they are no web pages.
 */
public final class Webhooks implements Handler {
    private static final int NOT_FOUND = 404;
    private static final Pattern PATH =
            Pattern.compile("/runtime/webhooks/(?<extension>[^/]+)(?<rest>/.*)?", Pattern.CASE_INSENSITIVE);

    private final List<Webhook> webhooks;
    private final Access access;

    public Webhooks(List<Webhook> webhooks, Access access) {
        this.webhooks = List.copyOf(webhooks);
        this.access = access;
    }

    @Override
    public Response handle(HttpRequest request) throws IOException {
        Matcher path = PATH.matcher(request.rawPath());
        if (!path.matches()) {
            return Response.of(NOT_FOUND);
        }
        String extension = path.group("extension");
        Optional<Response> refusal = access.refusalToDeliver(request, extension);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Webhook> webhook = webhooks.stream()
                .filter(each -> each.extension().equalsIgnoreCase(extension))
                .findFirst();
        String rest = path.group("rest");
        return webhook.isPresent() ? webhook.get().answer(request, rest == null ? "" : rest) : Response.of(NOT_FOUND);
    }
}
