package dev.nephelite.function.expression;

import dev.nephelite.function.worker.TypedData;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Everything an expression may speak of during one invocation.
 *
 * @param triggerMetadata what the trigger knows, looked up ignoring case
 * @param now the moment that {@code {DateTime}} names
 * @param uuids a new one for every {@code {rand-guid}}
 */
public record Scope(String functionName, Map<String, TypedData> triggerMetadata, Instant now, Supplier<UUID> uuids) {
    public Scope {
        Map<String, TypedData> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(triggerMetadata);
        triggerMetadata = Collections.unmodifiableMap(ignoringCase);
    }
}
