package dev.nephelite.function.binding;

import dev.nephelite.function.expression.Scope;
import dev.nephelite.function.worker.TypedData;

/** Something a function reads. Safe for concurrent use. */
@FunctionalInterface
public interface Input {
    /**
     * Reads the value for one invocation; may wait for storage.
     *
     * @return {@link TypedData#NONE} when there is nothing to read; a {@link TypedData.Stream} is closed by the caller
     * @throws RuntimeException if it cannot be read; the invocation fails with its message
     */
    TypedData read(Scope scope);
}
