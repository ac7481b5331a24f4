package dev.nephelite.cloud.control.protocol;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The parameter {@code timeout} of operations that wait: a number of seconds. */
public final class Timeout {
    private static final int MAX_SECONDS = 600;

    private Timeout() {}

    /**
     * Returns how long {@code request} waits.
     *
     * @param seconds how long it does by default
     */
    public static Duration of(HttpRequest request, int seconds) {
        @Nullable
        String text = QueryParameters.parseLeniently(request.rawQuery()).get("timeout");
        if (text == null) {
            return Duration.ofSeconds(seconds);
        }
        int wanted = text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
        if (wanted < 1 || wanted > MAX_SECONDS) {
            throw ControlError.INVALID_PARAMETER.exception(
                    "timeout is a number of seconds from 1 to " + MAX_SECONDS + ", not '" + text + "'.");
        }
        return Duration.ofSeconds(wanted);
    }
}
