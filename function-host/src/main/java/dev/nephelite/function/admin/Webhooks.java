package dev.nephelite.function.admin;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
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
    private static final Pattern PATH =
            Pattern.compile("/runtime/webhooks/(?<extension>[^/]+)(?<rest>/.*)?", Pattern.CASE_INSENSITIVE);

    private final List<Webhook> webhooks;

    public Webhooks(List<Webhook> webhooks) {
        this.webhooks = List.copyOf(webhooks);
    }

    /** Returns the webhook a path belongs to, if there is one. */
    public Optional<Webhook> at(String rawPath) {
        Matcher path = PATH.matcher(rawPath);
        return path.matches()
                ? webhooks.stream()
                        .filter(webhook -> webhook.extension().equalsIgnoreCase(path.group("extension")))
                        .findFirst()
                : Optional.empty();
    }

    @Override
    public Response handle(HttpRequest request) throws IOException {
        Matcher path = PATH.matcher(request.rawPath());
        Optional<Webhook> webhook = at(request.rawPath());
        if (webhook.isEmpty() || !path.matches()) {
            return Response.of(404);
        }
        if (!LocalCaller.isNoForeignPage(request)) {
            return Response.of(403);
        }
        String rest = path.group("rest");
        return webhook.get().answer(request, rest == null ? "" : rest);
    }
}
