package dev.nephelite.blob.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What a snapshot or a version of a blob is called: the moment it was made, to the 100 nanoseconds. No two of a store are
 * equal, and of one blob the later one is greater.
 *
 * @param ticks of 100 nanoseconds since the year 1
 */
public record StateId(long ticks) implements Comparable<StateId> {
    /** What is current, or was when it was deleted: it comes behind all other states of its blob. */
    public static final StateId LAST = new StateId(Long.MAX_VALUE);

    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final long NANOS_PER_TICK = 100;
    private static final long SECONDS_FROM_YEAR_1_TO_1970 = 62_135_596_800L;
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * Reads the text that a client was given, with as many digits of a second as it likes.
     *
     * @throws IllegalArgumentException if it is no moment
     */
    public static StateId parse(String text) {
        try {
            return of(Instant.parse(text));
        } catch (DateTimeException refused) {
            throw new IllegalArgumentException("not the moment of a state: " + text, refused);
        }
    }

    /** The name of what was made at a moment. */
    public static StateId of(Instant moment) {
        return new StateId((moment.getEpochSecond() + SECONDS_FROM_YEAR_1_TO_1970) * TICKS_PER_SECOND
                + moment.getNano() / NANOS_PER_TICK);
    }

    /** When it was made, moved on as far as uniqueness asked. */
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
