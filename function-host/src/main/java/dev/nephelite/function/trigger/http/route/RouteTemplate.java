package dev.nephelite.function.trigger.http.route;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A route template such as {@code photos/{id:int}/{size=small}}. It determines which paths match and the values of the
 * parameters.
 *
 * <p>Templates are ordered by specificity, most specific first. They are compared segment by segment: text comes first,
 * then parameters with constraints, parameters without, and catch-all parameters.
 *
 * @see <a href="https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-templates">Route templates</a>
 */
public final class RouteTemplate implements Comparable<RouteTemplate> {
    private final String text;
    private final List<RouteSegment> segments;

    private RouteTemplate(String text, List<RouteSegment> segments) {
        this.text = text;
        this.segments = segments;
    }

    /**
     * Parses a template; leading and trailing slashes are ignored.
     *
     * @throws IllegalArgumentException if it is invalid; the message says why
     */
    public static RouteTemplate parse(String text) {
        String stripped = text.replaceAll("^/+|/+$", "");
        return new RouteTemplate(stripped, new Parser(stripped).parse());
    }

    /** The value of every parameter, null for one that was left out; empty if the path does not match. */
    public Optional<Map<String, @Nullable String>> match(RequestPath path) {
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

    /** A quick check that rules out most of many routes. */
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
     * Whether some path matches both templates. Templates that differ only in their constraints, or in the text around
     * parameters, are assumed not to overlap.
     */
    public boolean overlaps(RouteTemplate other) {
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

    /** As written, without leading and trailing slashes. */
    @Override
    public String toString() {
        return text;
    }

    /** Parses a route template in one pass. */
    private static final class Parser {
        private final String template;
        private final List<RouteSegment> segments = new ArrayList<>();
        private final Set<String> names = new HashSet<>();

        /** The parts of the current segment, each a {@link String} or a {@link RouteSegment.Parameter}. */
        private final List<Object> parts = new ArrayList<>();

        private boolean catchesAll;

        Parser(String template) {
            this.template = template;
        }

        List<RouteSegment> parse() {
            StringBuilder text = new StringBuilder();
            int position = 0;
            while (position < template.length()) {
                char current = template.charAt(position);
                if (isDoubledBrace(position)) {
                    text.append(current);
                    position += 2;
                } else if (current == '{') {
                    endText(text);
                    position = parameter(position + 1);
                } else if (current == '/') {
                    endText(text);
                    endSegment();
                    position++;
                } else if (current == '}' || current == '?') {
                    throw refusal("the '" + current + "' at position " + position + " is out of place");
                } else {
                    text.append(current);
                    position++;
                }
            }
            endText(text);
            if (!template.isEmpty()) {
                endSegment();
            }
            return segments;
        }

        private boolean isDoubledBrace(int position) {
            return template.startsWith("{{", position) || template.startsWith("}}", position);
        }

        private void endText(StringBuilder text) {
            if (!text.isEmpty()) {
                parts.add(text.toString());
                text.setLength(0);
            }
        }

        /** Parses a parameter whose opening brace has been read; returns the position after it. */
        private int parameter(int start) {
            StringBuilder inside = new StringBuilder();
            int position = start;
            while (position < template.length()) {
                char current = template.charAt(position);
                if (isDoubledBrace(position)) {
                    position++;
                } else if (current == '}') {
                    addParameter(inside.toString());
                    return position + 1;
                } else if (current == '{') {
                    break;
                }
                inside.append(current);
                position++;
            }
            throw refusal("the '{' at position " + (start - 1) + " is never closed");
        }

        private void addParameter(String inside) {
            int stars = inside.startsWith("**") ? 2 : inside.startsWith("*") ? 1 : 0;
            boolean optional = inside.endsWith("?");
            RouteSegment.Parameter parameter =
                    parameter(inside.substring(stars, inside.length() - (optional ? 1 : 0)), optional);
            if (!names.add(parameter.name().toLowerCase(Locale.ROOT))) {
                throw refusal("'" + parameter.name() + "' appears twice");
            }
            if (!parts.isEmpty() && parts.get(parts.size() - 1) instanceof RouteSegment.Parameter) {
                throw refusal("there must be text between '" + parameter.name() + "' and the parameter before it");
            }
            parts.add(parameter);
            catchesAll |= stars > 0;
        }

        private RouteSegment.Parameter parameter(String text, boolean optional) {
            int end = 0;
            while (end < text.length() && ":=".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            String name = text.substring(0, end);
            if (name.isEmpty() || name.matches(".*[/{}?*].*")) {
                throw refusal("'" + name + "' is not the name of a parameter");
            }
            List<RouteConstraints.Constraint> constraints = new ArrayList<>();
            while (end < text.length() && text.charAt(end) == ':') {
                int next = endOfConstraint(text, end + 1);
                constraints.add(constraint(text.substring(end + 1, next)));
                end = next;
            }
            String defaultValue = end < text.length() ? text.substring(end + 1) : null;
            if (optional && defaultValue != null) {
                throw refusal("'" + name + "' has a default value, so it is optional without a '?'");
            }
            return new RouteSegment.Parameter(name, optional, defaultValue, constraints);
        }

        /** A bracket closes the arguments only where a constraint may end; a regular expression may contain others. */
        private static int endOfConstraint(String text, int start) {
            int position = start;
            boolean inArguments = false;
            while (position < text.length()) {
                char current = text.charAt(position);
                if (inArguments) {
                    boolean last = position + 1 == text.length() || ":=".indexOf(text.charAt(position + 1)) >= 0;
                    inArguments = !(current == ')' && last);
                } else if (current == '(') {
                    inArguments = true;
                } else if (current == ':' || current == '=') {
                    break;
                }
                position++;
            }
            return position;
        }

        private RouteConstraints.Constraint constraint(String text) {
            try {
                return RouteConstraints.parse(text);
            } catch (IllegalArgumentException refused) {
                throw refusal(refused.getMessage());
            }
        }

        private void endSegment() {
            if (parts.isEmpty()) {
                throw refusal("there is nothing between two slashes");
            }
            if (!segments.isEmpty() && segments.get(segments.size() - 1) instanceof RouteSegment.CatchAll) {
                throw refusal("nothing can follow a parameter that takes the rest of the path");
            }
            segments.add(segment());
            parts.clear();
        }

        private RouteSegment segment() {
            Object first = parts.get(0);
            if (catchesAll && parts.size() > 1) {
                throw refusal("a parameter that takes the rest of the path must stand alone");
            }
            if (parts.size() > 1) {
                requireOptionalAfterDot();
                return RouteSegment.Compound.of(parts);
            }
            if (first instanceof RouteSegment.Parameter parameter) {
                boolean rest = catchesAll;
                catchesAll = false;
                return rest ? new RouteSegment.CatchAll(parameter) : new RouteSegment.Single(parameter);
            }
            return new RouteSegment.Literal(first.toString());
        }

        private void requireOptionalAfterDot() {
            for (int i = 0; i < parts.size(); i++) {
                boolean optional = parts.get(i) instanceof RouteSegment.Parameter parameter && parameter.optional();
                if (optional && (i != parts.size() - 1 || !".".equals(parts.get(i - 1)))) {
                    throw refusal("an optional part of a segment must come last, after a dot");
                }
            }
        }

        private IllegalArgumentException refusal(@Nullable String reason) {
            return new IllegalArgumentException("The route '" + template + "' cannot be used: " + reason + ".");
        }
    }
}
