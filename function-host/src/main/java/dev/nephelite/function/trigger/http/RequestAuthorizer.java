package dev.nephelite.function.trigger.http;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.FunctionDefinition;
import java.util.Optional;

/** Decides who may call a function, by the head of the request alone. Safe for concurrent use. */
@FunctionalInterface
public interface RequestAuthorizer {
    /** Everybody may call every function. */
    RequestAuthorizer OPEN = (request, function) -> Optional.empty();

    /** Returns the answer to one who may not call {@code function}, or nothing to one who may. */
    Optional<Response> refusal(HttpRequest request, FunctionDefinition function);
}
