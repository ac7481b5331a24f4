package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.IsoTime;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a signature is good: from {@code start} on, and before {@code expiry}.
 *
 * @param start null for one that has always been good
 */
record ValidityPeriod(@Nullable Instant start, Instant expiry) {
    void requireContains(Instant now) {
        boolean started = start == null || !now.isBefore(start);
        if (!started || !now.isBefore(expiry)) {
            throw AuthenticationFailed.because("Signature not valid in the specified time frame: Start ["
                    + (start == null ? "" : HttpDate.format(start)) + "] - Expiry [" + HttpDate.format(expiry)
                    + "] - Current [" + HttpDate.format(now) + "]");
        }
    }

    /** Reads one of the ISO 8601 forms that signatures may use, from {@code 2026-01-01} to fractions of a second. */
    static Instant parse(String field, String text) {
        try {
            return IsoTime.parse(text);
        } catch (DateTimeException refused) {
            throw AuthenticationFailed.because(
                    "Signature fields not well formed: " + field + " is no ISO 8601 time in UTC: '" + text + "'");
        }
    }
}
