package dev.nephelite.emulator.service;

import dev.nephelite.emulator.auth.RequiredPermission;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a service, as a table that reads like the REST reference. The order of lines does not matter: the
 * query parameters that any line names must match exactly, and if several lines match, the one with most headers wins.
 */
public final class Routes {
    private static final Set<String> VERBS =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "MERGE", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    private static final String COMPONENT = "comp";

    private final List<Route> routes = new ArrayList<>();
    private final Map<String, List<Route>> byMethod = new HashMap<>();
    private final Set<String> signatures = new HashSet<>();
    private final Set<String> discriminators = new TreeSet<>();
    private final PathGrammar grammar;
    private @Nullable String root;

    /** A table of a service whose resources are segments of the path. */
    public Routes() {
        this(PathGrammar.SEGMENTS);
    }

    /** A table of a service that writes resources in its own way. */
    public Routes(PathGrammar grammar) {
        this.grammar = grammar;
    }

    PathGrammar grammar() {
        return grammar;
    }

    /** Makes a path of one segment that no line matches address the resource of that name in {@code folder}. */
    public Routes withRoot(String folder) {
        root = folder;
        return this;
    }

    /**
     * Adds an operation.
     *
     * @param line the request line, then the headers that set it apart, such as
     *     {@code PUT /{container}/{blob...}?comp=lease x-ms-lease-action=acquire}; methods are separated by {@code |},
     *     and the service's {@link PathGrammar} reads the path
     * @throws IllegalArgumentException if a line cannot be told from one that is already here
     */
    public Routes on(String line, RequiredPermission requiredPermission, Operation operation) {
        return on(line, requiredPermission, UnsupportedHeaderGuard.NONE, operation);
    }

    /** Adds an operation that does not support some headers; see {@link #on(String, RequiredPermission, Operation)}. */
    public Routes on(
            String line, RequiredPermission requiredPermission, UnsupportedHeaderGuard guard, Operation operation) {
        Route added = Route.parse(line, grammar, requiredPermission, guard, operation);
        String signature = added.signature();
        for (String method : added.methods()) {
            if (!signatures.add(method + " " + signature)) {
                throw new IllegalArgumentException("two operations for " + line);
            }
            byMethod.computeIfAbsent(method, unused -> new ArrayList<>()).add(added);
        }
        routes.add(added);
        discriminators.addAll(added.query().keySet());
        return this;
    }

    /** The operation that the request asks for. A request that asks for none is refused as the service refuses it. */
    Match match(HttpRequest request, QueryParameters query, String resource) {
        Map<String, String> asked = discriminating(query);
        @Nullable Match found = find(request, asked, resource);
        @Nullable String inRoot = found == null ? inRoot(resource) : null;
        if (inRoot != null) {
            found = find(request, asked, inRoot);
        }
        if (found == null && isNamelessInFolder(request, asked, resource)) {
            throw CommonError.INVALID_URI.exception();
        }
        if (found == null) {
            throw refusal(request.method(), query, asked, Stream.of(resource, inRoot == null ? resource : inRoot));
        }
        return found;
    }

    private @Nullable String inRoot(String resource) {
        boolean oneSegment = !resource.isEmpty() && resource.indexOf('/') < 0;
        return root == null || !oneSegment ? null : root + "/" + resource;
    }

    /** Whether the request would be understood if a name followed the slash at the end of its path. */
    private boolean isNamelessInFolder(HttpRequest request, Map<String, String> asked, String resource) {
        boolean nameless = resource.indexOf('/') == resource.length() - 1 && resource.length() > 1;
        return nameless && find(request, asked, resource + "name") != null;
    }

    private @Nullable Match find(HttpRequest request, Map<String, String> asked, String resource) {
        @Nullable Match best = null;
        for (Route route : byMethod.getOrDefault(request.method(), List.of())) {
            boolean better = best == null
                    || route.headers().size() > best.route().headers().size();
            if (better && route.matches(asked, request.headers())) {
                @Nullable Map<String, String> names = route.path().match(resource);
                best = names == null ? best : new Match(route, names, resource);
            }
        }
        return best;
    }

    private StorageException refusal(
            String method, QueryParameters query, Map<String, String> asked, Stream<String> resources) {
        if (!VERBS.contains(method)) {
            return CommonError.INVALID_HTTP_VERB.exception();
        }
        List<Route> onResource = resources
                .flatMap(
                        resource -> routes.stream().filter(route -> route.path().match(resource) != null))
                .toList();
        Set<String> others = new TreeSet<>();
        onResource.stream()
                .filter(route -> route.query().equals(asked))
                .forEach(route -> others.addAll(route.methods()));
        return others.isEmpty() || others.contains(method)
                ? invalidParameter(query, asked, onResource)
                : CommonError.UNSUPPORTED_HTTP_VERB.exception().header("Allow", String.join(", ", others));
    }

    /** Names the parameter whose value no operation on the resource has; {@code comp} where each has one by itself. */
    private static StorageException invalidParameter(
            QueryParameters query, Map<String, String> asked, List<Route> onResource) {
        String name = asked.entrySet().stream()
                .filter(sent -> onResource.stream()
                        .noneMatch(route -> sent.getValue().equals(route.query().get(sent.getKey()))))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .orElse(COMPONENT);
        return StorageException.invalidQueryParameter(name, Objects.requireNonNullElse(query.get(name), ""))
                .detail("Reason", "");
    }

    /** The parameters that tell operations apart, as far as they are sent. The case of their values does not count. */
    private Map<String, String> discriminating(QueryParameters query) {
        Map<String, String> asked = Map.of();
        for (String name : discriminators) {
            @Nullable String value = query.get(name);
            if (value != null) {
                asked = asked.isEmpty() ? new HashMap<>() : asked;
                asked.put(name, value.toLowerCase(Locale.ROOT));
            }
        }
        return asked;
    }

    /**
     * A route and what its placeholders stand for.
     *
     * @param resource the path that matched
     */
    record Match(Route route, Map<String, String> names, String resource) {}

    /** One line of a service's routing table; {@link Routes#on} says how it is written. */
    record Route(
            Set<String> methods,
            PathGrammar.ResourcePattern path,
            Map<String, String> query,
            Map<String, String> headers,
            RequiredPermission permission,
            UnsupportedHeaderGuard guard,
            Operation operation) {
        private static final String ANY_VALUE = "";

        static Route parse(
                String pattern,
                PathGrammar grammar,
                RequiredPermission permission,
                UnsupportedHeaderGuard guard,
                Operation operation) {
            String[] words = pattern.split(" ", -1);
            int mark = words[1].indexOf('?');
            String path = mark < 0 ? words[1] : words[1].substring(0, mark);
            return new Route(
                    Set.of(words[0].split("\\|", -1)),
                    grammar.parse(path.substring(1)),
                    mark < 0
                            ? Map.of()
                            : pairs(words[1].substring(mark + 1)
                                    .toLowerCase(Locale.ROOT)
                                    .split("&", -1)),
                    pairs(Arrays.copyOfRange(words, 2, words.length)),
                    permission,
                    guard,
                    operation);
        }

        /** Whether the query is meant, and the headers that tell operations with one request line apart. */
        boolean matches(Map<String, String> asked, Headers sent) {
            return query.equals(asked) && hasHeaders(sent);
        }

        /** Two routes with one signature and one method could not be told apart. */
        String signature() {
            return path.shape() + "?" + new TreeMap<>(query) + " " + new TreeMap<>(headers);
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
                        equals < 0 ? text : text.substring(0, equals),
                        equals < 0 ? ANY_VALUE : text.substring(equals + 1));
            }
            return pairs;
        }
    }

    /** How a service writes resources in paths. */
    public interface PathGrammar {
        /**
         * Segments with slashes between them. A placeholder {@code {name}} takes one of them; {@code {name...}}, at the end, takes
         * the rest of the path. One slash too many at the end is ignored.
         */
        PathGrammar SEGMENTS = path -> new Segments(path.isEmpty() ? List.of() : Arrays.asList(path.split("/", -1)));

        /**
         * Parses the path in a line of a routing table.
         *
         * @param path below the account, without a leading slash; empty for the account itself
         */
        ResourcePattern parse(String path);

        /** The container, queue or table of a resource, for which a service SAS is; null for the account itself. */
        default @Nullable String container(String resource) {
            int slash = resource.indexOf('/');
            return resource.isEmpty() ? null : slash < 0 ? resource : resource.substring(0, slash);
        }

        /** What a resource is called in its container; null for a container. */
        default @Nullable String nameInContainer(String resource) {
            int slash = resource.indexOf('/');
            return slash < 0 ? null : resource.substring(slash + 1);
        }

        /** The path in a line of a routing table. */
        interface ResourcePattern {
            /** What the placeholders stand for in {@code resource}, or null if the path is another one. */
            @Nullable
            Map<String, String> match(String resource);

            /** The same for two patterns that match the same resources. */
            String shape();
        }

        /** A path of segments. */
        final class Segments implements ResourcePattern {
            private static final String REST = "...}";

            private final List<Segment> segments;
            private final boolean hasRest;

            /** The path with these segments, which are fixed or placeholders. */
            Segments(List<String> path) {
                segments = path.stream().map(Segment::parse).toList();
                hasRest = !path.isEmpty() && path.get(path.size() - 1).endsWith(REST);
            }

            @Override
            public @Nullable Map<String, String> match(String resource) {
                if (segments.isEmpty()) {
                    return resource.isEmpty() ? Map.of() : null;
                }
                Map<String, String> names = new HashMap<>();
                int last = segments.size() - 1;
                int begin = 0;
                for (int i = 0; i <= last; i++) {
                    int slash = i == last && hasRest ? -1 : resource.indexOf('/', begin);
                    boolean tooFew = i < last && slash < 0;
                    boolean tooMany = i == last && slash >= 0 && slash < resource.length() - 1;
                    int end = slash < 0 ? resource.length() : slash;
                    if (tooFew || tooMany || !segments.get(i).matches(resource.substring(begin, end), names)) {
                        return null;
                    }
                    begin = end + 1;
                }
                return names;
            }

            @Override
            public String shape() {
                return segments.stream()
                        .map(segment -> segment.isPlaceholder ? "{}" : segment.text)
                        .toList()
                        .toString();
            }

            /**
             * A segment of a path in a line of a routing table.
             *
             * @param text the name of a placeholder, or what a fixed segment is
             */
            private record Segment(String text, boolean isPlaceholder) {
                static Segment parse(String segment) {
                    return segment.startsWith("{")
                            ? new Segment(
                                    segment.replace(REST, "}").substring(1).replace("}", ""), true)
                            : new Segment(segment, false);
                }

                /** Whether the segment can be {@code part}, for which a placeholder then stands. No placeholder is empty. */
                boolean matches(String part, Map<String, String> names) {
                    if (!isPlaceholder) {
                        return text.equals(part);
                    }
                    names.put(text, part);
                    return !part.isEmpty();
                }
            }
        }
    }
}
