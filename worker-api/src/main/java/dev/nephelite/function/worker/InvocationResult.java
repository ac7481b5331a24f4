package dev.nephelite.function.worker;

import java.util.Map;

/** The result of an invocation. */
public sealed interface InvocationResult {
    /**
     * The function returned.
     *
     * @param returnValue {@link TypedData#NONE} for {@code void} and null
     * @param outputs values by binding name; {@link TypedData#NONE} for an output that was not set
     */
    record Success(TypedData returnValue, Map<String, TypedData> outputs) implements InvocationResult {
        public Success {
            outputs = Map.copyOf(outputs);
        }
    }

    /**
     * The function threw an exception, or could not be called. The texts are as in {@link LoggedText}.
     *
     * @param message {@code SimpleClassName: message} of the root cause
     * @param stackTrace the stack trace for the author of the function; empty if the message is complete
     * @param completeStackTrace the stack trace with every frame, as Java prints it
     */
    record Failure(String message, String stackTrace, String completeStackTrace) implements InvocationResult {
        public Failure {
            message = LoggedText.of(message);
            stackTrace = LoggedText.of(stackTrace);
            completeStackTrace = LoggedText.of(completeStackTrace);
        }

        public Failure(String message, String stackTrace) {
            this(message, stackTrace, stackTrace);
        }

        /** For a throwable whose own methods fail, so that only its class is known. */
        public static Failure indescribable(Throwable thrown) {
            String name = thrown.getClass().getName();
            return new Failure(name + ": it cannot be described, because its own methods fail.", name);
        }
    }
}
