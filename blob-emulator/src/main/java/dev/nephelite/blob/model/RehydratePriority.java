package dev.nephelite.blob.model;

import java.time.Duration;
import java.util.Locale;

/** How urgently a blob is wanted back from the archive. The cloud takes hours for it; here it takes seconds. */
public enum RehydratePriority {
    STANDARD("Standard", Duration.ofSeconds(15)),
    HIGH("High", Duration.ofSeconds(1));

    private final String text;
    private final Duration duration;

    RehydratePriority(String text, Duration duration) {
        this.text = text;
        this.duration = duration;
    }

    /**
     * Reads a header value, in any case.
     *
     * @throws IllegalArgumentException if there is no such priority
     */
    public static RehydratePriority parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** How long the way out of the archive takes. */
    public Duration duration() {
        return duration;
    }

    @Override
    public String toString() {
        return text;
    }
}
