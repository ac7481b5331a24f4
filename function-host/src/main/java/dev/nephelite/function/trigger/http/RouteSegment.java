package dev.nephelite.function.trigger.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a route has between two slashes. */
sealed interface RouteSegment {
    /** Rank among segments at the same place; the lower one is tried first. */
    int rank();

    List<RouteParameter> parameters();

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
        public List<RouteParameter> parameters() {
            return List.of();
        }

        @Override
        public boolean capture(String other, Map<String, @Nullable String> values) {
            return text.equalsIgnoreCase(other);
        }
    }

    /** One parameter and nothing else. */
    record Single(RouteParameter parameter) implements RouteSegment {
        @Override
        public int rank() {
            return parameter.constraints().isEmpty() ? 3 : 2;
        }

        @Override
        public List<RouteParameter> parameters() {
            return List.of(parameter);
        }

        @Override
        public boolean capture(String text, Map<String, @Nullable String> values) {
            values.put(parameter.name(), text);
            return !text.isEmpty();
        }
    }

    /** The rest of the path, slashes and nothing at all included; always the last segment. */
    record CatchAll(RouteParameter parameter) implements RouteSegment {
        @Override
        public int rank() {
            return parameter.constraints().isEmpty() ? 5 : 4;
        }

        @Override
        public List<RouteParameter> parameters() {
            return List.of(parameter);
        }

        @Override
        public boolean capture(String text, Map<String, @Nullable String> values) {
            values.put(parameter.name(), text.isEmpty() ? parameter.defaultValue() : text);
            return true;
        }
    }

    /**
     * Several parameters, or parameters among text, such as {@code {name}.{extension}}.
     *
     * @param whole has one group for each parameter
     * @param shorter matches a text that leaves out the last parameter and the dot before it; null if none may
     */
    record Compound(
            List<RouteParameter> parameters,
            Pattern whole,
            @Nullable Pattern shorter) implements RouteSegment {
        /** Makes a segment of its pieces, each a {@link String} or a {@link RouteParameter}. */
        static Compound of(List<Object> pieces) {
            List<RouteParameter> parameters = new ArrayList<>();
            for (Object piece : pieces) {
                if (piece instanceof RouteParameter parameter) {
                    parameters.add(parameter);
                }
            }
            boolean shortens = parameters.get(parameters.size() - 1).optional();
            Pattern shorter = shortens ? pattern(pieces.subList(0, pieces.size() - 2)) : null;
            return new Compound(List.copyOf(parameters), pattern(pieces), shorter);
        }

        private static Pattern pattern(List<Object> pieces) {
            StringBuilder regex = new StringBuilder();
            for (Object piece : pieces) {
                regex.append(piece instanceof String text ? Pattern.quote(text) : "(.+)");
            }
            return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
        }

        @Override
        public int rank() {
            return 2;
        }

        @Override
        public boolean capture(String text, Map<String, @Nullable String> values) {
            return capture(whole.matcher(text), values) || (shorter != null && capture(shorter.matcher(text), values));
        }

        private boolean capture(Matcher matcher, Map<String, @Nullable String> values) {
            if (!matcher.matches()) {
                return false;
            }
            for (int i = 0; i < parameters.size(); i++) {
                values.put(parameters.get(i).name(), i < matcher.groupCount() ? matcher.group(i + 1) : null);
            }
            return true;
        }
    }
}
