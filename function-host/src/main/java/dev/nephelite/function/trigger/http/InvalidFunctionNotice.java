package dev.nephelite.function.trigger.http;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.trigger.http.route.RequestPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The HTTP functions that cannot run. Azure responds with a bare 404, as if the function did not exist; here, the body
 * explains the error.
 *
 * @param reasons by route, in the order of the app
 * @param unread what is wrong with functions that could not be read, so that their routes are not known; empty if there are
 *     none
 */
public record InvalidFunctionNotice(Map<RoutingTable.Route, String> reasons, String unread) {
    /** Explains nothing. */
    public static final InvalidFunctionNotice NONE = new InvalidFunctionNotice(Map.of(), "");

    private static final int NOT_FOUND = 404;

    /** The functions in error of {@code app}. */
    public static InvalidFunctionNotice of(App app) {
        Map<RoutingTable.Route, String> reasons = new LinkedHashMap<>();
        for (FunctionDefinition function : app.functions()) {
            List<FunctionError> errors = app.errorsOf(function.name());
            if (!errors.isEmpty() && function.trigger().isType(HttpTrigger.NAME)) {
                add(function, errors, app, reasons);
            }
        }
        return new InvalidFunctionNotice(reasons, unread(app));
    }

    private static String unread(App app) {
        return app.errors().stream()
                .filter(error -> app.function(error.function()).isEmpty())
                .map(error -> error.function() + ": " + error.message().strip() + "\n")
                .collect(Collectors.joining());
    }

    private static void add(
            FunctionDefinition function, List<FunctionError> errors, App app, Map<RoutingTable.Route, String> reasons) {
        try {
            RoutingTable.Route route =
                    RoutingTable.Route.of(function, HttpSettings.of(app.host()).routePrefix());
            reasons.put(
                    route,
                    errors.stream()
                            .map(FunctionError::message)
                            .map(String::strip)
                            .collect(Collectors.joining(" ", "Function '" + function.name() + "' cannot run. ", "\n")));
        } catch (InvalidAppException ignored) {
            // Its route is invalid, so no request can match it.
        }
    }

    /** The 404 for a request to a function in error, or to one that may be; empty if no function explains it. */
    public Optional<Response> explanation(HttpRequest request) {
        if (reasons.isEmpty() && unread.isEmpty()) {
            return Optional.empty();
        }
        RequestPath path = RequestPath.parse(request.rawPath());
        return reasons.entrySet().stream()
                .filter(entry -> entry.getKey().allows(request.method()))
                .filter(entry -> entry.getKey().template().match(path).isPresent())
                .findFirst()
                .map(Map.Entry::getValue)
                .or(() -> Optional.of("No function has this route, or one that cannot be read has it. " + unread)
                        .filter(text -> !unread.isEmpty()))
                .map(reason -> response(request, reason));
    }

    private static Response response(HttpRequest request, String reason) {
        Response response = Response.of(NOT_FOUND);
        return request.method().equals("HEAD")
                ? response
                : response.header("Content-Type", "text/plain; charset=utf-8")
                        .header("X-Content-Type-Options", "nosniff")
                        .body(Body.text(reason));
    }
}
