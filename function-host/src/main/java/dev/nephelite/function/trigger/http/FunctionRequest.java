package dev.nephelite.function.trigger.http;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.worker.TypedData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request as its function sees it. */
final class FunctionRequest {
    private static final Pattern LONE_PERCENT_SIGN = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private FunctionRequest() {}

    /**
     * Translates a request; headers and parameters without a value are left out, several values are joined.
     *
     * @param routeValues null for a parameter that the request left out
     */
    static TypedData.Request of(HttpRequest request, TypedData body, Map<String, @Nullable String> routeValues) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.computeIfAbsent(
                        name.toLowerCase(Locale.ROOT), unused -> new ArrayList<>(1))
                .add(value));
        QueryParameters query = QueryParameters.parseLeniently(request.rawQuery());
        Map<String, List<String>> parameters = query == QueryParameters.EMPTY ? Map.of() : query.byName();
        Map<String, String> present = new LinkedHashMap<>();
        routeValues.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        return new TypedData.Request(
                request.method(), url(request), joined(headers), joined(parameters), present, body);
    }

    private static Map<String, String> joined(Map<String, List<String>> values) {
        Map<String, String> joined = new LinkedHashMap<>();
        values.forEach((name, all) -> {
            all.removeIf(String::isEmpty);
            if (!all.isEmpty()) {
                joined.put(name, String.join(",", all));
            }
        });
        return joined;
    }

    /** The address as the client sent it; only a percent sign that escapes nothing is mended, for no URI has one. */
    private static String url(HttpRequest request) {
        String query = request.rawQuery() == null ? "" : "?" + request.rawQuery();
        String target = request.rawPath() + query;
        if (target.indexOf('%') >= 0) {
            target = LONE_PERCENT_SIGN.matcher(target).replaceAll("%25");
        }
        return request.scheme() + "://" + (request.host().isEmpty() ? "localhost" : request.host()) + target;
    }

    /** Returns the event; what expressions may know of it is found out when one asks. */
    static Trigger trigger(TypedData.Request request, Map<String, @Nullable String> routeValues) {
        return new Trigger(Trigger.BY_HAND, Map.of(), request, new RequestMetadata(request, routeValues));
    }
}
