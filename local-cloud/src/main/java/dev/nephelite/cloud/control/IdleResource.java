package dev.nephelite.cloud.control;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers when the cloud is idle. No thread waits for that. */
record IdleResource(ControlledCloud cloud) implements Handler {
    private static final int DEFAULT_SECONDS = 30;
    private static final int MOST_SECONDS = 600;

    @Override
    public CompletionStage<Response> handle(HttpRequest request) {
        return cloud.idle(timeout(QueryParameters.parseLeniently(request.rawQuery())))
                .thenApply(idle -> JsonResponse.of(200, Map.of("status", "idle")));
    }

    private static Duration timeout(QueryParameters parameters) {
        @Nullable String text = parameters.get("timeout");
        if (text == null) {
            return Duration.ofSeconds(DEFAULT_SECONDS);
        }
        int seconds = text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw ControlError.INVALID_PARAMETER.exception(
                    "timeout is a number of seconds from 1 to " + MOST_SECONDS + ", not '" + text + "'.");
        }
        return Duration.ofSeconds(seconds);
    }
}
