package dev.nephelite.emulator.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operations of an API that tells them apart by method and path, as a table that reads like its reference. The order of
 * lines does not matter: if several match, the one with the fewest placeholders wins.
 *
 * @param <T> the operations
 */
public final class RouteTable<T> {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)(\\.\\.\\.)?}");

    private final boolean lenient;
    private final List<Route<T>> routes = new ArrayList<>();

    private RouteTable(boolean lenient) {
        this.lenient = lenient;
    }

    /** An empty table whose paths have to be requested as they are written. */
    public static <T> RouteTable<T> strict() {
        return new RouteTable<>(false);
    }

    /** An empty table that ignores the case of paths, and slashes at their end. */
    public static <T> RouteTable<T> lenient() {
        return new RouteTable<>(true);
    }

    /**
     * Adds an operation.
     *
     * @param line the methods, separated by {@code |}, and the path, such as {@code GET|POST /admin/functions/{name}}. A
     *     placeholder {@code {name}} stands for one segment; {@code {name...}}, at the end, stands for the rest of the path
     */
    public RouteTable<T> on(String line, T operation) {
        routes.add(new Route<>(line, lenient, operation));
        return this;
    }

    /** The operation that {@code request} asks for; empty if there is none. */
    public Optional<Match<T>> find(HttpRequest request) {
        return routes.stream()
                .filter(route -> route.methods().contains(request.method()))
                .flatMap(route -> route.match(request.rawPath()).stream())
                .min(Comparator.comparingInt(match -> match.names().size()));
    }

    /** The methods that {@code path} has, in the order of their lines; empty if there is nothing at this path. */
    public List<String> methods(String path) {
        return routes.stream()
                .filter(route -> route.match(path).isPresent())
                .flatMap(route -> route.methods().stream())
                .distinct()
                .toList();
    }

    /** The lines in the order in which they were added. */
    public List<String> lines() {
        return routes.stream().map(Route::line).toList();
    }

    /**
     * An operation.
     *
     * @param names what the placeholders in its path stand for, as it is written in the request
     */
    public record Match<T>(T operation, Map<String, String> names) {
        /** Whether the path in the table has this placeholder. */
        public boolean hasName(String placeholder) {
            return names.containsKey(placeholder);
        }

        /**
         * What a placeholder stands for.
         *
         * @throws IllegalStateException if the path in the table has no such placeholder
         */
        public String name(String placeholder) {
            String name = names.get(placeholder);
            if (name == null) {
                throw new IllegalStateException("The route has no placeholder '" + placeholder + "'.");
            }
            return name;
        }
    }

    /** A line of the table. Its pattern is made for the first request that is compared with it, because most lines get none. */
    private static final class Route<T> {
        private final String line;
        private final boolean lenient;
        private final T operation;
        private final List<String> methods;
        private volatile @Nullable PathPattern path;

        Route(String line, boolean lenient, T operation) {
            this.line = line;
            this.lenient = lenient;
            this.operation = operation;
            methods = List.of(line.substring(0, line.indexOf(' ')).split("\\|", -1));
        }

        String line() {
            return line;
        }

        List<String> methods() {
            return methods;
        }

        Optional<Match<T>> match(String requested) {
            PathPattern known = path;
            if (known == null) {
                known = PathPattern.of(line.substring(line.indexOf(' ') + 1), lenient);
                path = known;
            }
            return known.names(requested).map(names -> new Match<>(operation, names));
        }
    }

    /** @param names of the groups in {@code pattern}, in their order */
    private record PathPattern(Pattern pattern, List<String> names) {
        static PathPattern of(String path, boolean lenient) {
            StringBuilder pattern = new StringBuilder();
            List<String> names = new ArrayList<>();
            Matcher placeholder = PLACEHOLDER.matcher(path);
            int end = 0;
            while (placeholder.find()) {
                pattern.append(Pattern.quote(path.substring(end, placeholder.start())));
                pattern.append(placeholder.group(2) == null ? "([^/]+)" : "(.*)");
                names.add(placeholder.group(1));
                end = placeholder.end();
            }
            pattern.append(Pattern.quote(path.substring(end))).append(lenient ? "/*" : "");
            return new PathPattern(Pattern.compile(pattern.toString(), lenient ? Pattern.CASE_INSENSITIVE : 0), names);
        }

        /** What the placeholders stand for in a path; empty if it does not match. */
        Optional<Map<String, String>> names(String requested) {
            Matcher matcher = pattern.matcher(requested);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i), matcher.group(i + 1));
            }
            return Optional.of(values);
        }
    }
}
