package dev.nephelite.blob.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The id of a snapshot or version: its time to 100 nanoseconds. Ids are unique in a store, and later states have
 * greater ids.
 *
 * @param ticks of 100 nanoseconds since the year 1
 */
public record StateId(long ticks) implements Comparable<StateId> {
    /** The id of the current state, deleted or not. It sorts after all other states of the blob. */
    public static final StateId LAST = new StateId(Long.MAX_VALUE);

    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final long NANOS_PER_TICK = 100;
    private static final long SECONDS_FROM_YEAR_1_TO_1970 = 62_135_596_800L;
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * Parses the text that clients see, with any number of decimals.
     *
     * @throws IllegalArgumentException if it is not a time
     */
    public static StateId parse(String text) {
        try {
            return of(Instant.parse(text));
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("not a snapshot or version id: " + text, malformed);
        }
    }

    /** The id for a time. */
    public static StateId of(Instant moment) {
        return new StateId((moment.getEpochSecond() + SECONDS_FROM_YEAR_1_TO_1970) * TICKS_PER_SECOND
                + moment.getNano() / NANOS_PER_TICK);
    }

    /** The time of the state, adjusted to be unique. */
    public Instant moment() {
        long seconds = ticks / TICKS_PER_SECOND - SECONDS_FROM_YEAR_1_TO_1970;
        return Instant.ofEpochSecond(seconds, ticks % TICKS_PER_SECOND * NANOS_PER_TICK);
    }

    @Override
    public int compareTo(StateId other) {
        return Long.compare(ticks, other.ticks);
    }

    @Override
    public String toString() {
        return FORM.format(moment());
    }
}
