package dev.nephelite.function.expression;

import dev.nephelite.function.worker.TypedData;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Everything an expression may speak of during one invocation.
 *
 * @param metadata what the trigger knows, looked into only when an expression speaks of it
 * @param now the moment that {@code {DateTime}} names
 * @param uuids a new one for every {@code {rand-guid}}
 */
public record Scope(String functionName, Map<String, TypedData> metadata, Instant now, Supplier<UUID> uuids) {
    /** What the trigger knows, by names whose case means nothing. */
    public Map<String, TypedData> triggerMetadata() {
        Map<String, TypedData> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(metadata);
        return ignoringCase;
    }
}
