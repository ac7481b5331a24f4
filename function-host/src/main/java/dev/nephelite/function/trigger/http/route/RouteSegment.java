package dev.nephelite.function.trigger.http.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of a route between two slashes. */
sealed interface RouteSegment {
    /** Rank among segments at the same position; lower ones are tried first. */
    int rank();

    List<Parameter> parameters();

    /** Puts the parameter values from {@code text} into {@code values}; returns false if the segment does not match. */
    boolean capture(String text, Map<String, @Nullable String> values);

    /** Whether some text matches both, as far as that is easy to determine. */
    default boolean overlaps(RouteSegment other) {
        if (other instanceof Literal literal) {
            Map<String, @Nullable String> values = new HashMap<>();
            return capture(literal.text(), values)
                    && parameters().stream().allMatch(parameter -> parameter.accepts(values.get(parameter.name())));
        }
        if (this instanceof Literal) {
            return other.overlaps(this);
        }
        boolean constrained = Stream.of(this, other).allMatch(segment -> segment.parameters().stream()
                .anyMatch(parameter -> !parameter.constraints().isEmpty()));
        return !constrained && (this instanceof Single || other instanceof Single);
    }

    /** Text that must be present, ignoring case. */
    record Literal(String text) implements RouteSegment {
        @Override
        public int rank() {
            return 1;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public boolean capture(String other, Map<String, @Nullable String> values) {
            return text.equalsIgnoreCase(other);
        }
    }

    /** A single parameter. */
    record Single(Parameter parameter) implements RouteSegment {
        @Override
        public int rank() {
            return parameter.constraints().isEmpty() ? 3 : 2;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }

        @Override
        public boolean capture(String text, Map<String, @Nullable String> values) {
            values.put(parameter.name(), text);
            return !text.isEmpty();
        }
    }

    /** The rest of the path, including slashes, or nothing; always the last segment. */
    record CatchAll(Parameter parameter) implements RouteSegment {
        @Override
        public int rank() {
            return parameter.constraints().isEmpty() ? 5 : 4;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(parameter);
        }

        @Override
        public boolean capture(String text, Map<String, @Nullable String> values) {
            values.put(parameter.name(), text.isEmpty() ? parameter.defaultValue() : text);
            return true;
        }
    }

    /**
     * Several parameters, or parameters mixed with text, such as {@code {name}.{extension}}. If several values are
     * possible, earlier parameters capture as much as possible.
     *
     * @param parts each a {@link String} or a {@link Parameter}, with no two adjacent parameters
     */
    record Compound(List<Object> parts, List<Parameter> parameters) implements RouteSegment {
        static Compound of(List<Object> parts) {
            List<Parameter> parameters = new ArrayList<>();
            for (Object part : parts) {
                if (part instanceof Parameter parameter) {
                    parameters.add(parameter);
                }
            }
            return new Compound(List.copyOf(parts), List.copyOf(parameters));
        }

        @Override
        public int rank() {
            return 2;
        }

        @Override
        public boolean capture(String text, Map<String, @Nullable String> values) {
            // The function sees its parameters in the order of the route.
            parameters.forEach(parameter -> values.put(parameter.name(), null));
            return capture(parts, text, values) || captureWithoutLast(text, values);
        }

        /** An optional parameter may be left out together with the dot before it. */
        private boolean captureWithoutLast(String text, Map<String, @Nullable String> values) {
            Parameter last = parameters.get(parameters.size() - 1);
            if (!last.optional() || !capture(parts.subList(0, parts.size() - 2), text, values)) {
                return false;
            }
            values.put(last.name(), null);
            return true;
        }

        /** Matches from the end. The last possible position of a text leaves the most room for what precedes it. */
        private static boolean capture(List<Object> parts, String text, Map<String, @Nullable String> values) {
            int end = text.length();
            for (int i = parts.size() - 1; i >= 0; i--) {
                int start;
                if (parts.get(i) instanceof Parameter parameter) {
                    start = i == 0 ? 0 : endOfLast(parts.get(i - 1).toString(), text, end - 1);
                    if (start < 0 || start >= end) {
                        return false;
                    }
                    values.put(parameter.name(), text.substring(start, end));
                } else {
                    String literal = parts.get(i).toString();
                    start = end - literal.length();
                    if (!text.regionMatches(true, start, literal, 0, literal.length())) {
                        return false;
                    }
                }
                end = start;
            }
            return end == 0;
        }

        /**
         * The end of the last occurrence of {@code literal} that ends at {@code limit} or before; -1 if there is none.
         */
        private static int endOfLast(String literal, String text, int limit) {
            for (int end = limit; end >= literal.length(); end--) {
                if (text.regionMatches(true, end - literal.length(), literal, 0, literal.length())) {
                    return end;
                }
            }
            return -1;
        }
    }

    /**
     * A parameter of a route, such as {@code {id:int}}.
     *
     * @param optional whether the request may leave it out; its value is null then
     * @param defaultValue its value if the request leaves it out, or null
     * @param constraints all of them must accept the value
     */
    record Parameter(
            String name,
            boolean optional,
            @Nullable String defaultValue,
            List<RouteConstraints.Constraint> constraints) {
        public Parameter {
            constraints = List.copyOf(constraints);
        }

        boolean mayBeMissing() {
            return optional || defaultValue != null;
        }

        /** Whether {@code value}, null if the request left it out, is valid. */
        boolean accepts(@Nullable String value) {
            if (value == null) {
                return optional || constraints.isEmpty();
            }
            return constraints.stream().allMatch(constraint -> constraint.accepts(value));
        }
    }
}
