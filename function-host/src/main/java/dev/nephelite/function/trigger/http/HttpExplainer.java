package dev.nephelite.function.trigger.http;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.key.KeyAuthorizer.AuthLevel;
import dev.nephelite.function.trigger.http.RoutingTable.Match;
import dev.nephelite.function.trigger.http.RoutingTable.Route;
import dev.nephelite.function.trigger.http.route.RequestPath;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRun;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.RunFacts;
import dev.nephelite.function.why.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains why a function with an HTTP trigger answers, or does not answer, a request.
 *
 * @param route of the function
 * @param routes of all functions
 * @param prefix of all routes; may be empty
 * @param authenticated whether callers need keys
 */
record HttpExplainer(Route route, RoutingTable routes, String prefix, boolean authenticated, PastRuns past) {
    private static final Pattern REQUEST = Pattern.compile("(?:([A-Za-z]+)\\s+)?(\\S.*)");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
    private static final Pattern QUERY_OR_FRAGMENT = Pattern.compile("[?#].*");

    List<Fact> explain(Subject subject) {
        List<Fact> facts = new ArrayList<>();
        if (subject.is(Subject.Kind.REQUEST)) {
            Matcher request = REQUEST.matcher(subject.text());
            if (request.matches()) {
                String method = request.group(1) == null
                        ? firstMethod()
                        : request.group(1).toUpperCase(Locale.ROOT);
                facts.addAll(ofRequest(method, path(request.group(2))));
            }
        } else {
            key().ifPresent(facts::add);
        }
        facts.add(Fact.of(
                Fact.Kind.SOURCE,
                "Function '%s' answers %s requests to /%s."
                        .formatted(
                                function().name(),
                                route.methods().isEmpty() ? "all" : String.join(" and ", route.methods()),
                                route.template())));
        return facts;
    }

    private FunctionDefinition function() {
        return route.function();
    }

    private String firstMethod() {
        return route.methods().isEmpty() ? "GET" : route.methods().get(0);
    }

    /** The path of a URL, or of what follows the host in one. Characters that belong escaped need not be. */
    private static String path(String target) {
        String withoutQuery = QUERY_OR_FRAGMENT.matcher(target).replaceFirst("");
        if (SCHEME.matcher(withoutQuery).lookingAt()) {
            return HttpRequestConverter.rawPath(withoutQuery);
        }
        return withoutQuery.startsWith("/") ? withoutQuery : "/" + withoutQuery;
    }

    private List<Fact> ofRequest(String method, String path) {
        List<PastRun> runs = past.all().stream()
                .filter(run -> run.input().startsWith(method + " "))
                .filter(run -> path(run.input().substring(method.length() + 1)).equalsIgnoreCase(path))
                .toList();
        List<Fact> facts = new ArrayList<>(
                RunFacts.of(runs, "such requests", (before, run) -> "because there was another request"));
        Optional<Match> match = routes.find(method, path);
        if (match.isEmpty()) {
            facts.add(unmatched(method, path));
        } else if (!match.get().route().function().name().equals(function().name())) {
            Route other = match.get().route();
            facts.add(Fact.of(
                    Fact.Kind.OTHER_FUNCTION,
                    "Function '%s' answers %s %s: its route /%s matches%s."
                            .formatted(
                                    other.function().name(),
                                    method,
                                    path,
                                    other.template(),
                                    matches(path) && route.allows(method) ? " and is more specific" : ""),
                    "Change one of the routes."));
        } else {
            key().ifPresent(facts::add);
            if (runs.isEmpty()) {
                facts.add(Fact.of(
                        Fact.Kind.NOT_REQUESTED,
                        "The route matches %s %s, but no run on record was for such a request.".formatted(method, path),
                        "Check that the request is sent to the port of this host, which 'nephelite functions' shows."));
            }
        }
        return facts;
    }

    private boolean matches(String path) {
        return route.template().match(RequestPath.parse(path)).isPresent();
    }

    private Fact unmatched(String method, String path) {
        if (matches(path)) {
            return Fact.of(
                    Fact.Kind.METHOD_DIFFERS,
                    "The route matches %s, but the function does not answer %s: its methods are %s."
                            .formatted(path, method, String.join(", ", route.methods())),
                    "Add %s to the methods of the trigger, or send one of these.".formatted(method));
        }
        String begin = "No function has a route that matches %s %s; the route of this one is /%s."
                .formatted(method, path, route.template());
        return !prefix.isEmpty() && matches("/" + prefix + path)
                ? Fact.of(
                        Fact.Kind.ROUTE_DIFFERS,
                        begin,
                        "Send it to /%s%s: all routes begin with routePrefix below extensions.http in host.json, which is '%s'."
                                .formatted(prefix, path, prefix))
                : Fact.of(Fact.Kind.ROUTE_DIFFERS, begin, "Change the request or the route of the trigger.");
    }

    private Optional<Fact> key() {
        if (!authenticated) {
            return Optional.empty();
        }
        if (function().disabled()) {
            return Optional.of(Fact.of(
                    Fact.Kind.DISABLED,
                    "Function '%s' is disabled: it answers 404, except to callers with the master key."
                            .formatted(function().name()),
                    "Enable it, or send the master key in the header x-functions-key."));
        }
        AuthLevel level = AuthLevel.of(function());
        if (level == AuthLevel.ANONYMOUS) {
            return Optional.empty();
        }
        String keys = level == AuthLevel.ADMIN
                ? "the master key"
                : "a key of the function, a key of the host, or the master key";
        return Optional.of(Fact.of(
                Fact.Kind.KEY_NEEDED,
                "The host was started with --enable-auth, and the authLevel of the function is %s: a request without %s is answered with 401."
                        .formatted(level.name().toLowerCase(Locale.ROOT), keys),
                "Send it in the header x-functions-key or the parameter code."));
    }
}
