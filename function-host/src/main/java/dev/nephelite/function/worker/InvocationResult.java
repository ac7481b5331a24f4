package dev.nephelite.function.worker;

import java.util.Map;

/** How an invocation ended. */
public sealed interface InvocationResult {
    /**
     * The function returned.
     *
     * @param returnValue {@link TypedData#NONE} for {@code void} and for null
     * @param outputs by binding name; an output that was never set is {@link TypedData#NONE}
     */
    record Success(TypedData returnValue, Map<String, TypedData> outputs) implements InvocationResult {
        public Success {
            outputs = Map.copyOf(outputs);
        }
    }

    /**
     * The function threw, or could not be called.
     *
     * @param message {@code SimpleClassName: message} of the root cause
     * @param stackTrace of what was thrown, for its author; empty if the host says in its message all there is to say
     * @param completeStackTrace the same with every frame, as the language prints it
     */
    record Failure(String message, String stackTrace, String completeStackTrace) implements InvocationResult {
        public Failure(String message, String stackTrace) {
            this(message, stackTrace, stackTrace);
        }

        /** For a throwable of which nothing but its class can be told, because its own methods fail. */
        public static Failure indescribable(Throwable thrown) {
            String name = thrown.getClass().getName();
            return new Failure(name + ": it cannot be described, because its own methods fail.", name);
        }
    }
}
