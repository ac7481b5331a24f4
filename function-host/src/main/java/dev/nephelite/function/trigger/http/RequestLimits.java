package dev.nephelite.function.trigger.http;

import static dev.nephelite.function.app.config.HostSettings.UNLIMITED;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How much the app takes of its clients: so many requests at once, of which so many run while the others wait their
 * turn, each with a body of so many bytes. Safe for concurrent use.
 */
public final class RequestLimits {
    /** The setting by which an app takes smaller or larger bodies than the cloud does when nothing is said. */
    static final String BODY_SETTING = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

    private final int mostOutstanding;
    private final int mostRunning;
    private final long mostBytes;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int outstanding;
    private int running;

    private RequestLimits(HostSettings.Http http, long mostBytes) {
        mostOutstanding =
                http.maxOutstandingRequests() == UNLIMITED ? Integer.MAX_VALUE : http.maxOutstandingRequests();
        mostRunning = http.maxConcurrentRequests() == UNLIMITED ? Integer.MAX_VALUE : http.maxConcurrentRequests();
        this.mostBytes = mostBytes;
    }

    /**
     * The limits that {@code host.json} and the settings of {@code app} set.
     *
     * @throws InvalidAppException if a setting is no limit
     */
    public static RequestLimits of(App app) {
        return new RequestLimits(app.host().http(), mostBytes(app.settings()));
    }

    private static long mostBytes(AppSettings settings) {
        @Nullable String given = settings.value(BODY_SETTING);
        if (given == null || given.isBlank()) {
            return FunctionRequestBody.LIMIT;
        }
        try {
            long bytes = Long.parseLong(given.strip());
            if (bytes >= 0 && bytes < Integer.MAX_VALUE) {
                return bytes;
            }
        } catch (NumberFormatException refused) {
            throw notASize(given);
        }
        throw notASize(given);
    }

    private static InvalidAppException notASize(String given) {
        return new InvalidAppException("The setting " + BODY_SETTING + " is '" + given
                + "', but it must be a number of bytes from 0 to 2147483646. A function that takes an InputStream"
                + " reads bodies of any size.");
    }

    /** Returns whether one more request is taken in; if so, it has to {@link #leave} when it is answered. */
    synchronized boolean tryEnter() {
        if (outstanding >= mostOutstanding) {
            return false;
        }
        outstanding++;
        return true;
    }

    synchronized void leave() {
        outstanding--;
    }

    /** Returns the body of a request, or nothing if it is too large. */
    Optional<byte[]> body(HttpRequest request) throws IOException {
        return FunctionRequestBody.read(request, (int) mostBytes);
    }

    /** Starts {@code task} at once, or, when too many run already, in its turn. */
    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> task) {
        if (mostRunning == Integer.MAX_VALUE) {
            return task.get();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable start = () -> start(task, result);
        if (hasTurn(start)) {
            start.run();
        }
        return result;
    }

    private synchronized boolean hasTurn(Runnable start) {
        if (running == mostRunning) {
            waiting.add(start);
            return false;
        }
        running++;
        return true;
    }

    private <T> void start(Supplier<CompletableFuture<T>> task, CompletableFuture<T> result) {
        CompletableFuture<T> started;
        try {
            started = task.get();
        } catch (RuntimeException | Error refused) {
            started = CompletableFuture.failedFuture(refused);
        }
        CompletableFuture<T> unused = started.whenComplete((value, failure) -> {
            giveTurn();
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private void giveTurn() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                running--;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
