package dev.nephelite.cloud.control.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.JsonRequest;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.time.CloudClock;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cloud's clock. Each operation answers with what the clock shows. */
public record ClockResource(ControlledCloud cloud) {
    private static final String FROZEN = "frozen";
    private static final String TIME = "time";
    private static final String ADVANCE = "advance";
    private static final String EXAMPLE =
            "{\"time\": \"2030-01-01T00:00:00Z\", \"frozen\": true}" + " or {\"advance\": \"PT1H\"}";

    /** Answers with the time, and whether the clock is frozen. */
    public Response show(HttpRequest request) {
        return response();
    }

    /** Freezes or unfreezes the clock, and sets or advances it. What becomes due by that has run before the response. */
    public Response change(HttpRequest request) throws IOException {
        JsonNode change = JsonRequest.object(request, EXAMPLE, Set.of(FROZEN, TIME, ADVANCE));
        JsonNode frozen = change.path(FROZEN);
        @Nullable String time = JsonRequest.text(change, TIME, EXAMPLE);
        @Nullable String advance = JsonRequest.text(change, ADVANCE, EXAMPLE);
        if (change.isEmpty() || !(frozen.isMissingNode() || frozen.isBoolean()) || (time != null && advance != null)) {
            throw JsonRequest.refusal(EXAMPLE);
        }
        @Nullable Instant to = time == null ? null : time(time);
        @Nullable Duration by = advance == null ? null : duration(advance);
        CloudClock clock = cloud.clock();
        boolean wasFrozen = clock.isFrozen();
        // A clock that is to stand still must not go on after it was set.
        if (frozen.asBoolean()) {
            clock.freeze();
        }
        try {
            if (to != null) {
                clock.set(to);
            }
            if (by != null) {
                clock.advance(by);
            }
        } catch (IllegalArgumentException outOfRange) {
            if (!wasFrozen) {
                clock.unfreeze();
            }
            throw ControlError.INVALID_PARAMETER.exception(outOfRange.getMessage() + ".");
        }
        if (frozen.isBoolean() && !frozen.asBoolean()) {
            clock.unfreeze();
        }
        return response();
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw ControlError.INVALID_PARAMETER.exception(
                    "time is an instant such as 2030-01-01T00:00:00Z, not '" + text + "'.");
        }
    }

    private static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException ignored) {
            // Refused below, like a negative duration.
        }
        throw ControlError.INVALID_PARAMETER.exception(
                "advance is a duration such as PT1H30M or P7D, not '" + text + "'.");
    }

    private Response response() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(TIME, cloud.clock().now().toString());
        shown.put(FROZEN, cloud.clock().isFrozen());
        return JsonResponse.of(200, shown);
    }
}
