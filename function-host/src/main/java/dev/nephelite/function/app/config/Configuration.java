package dev.nephelite.function.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON flattened as the host does it: each leaf has a path such as {@code extensions:queues:batchSize}. Paths ignore case.
 *
 * @param source the file, which error messages name
 */
public record Configuration(String source, Map<String, String> values) {
    public static Configuration of(String source, JsonNode json) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        flatten("", json, values);
        return new Configuration(source, values);
    }

    private static void flatten(String path, JsonNode node, Map<String, String> values) {
        String prefix = path.isEmpty() ? "" : path + ":";
        if (node instanceof ObjectNode object) {
            object.properties().forEach(child -> flatten(prefix + child.getKey(), child.getValue(), values));
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                flatten(prefix + index, node.get(index), values);
            }
        } else if (!node.isNull()) {
            values.put(path, node.asText());
        }
    }

    /** This configuration with the values of {@code overrides} in place of its own. */
    Configuration overriddenBy(Map<String, String> overrides) {
        Map<String, String> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        merged.putAll(values);
        merged.putAll(overrides);
        return new Configuration(source, merged);
    }

    public @Nullable String text(String path) {
        return values.get(path);
    }

    public String text(String path, String otherwise) {
        String value = values.get(path);
        return value == null ? otherwise : value;
    }

    public int number(String path, int otherwise, int minimum, int maximum) {
        String value = text(path);
        if (value == null) {
            return otherwise;
        }
        String limits = maximum == Integer.MAX_VALUE ? "at least " + minimum : "from " + minimum + " to " + maximum;
        try {
            int number = Integer.parseInt(value);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw refusal(path, value, "a whole number " + limits);
        }
        throw refusal(path, value, "a whole number " + limits);
    }

    public Duration span(String path, Duration otherwise) {
        String value = text(path);
        if (value == null) {
            return otherwise;
        }
        try {
            return TimeSpan.parse(value);
        } catch (IllegalArgumentException notATimeSpan) {
            throw refusal(path, value, "a time span such as 00:00:30");
        }
    }

    /**
     * Like {@link #span(String, Duration)}, with limits.
     *
     * @param longest null for no limit
     */
    public Duration span(String path, Duration otherwise, Duration shortest, @Nullable Duration longest) {
        Duration span = span(path, otherwise);
        if (span.compareTo(shortest) >= 0 && (longest == null || span.compareTo(longest) <= 0)) {
            return span;
        }
        String from = TimeSpan.format(shortest);
        String limits = longest == null ? "at least " + from : "from " + from + " to " + TimeSpan.format(longest);
        throw refusal(path, TimeSpan.format(span), limits);
    }

    /** Like {@link #span(String, Duration)}, but null if there is no value. */
    public @Nullable Duration spanOrNull(String path, Duration shortest) {
        return text(path) == null ? null : span(path, Duration.ZERO, shortest, null);
    }

    public boolean flag(String path, boolean otherwise) {
        String value = text(path);
        if (value == null) {
            return otherwise;
        }
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            return value.equalsIgnoreCase("true");
        }
        throw refusal(path, value, "true or false");
    }

    /** The elements of a list in their order, or an empty list if there is none. */
    public List<String> list(String path) {
        return section(path).entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, String> element) ->
                                element.getKey().length())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Everything below {@code path}, by the rest of its path. */
    public Map<String, String> section(String path) {
        String prefix = path + ":";
        Map<String, String> section = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((key, value) -> {
            if (key.regionMatches(true, 0, prefix, 0, prefix.length())) {
                section.put(key.substring(prefix.length()), value);
            }
        });
        return section;
    }

    /** The policy below {@code path}, or null if there is none. */
    public @Nullable RetryPolicy retryPolicy(String path) {
        String strategy = text(path + ":strategy");
        if (strategy == null) {
            return null;
        }
        int count = number(path + ":maxRetryCount", 0, RetryPolicy.FOREVER, Integer.MAX_VALUE);
        if (strategy.equalsIgnoreCase("fixedDelay")) {
            return RetryPolicy.fixedDelay(count, span(path + ":delayInterval", Duration.ZERO));
        }
        if (strategy.equalsIgnoreCase("exponentialBackoff")) {
            Duration minimum = span(path + ":minimumInterval", Duration.ZERO);
            return RetryPolicy.exponentialBackoff(count, minimum, span(path + ":maximumInterval", minimum));
        }
        throw refusal(path + ":strategy", strategy, "fixedDelay or exponentialBackoff");
    }

    /**
     * The error of an invalid value.
     *
     * @param expected completes "it must be"
     */
    public InvalidAppException refusal(String path, String value, String expected) {
        return new InvalidAppException(
                "%s: '%s' is '%s', but it must be %s.".formatted(source, path.replace(':', '.'), value, expected));
    }
}
