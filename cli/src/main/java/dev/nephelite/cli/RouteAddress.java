package dev.nephelite.cli;

import dev.nephelite.emulator.value.PercentEncoding;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fills the parameters of a route, such as {@code /api/photos/{name}/{size:int?}}, with values. */
record RouteAddress(String route) {
    /**
     * Returns the path with these values.
     *
     * @throws IllegalArgumentException if a value is missing, or one is given that the route has no place for
     */
    String with(Map<String, String> given) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(given);
        Set<String> unused = new HashSet<>(values.keySet());
        StringBuilder path = new StringBuilder();
        int position = 0;
        for (int open = route.indexOf('{'); open >= 0; open = route.indexOf('{', position)) {
            int close = closing(open);
            String parameter = route.substring(open + 1, close);
            String name = name(parameter);
            path.append(route, position, open).append(value(parameter, name, values.get(name)));
            unused.removeIf(name::equalsIgnoreCase);
            position = close + 1;
        }
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(
                    "The route " + route + " has no parameter '" + String.join("', '", unused) + "'.");
        }
        // What is optional and left out leaves its slash behind.
        return path.append(route.substring(position)).toString().replaceAll("(?<=.)/+$", "");
    }

    /** Braces within braces belong to a constraint. */
    private int closing(int open) {
        int depth = 0;
        for (int index = open; index < route.length(); index++) {
            char at = route.charAt(index);
            depth += at == '{' ? 1 : at == '}' ? -1 : 0;
            if (depth == 0) {
                return index;
            }
        }
        throw new IllegalArgumentException("The route " + route + " has a brace that is not closed.");
    }

    private static String name(String parameter) {
        return parameter.replaceFirst("^\\*+", "").replaceFirst("[:=?].*$", "");
    }

    private String value(String parameter, String name, @Nullable String value) {
        if (value != null) {
            String encoded = PercentEncoding.encode(value);
            return parameter.startsWith("*") ? encoded.replace("%2F", "/") : encoded;
        }
        if (parameter.startsWith("*") || parameter.endsWith("?") || parameter.contains("=")) {
            return "";
        }
        throw new IllegalArgumentException("The route " + route + " needs a value: --param " + name + "=VALUE.");
    }
}
