package dev.nephelite.emulator.service;

import dev.nephelite.emulator.auth.RequiredPermission;
import dev.nephelite.emulator.http.Headers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One line of a service's routing table; {@link Routes#on} says how it is written. */
record Route(
        Set<String> methods,
        List<String> path,
        Map<String, String> query,
        Map<String, String> headers,
        RequiredPermission permission,
        Operation operation) {
    private static final String ANY_VALUE = "";
    private static final String REST = "...}";

    static Route parse(String pattern, RequiredPermission permission, Operation operation) {
        String[] words = pattern.split(" ", -1);
        int mark = words[1].indexOf('?');
        String path = mark < 0 ? words[1] : words[1].substring(0, mark);
        List<String> segments =
                path.equals("/") ? List.of() : Arrays.asList(path.substring(1).split("/", -1));
        return new Route(
                Set.of(words[0].split("\\|", -1)),
                segments,
                mark < 0
                        ? Map.of()
                        : pairs(words[1].substring(mark + 1)
                                .toLowerCase(Locale.ROOT)
                                .split("&", -1)),
                pairs(Arrays.copyOfRange(words, 2, words.length)),
                permission,
                operation);
    }

    /** Whether the request line is meant, and the headers that tell operations with one request line apart. */
    boolean matches(String method, Map<String, String> asked, Headers sent) {
        return methods.contains(method) && query.equals(asked) && hasHeaders(sent);
    }

    /** What the placeholders stand for in {@code resource}, or null where the path is another one. */
    @Nullable
    Map<String, String> names(String resource) {
        if (path.isEmpty()) {
            return resource.isEmpty() ? Map.of() : null;
        }
        boolean hasRest = path.get(path.size() - 1).endsWith(REST);
        List<String> parts = new ArrayList<>(List.of(resource.split("/", hasRest ? path.size() : -1)));
        if (!hasRest
                && parts.size() == path.size() + 1
                && parts.get(path.size()).isEmpty()) {
            parts.remove(path.size());
        }
        if (parts.size() != path.size()) {
            return null;
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String segment = path.get(i);
            if (segment.startsWith("{") && !parts.get(i).isEmpty()) {
                names.put(segment.replace(REST, "}").substring(1).replace("}", ""), parts.get(i));
            } else if (!segment.equals(parts.get(i))) {
                return null;
            }
        }
        return names;
    }

    /** Two routes with one signature could not be told apart. */
    String signature() {
        List<String> shape =
                path.stream().map(s -> s.startsWith("{") ? "{}" : s).toList();
        return shape + "?" + new TreeMap<>(query) + " " + new TreeMap<>(headers);
    }

    private boolean hasHeaders(Headers sent) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            @Nullable String value = sent.get(header.getKey());
            boolean asWanted =
                    header.getValue().equals(ANY_VALUE) || header.getValue().equalsIgnoreCase(value);
            if (value == null || !asWanted) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> pairs(String[] texts) {
        Map<String, String> pairs = new HashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            pairs.put(
                    equals < 0 ? text : text.substring(0, equals), equals < 0 ? ANY_VALUE : text.substring(equals + 1));
        }
        return pairs;
    }
}
