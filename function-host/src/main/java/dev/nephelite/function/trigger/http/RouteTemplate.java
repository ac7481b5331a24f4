package dev.nephelite.function.trigger.http;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A route such as {@code photos/{id:int}/{size=small}}: says which paths match and what its parameters are then.
 *
 * <p>Templates are ordered by how specific they are, the most specific first: compared segment by segment, text comes
 * before a parameter with constraints, this before one without, and what takes the rest of the path comes last.
 *
 * @see <a href="https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-templates">Route templates</a>
 */
final class RouteTemplate implements Comparable<RouteTemplate> {
    private final String text;
    private final List<RouteSegment> segments;

    private RouteTemplate(String text, List<RouteSegment> segments) {
        this.text = text;
        this.segments = segments;
    }

    /**
     * Reads a template; slashes around it mean nothing.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static RouteTemplate parse(String text) {
        String stripped = text.replaceAll("^/+|/+$", "");
        return new RouteTemplate(stripped, new RouteParser(stripped).parse());
    }

    /**
     * Returns the value of every parameter, null for one that was left out, or nothing when the path does not match.
     */
    Optional<Map<String, @Nullable String>> match(RequestPath path) {
        if (!hasTexts(path)) {
            return Optional.empty();
        }
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            RouteSegment segment = segments.get(i);
            boolean matches = segment instanceof RouteSegment.CatchAll
                    ? segment.capture(path.from(i), values)
                    : i < path.size() ? segment.capture(path.segment(i), values) : isLeftOut(segment, values);
            if (!matches) {
                return Optional.empty();
            }
        }
        boolean longer = path.size() > segments.size() && !takesTheRest();
        return longer || !acceptsAll(values) ? Optional.empty() : Optional.of(Collections.unmodifiableMap(values));
    }

    /** Of many routes, most are told apart by their texts alone, which is quickly done. */
    private boolean hasTexts(RequestPath path) {
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i) instanceof RouteSegment.Literal literal
                    && (i >= path.size() || !literal.text().equalsIgnoreCase(path.segment(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLeftOut(RouteSegment segment, Map<String, @Nullable String> values) {
        if (!(segment instanceof RouteSegment.Single single)
                || !single.parameter().mayBeMissing()) {
            return false;
        }
        values.put(single.parameter().name(), single.parameter().defaultValue());
        return true;
    }

    private boolean takesTheRest() {
        return !segments.isEmpty() && segments.get(segments.size() - 1) instanceof RouteSegment.CatchAll;
    }

    private boolean acceptsAll(Map<String, @Nullable String> values) {
        return segments.stream()
                .flatMap(segment -> segment.parameters().stream())
                .allMatch(parameter -> parameter.accepts(values.get(parameter.name())));
    }

    /**
     * Whether some path matches this template and {@code other}. Templates that only their constraints or the text around
     * their parameters can tell apart are taken to have none.
     */
    boolean overlaps(RouteTemplate other) {
        int common = Math.min(segments.size(), other.segments.size());
        for (int i = 0; i < common; i++) {
            RouteSegment one = segments.get(i);
            RouteSegment two = other.segments.get(i);
            if (one instanceof RouteSegment.CatchAll || two instanceof RouteSegment.CatchAll) {
                return true;
            }
            if (!one.overlaps(two)) {
                return mayEndBefore(i) && other.mayEndBefore(i);
            }
        }
        return mayEndBefore(common) && other.mayEndBefore(common);
    }

    private boolean mayEndBefore(int index) {
        return segments.stream()
                .skip(index)
                .allMatch(segment -> segment instanceof RouteSegment.CatchAll || isLeftOut(segment, new HashMap<>()));
    }

    @Override
    public int compareTo(RouteTemplate other) {
        for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
            int byRank = Integer.compare(
                    segments.get(i).rank(), other.segments.get(i).rank());
            if (byRank != 0) {
                return byRank;
            }
        }
        return Integer.compare(segments.size(), other.segments.size());
    }

    /** As it was written, without slashes around it. */
    @Override
    public String toString() {
        return text;
    }
}
