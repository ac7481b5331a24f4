package dev.nephelite.function.binding;

import dev.nephelite.function.expression.Scope;
import dev.nephelite.function.worker.TypedData;

/** Something a function writes. Safe for concurrent use. */
@FunctionalInterface
public interface Output {
    /** The output of a value that its trigger sends itself, as an HTTP trigger sends the answer. */
    Output BY_TRIGGER = (value, scope) -> {};

    /**
     * Writes what the function has set; may wait for storage.
     *
     * @param value never {@link TypedData#NONE}
     * @throws RuntimeException if it cannot be written; the invocation fails with its message
     */
    void write(TypedData value, Scope scope);
}
