package dev.nephelite.function;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.http.HttpTrigger;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What listens for the functions of one app, until all that it has in hand is settled. Safe for concurrent use. */
final class FunctionListeners {
    /** How long what is in hand may go on when the host ends; supervisors lose patience after ten seconds. */
    private static final Duration GRACE = Duration.ofSeconds(6);

    /** How long it may go on when the host lives on: no function runs for longer than its own timeout. */
    private static final Duration UNHURRIED = Duration.ofDays(1);

    private final Map<FunctionDefinition, Listener> listeners = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Void>> stopped = new HashMap<>();
    private boolean draining;
    private boolean stopping;

    /** Makes what listens for a function. It is quiet until it is started. */
    synchronized void make(FunctionDefinition function, TriggerType trigger, HostContext context) {
        // Without a route, nobody could tell whether the caller is one who may run what is disabled.
        if (!function.disabled() || function.trigger().isType(HttpTrigger.NAME)) {
            listeners.put(function, trigger.listen(function, context));
        }
    }

    /**
     * Begins to listen for a function.
     *
     * @param predecessor completes when whoever listened for it before has nothing in hand; null when that does not matter
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

    /** Listens for nothing but requests any more, while what is in hand goes on to its end. */
    synchronized void drain() {
        draining = true;
        listeners.forEach((function, listener) -> {
            if (!function.trigger().isType(HttpTrigger.NAME)) {
                stopped.computeIfAbsent(function.name(), first -> listener.stop(UNHURRIED));
            }
        });
    }

    synchronized boolean isDraining() {
        return draining;
    }

    /**
     * Listens for nothing any more, while what is in hand goes on to its end.
     *
     * @return for each function, what completes when nothing of it is in hand
     */
    synchronized Map<String, CompletableFuture<Void>> leave() {
        stopping = true;
        listeners.forEach(
                (function, listener) -> stopped.computeIfAbsent(function.name(), first -> listener.stop(UNHURRIED)));
        return Map.copyOf(stopped);
    }

    /** Listens for nothing any more, and gives back soon what is in hand; also when it has been left before. */
    synchronized void stop() {
        stopping = true;
        listeners.forEach(
                (function, listener) -> stopped.merge(function.name(), listener.stop(GRACE), CompletableFuture::allOf));
    }

    /** Completes when nothing is in hand any more, if nobody listens. */
    synchronized CompletableFuture<Void> ended() {
        return CompletableFuture.allOf(stopped.values().toArray(CompletableFuture<?>[]::new));
    }
}
