package dev.nephelite.blob.query.sql;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was made from two texts, kept for as long as they stay the same from row to row, as literals do. Used by one thread.
 */
final class Prepared<T> {
    private final BiFunction<String, String, T> maker;
    private String first = "";
    private String second = "";
    private @Nullable T made;

    Prepared(BiFunction<String, String, T> maker) {
        this.maker = maker;
    }

    T of(String one, String other) {
        @Nullable T known = made;
        if (known != null && first.equals(one) && second.equals(other)) {
            return known;
        }
        T fresh = maker.apply(one, other);
        first = one;
        second = other;
        made = fresh;
        return fresh;
    }
}
