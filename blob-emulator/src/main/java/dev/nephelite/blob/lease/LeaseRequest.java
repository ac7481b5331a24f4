package dev.nephelite.blob.lease;

import dev.nephelite.blob.container.ResourceHeaders;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.time.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request to act on the lease of a blob or container. */
record LeaseRequest(Action action, Change change) {
    private static final int INFINITE = -1;
    private static final int MIN_SECONDS = 15;
    private static final int MAX_SECONDS = 60;

    /** Parses the headers of the action. Other headers are ignored. */
    static LeaseRequest from(Request request, Ids ids) {
        Action action = request.requireHeader("x-ms-lease-action", Action::parse);
        return new LeaseRequest(action, change(action, request, ids));
    }

    /** The response. */
    Response answer(Revision revision, @Nullable Lease after, Instant now) {
        Response response = ResourceHeaders.add(Response.of(action.status()), revision);
        if (after == null) {
            return response;
        }
        return action == Action.BREAK
                ? response.header("x-ms-lease-time", after.secondsLeft(now))
                : response.header("x-ms-lease-id", after.id());
    }

    private static Change change(Action action, Request request, Ids ids) {
        return switch (action) {
            case ACQUIRE -> acquire(request, ids);
            case RENEW -> {
                UUID id = leaseId(request);
                yield transitions -> transitions.renew(id);
            }
            case CHANGE -> {
                UUID id = leaseId(request);
                UUID proposed = request.requireHeader("x-ms-proposed-lease-id", Lease::parseId);
                yield transitions -> transitions.change(id, proposed);
            }
            case RELEASE -> {
                UUID id = leaseId(request);
                yield transitions -> {
                    transitions.release(id);
                    return null;
                };
            }
            case BREAK -> {
                @Nullable Duration period = request.headers().get("x-ms-lease-break-period", LeaseRequest::period);
                yield transitions -> transitions.breakAfter(period);
            }
        };
    }

    private static Change acquire(Request request, Ids ids) {
        int seconds = request.requireHeader("x-ms-lease-duration", LeaseRequest::duration);
        @Nullable Duration duration = seconds == INFINITE ? null : Duration.ofSeconds(seconds);
        @Nullable UUID proposed = request.headers().get("x-ms-proposed-lease-id", Lease::parseId);
        UUID id = proposed == null ? ids.uuid() : proposed;
        return transitions -> transitions.acquire(id, duration);
    }

    private static UUID leaseId(Request request) {
        return request.requireHeader("x-ms-lease-id", Lease::parseId);
    }

    private static int duration(String text) {
        int seconds = Integer.parseInt(text);
        return seconds == INFINITE ? seconds : within(MIN_SECONDS, seconds);
    }

    private static Duration period(String text) {
        return Duration.ofSeconds(within(0, Integer.parseInt(text)));
    }

    private static int within(int least, int seconds) {
        if (seconds < least || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException("not " + least + " to " + MAX_SECONDS + " seconds: " + seconds);
        }
        return seconds;
    }

    /** Computes the new lease, or null if it is released. */
    @FunctionalInterface
    interface Change {
        @Nullable
        Lease to(LeaseTransitions transitions);
    }

    /** The values of {@code x-ms-lease-action}. */
    private enum Action {
        ACQUIRE(201),
        RENEW(200),
        CHANGE(200),
        RELEASE(200),
        BREAK(202);

        private final int status;

        Action(int status) {
            this.status = status;
        }

        /**
         * Parses a header value, ignoring case.
         *
         * @throws IllegalArgumentException if it is none of them
         */
        static Action parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        /** The status of the response. */
        int status() {
            return status;
        }
    }
}
