package dev.nephelite.function.trigger.http;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.key.KeyAuthorizer;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.Invoker;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerEvent.Delivery;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs the function whose route a request matches. No thread is blocked while the function runs. Thread-safe.
 */
public final class HttpFunctionHandler {
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int FAILED = 500;

    private final RoutingTable routes;
    private final KeyAuthorizer authorizer;
    private final RequestLimits limits;
    private final Invoker invoker;
    private final HostLog log;
    private final boolean explainsFailures;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * Serves the routes of {@code listenerFactory}.
     *
     * @param explainsFailures whether the body of a 500 contains the failure, which only the developer may see; the
     *     cloud sends none
     */
    public HttpFunctionHandler(
            HttpTrigger.HttpListenerFactory listenerFactory,
            KeyAuthorizer authorizer,
            RequestLimits limits,
            Invoker invoker,
            HostLog log,
            boolean explainsFailures) {
        this.routes = listenerFactory.routes();
        this.authorizer = authorizer;
        this.limits = limits;
        this.invoker = invoker;
        this.log = log;
        this.explainsFailures = explainsFailures;
    }

    /**
     * Runs the function that the request matches; empty if no function has that route and method.
     *
     * @throws IOException if the client disconnects before its body has arrived
     */
    public Optional<CompletableFuture<Response>> answer(HttpRequest request) throws IOException {
        Optional<RoutingTable.Match> match = routes.find(request.method(), request.rawPath());
        return match.isEmpty() ? Optional.empty() : Optional.of(answer(request, match.get()));
    }

    /** Authorization is checked first, then the limit on requests, before the body is read. */
    private CompletableFuture<Response> answer(HttpRequest request, RoutingTable.Match match) throws IOException {
        Optional<Response> refusal =
                authorizer.refusalToRun(request, match.route().function());
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        if (!limits.tryEnter()) {
            return completed(Response.of(TOO_MANY).header("X-FUNCTION-SCALEOUT", 1));
        }
        CompletableFuture<Response> answer;
        try {
            answer = run(request, match);
        } catch (IOException | RuntimeException | Error failed) {
            limits.leave();
            throw failed;
        }
        return answer.whenComplete((response, bug) -> limits.leave());
    }

    private CompletableFuture<Response> run(HttpRequest request, RoutingTable.Match match) throws IOException {
        FunctionDefinition function = match.route().function();
        ContentForm form = invoker.contentForm(function);
        Optional<TypedData> body = form == ContentForm.STREAM
                ? Optional.of(HttpRequestConverter.bodyStream(request))
                : limits.body(request).map(bytes -> HttpRequestConverter.body(request, bytes, form));
        if (body.isEmpty()) {
            return completed(Response.of(TOO_LARGE));
        }
        if (form != ContentForm.VALUE && !body.get().equals(TypedData.NONE)) {
            warnOfDecoding(request, function);
        }
        TypedData.Request translated = HttpRequestConverter.of(request, body.get(), match.values());
        TriggerEvent event = HttpRequestConverter.triggerEvent(translated, match.values())
                .delivered(Delivery.onceAfter(request.receivedAt()));
        return limits.run(() -> invoker.invoke(function, event))
                .thenApply(result -> response(function, result, request.method()));
    }

    /** Warns once per function that Azure would decode such a body. */
    private void warnOfDecoding(HttpRequest request, FunctionDefinition function) {
        @Nullable String type = request.headers().get("Content-Type");
        if (!ContentType.of(type).isBinary() && warned.add(function.name())) {
            log.warning(
                    "Function." + function.name(),
                    ("Function '%s' got the bytes of a body %s as they are. Azure would decode that body as text, which"
                                    + " destroys pictures and other binary data. For Azure, let clients send"
                                    + " 'Content-Type: application/octet-stream'.")
                            .formatted(
                                    function.name(),
                                    type == null ? "without a Content-Type" : "with 'Content-Type: " + type + "'"));
        }
    }

    private Response response(FunctionDefinition function, InvocationResult result, String method) {
        try {
            return result instanceof InvocationResult.Failure failure
                    ? failed(failure.stackTrace().isEmpty() ? failure.message() : failure.stackTrace(), method)
                    : HttpResponseConverter.of(function, result, method);
        } catch (IllegalArgumentException refused) {
            String message = "The response cannot be sent. " + refused.getMessage();
            log.error("Function." + function.name(), message);
            return failed(message, method);
        }
    }

    private Response failed(String reason, String method) {
        Response response = Response.of(FAILED);
        return explainsFailures && !method.equals("HEAD")
                ? response.header("Content-Type", "text/plain; charset=utf-8")
                        .header("X-Content-Type-Options", "nosniff")
                        .body(Body.text(reason.stripTrailing() + "\n"))
                : response;
    }

    private static CompletableFuture<Response> completed(Response response) {
        return CompletableFuture.completedFuture(response);
    }
}
