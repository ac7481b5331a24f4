package dev.nephelite.function.trigger.http;

import static dev.nephelite.function.trigger.http.HttpSettings.UNLIMITED;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits of an app: how many requests it accepts at once, how many of those run while the others wait, and how
 * large a body may be. Thread-safe.
 */
public final class RequestLimits {
    /** The setting that overrides the limit on the size of bodies. */
    static final String BODY_SETTING = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

    private final int maxOutstanding;
    private final int maxRunning;
    private final long maxBytes;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int outstanding;
    private int running;

    private RequestLimits(HttpSettings http, long maxBytes) {
        maxOutstanding = http.maxOutstandingRequests() == UNLIMITED ? Integer.MAX_VALUE : http.maxOutstandingRequests();
        maxRunning = http.maxConcurrentRequests() == UNLIMITED ? Integer.MAX_VALUE : http.maxConcurrentRequests();
        this.maxBytes = maxBytes;
    }

    /**
     * The limits from {@code host.json} and the settings of {@code app}.
     *
     * @throws InvalidAppException if the setting is not a valid limit
     */
    public static RequestLimits of(App app) {
        return new RequestLimits(HttpSettings.of(app.host()), maxBytes(app.settings()));
    }

    private static long maxBytes(AppSettings settings) {
        @Nullable String given = settings.value(BODY_SETTING);
        if (given == null || given.isBlank()) {
            return HttpRequestConverter.DEFAULT_BODY_LIMIT;
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

    /** Returns whether one more request is accepted; if so, {@link #leave} must be called when it has ended. */
    synchronized boolean tryEnter() {
        if (outstanding >= maxOutstanding) {
            return false;
        }
        outstanding++;
        return true;
    }

    synchronized void leave() {
        outstanding--;
    }

    /** Reads the body of a request; empty if it is too large. */
    Optional<byte[]> body(HttpRequest request) throws IOException {
        return HttpRequestConverter.readBody(request, (int) maxBytes);
    }

    /** Starts {@code task} at once, or queues it if too many run already. */
    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> task) {
        if (maxRunning == Integer.MAX_VALUE) {
            return task.get();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable start = () -> start(task, result);
        if (startOrEnqueue(start)) {
            start.run();
        }
        return result;
    }

    private synchronized boolean startOrEnqueue(Runnable start) {
        if (running == maxRunning) {
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
            startNext();
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private void startNext() {
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
