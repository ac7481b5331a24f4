package dev.nephelite.emulator.http;

import dev.nephelite.emulator.error.StorageException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one message, as they were sent. Names are looked up ignoring case. A header without a value counts as
 * absent, as in the storage services, except in {@link #all}, {@link #withPrefix} and {@link #forEach}.
 *
 * <p>Immutable. A message has a dozen headers, so scanning two arrays is faster than hashing.
 */
public final class Headers {
    public static final Headers NONE = new Builder().build();

    private final String[] names;
    private final String[] values;

    private Headers(Builder builder) {
        names = builder.names.toArray(String[]::new);
        values = builder.values.toArray(String[]::new);
    }

    public static Headers of(Map<String, String> headers) {
        Builder builder = new Builder();
        headers.forEach(builder::add);
        return builder.build();
    }

    /** Returns the first value of that name as it was sent, or null when the header is absent or blank. */
    public @Nullable String get(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equalsIgnoreCase(name) && !values[i].isBlank()) {
                return values[i];
            }
        }
        return null;
    }

    /** Returns the parsed header, or null if it is absent or blank. Refuses a value that {@code parser} rejects. */
    public <T> @Nullable T get(String name, Function<String, T> parser) {
        String value = get(name);
        if (value == null) {
            return null;
        }
        try {
            return parser.apply(value.strip());
        } catch (IllegalArgumentException | DateTimeException refused) {
            throw StorageException.invalidHeader(name, value);
        }
    }

    /** Returns every value of that name, in the order they were sent. */
    public List<String> all(String name) {
        List<String> found = new ArrayList<>(1);
        for (int i = 0; i < names.length; i++) {
            if (names[i].equalsIgnoreCase(name)) {
                found.add(values[i]);
            }
        }
        return Collections.unmodifiableList(found);
    }

    /** Whether there is a value of that name. */
    public boolean has(String name) {
        return get(name) != null;
    }

    /**
     * Returns the headers whose name begins with {@code prefix}, by the rest of their name, in the order and the case
     * they were sent with. A header sent twice has its values joined by a comma.
     */
    public Map<String, String> withPrefix(String prefix) {
        Map<String, StringJoiner> joined = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            if (names[i].regionMatches(true, 0, prefix, 0, prefix.length())) {
                joined.computeIfAbsent(names[i].substring(prefix.length()), unused -> new StringJoiner(","))
                        .add(values[i]);
            }
        }
        Map<String, String> found = new LinkedHashMap<>();
        joined.forEach((name, all) -> found.put(name, all.toString()));
        return Collections.unmodifiableMap(found);
    }

    /** Calls {@code action} for every header line, in the order they were sent. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], values[i]);
        }
    }

    /** Collects header lines; a name may be added more than once. */
    public static final class Builder {
        private final List<String> names = new ArrayList<>();
        private final List<String> values = new ArrayList<>();

        public Builder add(String name, String value) {
            names.add(name);
            values.add(value);
            return this;
        }

        public Headers build() {
            return new Headers(this);
        }
    }
}
