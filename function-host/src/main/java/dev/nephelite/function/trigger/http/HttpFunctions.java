package dev.nephelite.function.trigger.http;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.Invoker;
import dev.nephelite.function.worker.Outcome;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.util.Optional;

/** Answers requests by running the function whose route they match. Safe for concurrent use. */
public final class HttpFunctions {
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int FAILED = 500;

    private final RoutingTable routes;
    private final Admission admission;
    private final Invoker invoker;
    private final HostLog log;

    public HttpFunctions(HttpTrigger trigger, Admission admission, Invoker invoker, HostLog log) {
        this.routes = trigger.routes();
        this.admission = admission;
        this.invoker = invoker;
        this.log = log;
    }

    /** Waits for the function and returns its answer, or nothing when no function has that route and method. */
    public Optional<Response> answer(HttpRequest request) throws IOException {
        Optional<RoutingTable.Match> match = routes.find(request.method(), request.rawPath());
        return match.isEmpty() ? Optional.empty() : Optional.of(answer(request, match.get()));
    }

    private Response answer(HttpRequest request, RoutingTable.Match match) throws IOException {
        Optional<Response> refusal = admission.refusal(request, match.route().function());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<byte[]> body = RequestBody.read(request);
        if (body.isEmpty()) {
            return Response.of(TOO_LARGE);
        }
        TypedData.Request translated;
        try {
            translated = FunctionRequest.of(request, body.get(), match.values());
        } catch (IllegalArgumentException unreadable) {
            return Response.of(BAD_REQUEST);
        }
        FunctionDefinition function = match.route().function();
        Outcome outcome = invoker.invoke(function, FunctionRequest.trigger(translated, match.values()))
                .join();
        try {
            return FunctionResponse.of(function, outcome, request.method());
        } catch (IllegalArgumentException refused) {
            log.error("Function." + function.name(), "The response cannot be sent. " + refused.getMessage());
            return Response.of(FAILED);
        }
    }
}
