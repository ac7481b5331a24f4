package dev.nephelite.function;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.ListenerFactory;
import dev.nephelite.function.trigger.http.HttpTrigger;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The listeners of the functions of one app. Thread-safe. */
final class FunctionListeners {
    /** How long work in progress may continue when the host ends; process supervisors kill it after ten seconds. */
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(6);

    /** How long work in progress may continue while the host keeps running; the function timeout limits it as well. */
    private static final Duration RELOAD_GRACE = Duration.ofDays(1);

    private final Map<FunctionDefinition, Listener> listeners = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Void>> stopped = new HashMap<>();
    private boolean draining;
    private boolean stopping;

    /** Makes the listener of a function, without starting it. */
    synchronized void make(FunctionDefinition function, ListenerFactory listenerFactory) {
        // A disabled HTTP function has a route too, because callers with the master key may still run it.
        if (!function.disabled() || function.trigger().isType(HttpTrigger.NAME)) {
            listeners.put(function, listenerFactory.listener(function));
        }
    }

    /**
     * Starts the listener of a function.
     *
     * @param predecessor completes when the previous listener of the function has no work in progress; null if the two
     *     may overlap
     */
    synchronized void start(FunctionDefinition function, @Nullable CompletableFuture<Void> predecessor) {
        Listener listener = listeners.get(function);
        if (listener == null) {
            return;
        }
        if (predecessor == null) {
            listener.start();
        } else {
            CompletableFuture<Void> unused = predecessor.thenRun(() -> startLate(listener));
        }
    }

    private synchronized void startLate(Listener listener) {
        if (!stopping && !draining) {
            listener.start();
        }
    }

    /** Stops all listeners except those for HTTP; work in progress continues. */
    synchronized void drain() {
        draining = true;
        listeners.forEach((function, listener) -> {
            if (!function.trigger().isType(HttpTrigger.NAME)) {
                stopped.computeIfAbsent(function.name(), first -> listener.stop(RELOAD_GRACE));
            }
        });
    }

    synchronized boolean isDraining() {
        return draining;
    }

    /**
     * Stops all listeners; work in progress continues.
     *
     * @return by function name, what completes when the function has no work in progress
     */
    synchronized Map<String, CompletableFuture<Void>> drainAll() {
        stopping = true;
        listeners.forEach(
                (function, listener) -> stopped.computeIfAbsent(function.name(), first -> listener.stop(RELOAD_GRACE)));
        return Map.copyOf(stopped);
    }

    /** Stops all listeners and soon returns work in progress to its source; may follow {@link #drainAll}. */
    synchronized void stop() {
        stopping = true;
        listeners.forEach((function, listener) ->
                stopped.merge(function.name(), listener.stop(SHUTDOWN_GRACE), CompletableFuture::allOf));
    }

    /** Completes when no listener has work in progress, if all were stopped. */
    synchronized CompletableFuture<Void> ended() {
        return CompletableFuture.allOf(stopped.values().toArray(CompletableFuture<?>[]::new));
    }
}
