package dev.nephelite.emulator.http;

import dev.nephelite.emulator.error.StorageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The decoded query of a request, looked up by name in any case. A parameter without a value counts as absent, like a
 * header without one; only {@link #all}, {@link #names} and {@link #forEach} show it.
 *
 * <p>Immutable. A plus sign means a space, and percent signs are decoded once; a name without {@code =} has the empty
 * value.
 */
public final class QueryParameters {
    public static final QueryParameters EMPTY = new QueryParameters(List.of(), List.of());

    private static final Pattern LONE_PERCENT_SIGN = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private final List<String> names;
    private final List<String> values;

    private QueryParameters(List<String> names, List<String> values) {
        this.names = names;
        this.values = values;
    }

    /**
     * Parses what follows the question mark of a request target.
     *
     * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits
     */
    public static QueryParameters parse(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return EMPTY;
        }
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        int start = 0;
        while (start <= raw.length()) {
            int ampersand = raw.indexOf('&', start);
            int end = ampersand < 0 ? raw.length() : ampersand;
            if (end > start) {
                String parameter = raw.substring(start, end);
                int equals = parameter.indexOf('=');
                names.add(decode(equals < 0 ? parameter : parameter.substring(0, equals)));
                values.add(equals < 0 ? "" : decode(parameter.substring(equals + 1)));
            }
            start = end + 1;
        }
        return new QueryParameters(names, values);
    }

    /** Like {@link #parse}, but a percent sign that begins no escape stands for itself, as in ASP.NET Core. */
    public static QueryParameters parseLeniently(@Nullable String raw) {
        boolean escaped = raw != null && raw.indexOf('%') >= 0;
        return parse(escaped ? LONE_PERCENT_SIGN.matcher(raw).replaceAll("%25") : raw);
    }

    /** Returns the first value of that name, or null when the parameter is absent or empty. */
    public @Nullable String get(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name) && !values.get(i).isEmpty()) {
                return values.get(i);
            }
        }
        return null;
    }

    /** Returns the parsed parameter, or null when absent or empty. If {@code parser} refuses it, a 400 names it. */
    public <T> @Nullable T get(String name, Function<String, T> parser) {
        String value = get(name);
        if (value == null) {
            return null;
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException | DateTimeException refused) {
            throw StorageException.invalidQueryParameter(name, value);
        }
    }

    /** Returns every value of that name, in the order they were sent. */
    public List<String> all(String name) {
        List<String> found = new ArrayList<>(1);
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                found.add(values.get(i));
            }
        }
        return Collections.unmodifiableList(found);
    }

    /** Whether there is a value of that name. */
    public boolean has(String name) {
        return get(name) != null;
    }

    /**
     * Returns the values of each name in the order they were sent. The names are in alphabetical order and, whatever their
     * case, each is there once, as it was sent first.
     */
    public SortedMap<String, List<String>> byName() {
        SortedMap<String, List<String>> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        forEach((name, value) ->
                found.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(value));
        return found;
    }

    /** Hands over every parameter in the order it was sent, a repeated name once per value. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < names.size(); i++) {
            action.accept(names.get(i), values.get(i));
        }
    }

    private static String decode(String text) {
        boolean plain = text.indexOf('%') < 0 && text.indexOf('+') < 0;
        return plain ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
