package dev.nephelite.function.trigger.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a route has between two slashes. */
sealed interface RouteSegment {
    /** Rank among segments at the same place; the lower one is tried first. */
    int rank();

    List<Parameter> parameters();

    /** Puts what this segment captures of {@code text} into {@code values}, or returns false when it does not match. */
    boolean capture(String text, Map<String, @Nullable String> values);

    /** Whether some text is matched by both, as far as that is easy to tell. */
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

    /** Text that must be there, whatever its case. */
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

    /** One parameter and nothing else. */
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

    /** The rest of the path, slashes and nothing at all included; always the last segment. */
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
     * Several parameters, or parameters among text, such as {@code {name}.{extension}}. If several values are possible,
     * a parameter takes as much as it can before those behind it.
     *
     * @param pieces each a {@link String} or a {@link Parameter}, and no two parameters beside each other
     */
    record Compound(List<Object> pieces, List<Parameter> parameters) implements RouteSegment {
        static Compound of(List<Object> pieces) {
            List<Parameter> parameters = new ArrayList<>();
            for (Object piece : pieces) {
                if (piece instanceof Parameter parameter) {
                    parameters.add(parameter);
                }
            }
            return new Compound(List.copyOf(pieces), List.copyOf(parameters));
        }

        @Override
        public int rank() {
            return 2;
        }

        @Override
        public boolean capture(String text, Map<String, @Nullable String> values) {
            // The function sees its parameters in the order of the route.
            parameters.forEach(parameter -> values.put(parameter.name(), null));
            return capture(pieces, text, values) || captureWithoutLast(text, values);
        }

        /** An optional parameter may be left out together with the dot before it. */
        private boolean captureWithoutLast(String text, Map<String, @Nullable String> values) {
            Parameter last = parameters.get(parameters.size() - 1);
            if (!last.optional() || !capture(pieces.subList(0, pieces.size() - 2), text, values)) {
                return false;
            }
            values.put(last.name(), null);
            return true;
        }

        /** Goes from the end to the start. The last place at which a text can be leaves most room for what is before it. */
        private static boolean capture(List<Object> pieces, String text, Map<String, @Nullable String> values) {
            int end = text.length();
            for (int i = pieces.size() - 1; i >= 0; i--) {
                int start;
                if (pieces.get(i) instanceof Parameter parameter) {
                    start = i == 0 ? 0 : endOfLast(pieces.get(i - 1).toString(), text, end - 1);
                    if (start < 0 || start >= end) {
                        return false;
                    }
                    values.put(parameter.name(), text.substring(start, end));
                } else {
                    String literal = pieces.get(i).toString();
                    start = end - literal.length();
                    if (!text.regionMatches(true, start, literal, 0, literal.length())) {
                        return false;
                    }
                }
                end = start;
            }
            return end == 0;
        }

        /** Returns where the last {@code literal} ends that ends at {@code limit} at most, or -1. */
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
     * A gap in a route, such as {@code {id:int}}.
     *
     * @param optional the request may leave it out; it is then null
     * @param defaultValue what it is when the request leaves it out, or null
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

        /** Tells whether {@code value}, null when the request left it out, is one this parameter takes. */
        boolean accepts(@Nullable String value) {
            if (value == null) {
                return optional || constraints.isEmpty();
            }
            return constraints.stream().allMatch(constraint -> constraint.accepts(value));
        }
    }
}
