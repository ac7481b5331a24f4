package dev.nephelite.function.worker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Runs the functions of an app, in this process or in another one. What a language may lack has a default.
 *
 * <ul>
 *   <li>{@link #load} is called once, before all other methods. The functions that it reports cannot be invoked.
 *   <li>{@link #invoke} does not throw exceptions of user code; they become an {@link InvocationResult.Failure}.
 *   <li>Invocations run concurrently without limit; the caller limits them.
 *   <li>After {@link #drain} no invocation starts. {@link #close} stops everything that can be stopped.
 * </ul>
 *
 * <p>Thread-safe.
 */
public interface Worker extends AutoCloseable {
    /** The category of lines that user code has printed, as in the cloud. */
    String CONSOLE = "Host.Function.Console";

    /** Loads the functions of {@code app}, and returns the errors of those that cannot be loaded. */
    List<LoadError> load(WorkerApp app);

    /** Runs a loaded function; {@code log} receives its log messages. */
    CompletableFuture<InvocationResult> invoke(Invocation invocation, InvocationLog log);

    /**
     * The form in which a loaded function takes the content of a binding; only for {@link ContentForm#STREAM} may the
     * content be a {@link TypedData.Stream}.
     *
     * @param binding the name of the trigger or of an input
     */
    default ContentForm contentForm(String function, String binding) {
        return ContentForm.VALUE;
    }

    /** Warnings about the loaded app, each with the remedy. */
    default List<String> warnings() {
        return List.of();
    }

    /** Warnings about features of a loaded function that work differently in Azure, each with the remedy. */
    default List<String> portabilityWarnings(String function) {
        return List.of();
    }

    /** Requests that a running invocation end; does nothing if it has ended. */
    void cancel(UUID invocation);

    /**
     * Ends a running invocation by force, if the worker can. Other invocations in the same process end, too.
     *
     * @return whether it will end
     */
    default boolean kill(UUID invocation) {
        return false;
    }

    /** The stack of a running invocation, and of the threads it waits for; empty if it has ended or is not known. */
    default CompletableFuture<String> stack(UUID invocation) {
        return CompletableFuture.completedFuture("");
    }

    /** The deadlocks of running invocations: for each, its invocations in the order in which one waits for the next. */
    default CompletableFuture<List<List<UUID>>> deadlocks() {
        return CompletableFuture.completedFuture(List.of());
    }

    /**
     * Who is ending this process, such as "function 'a'" or "thread 'b' of the app", if code of the app is; only for a
     * worker in this process.
     */
    default Optional<String> exiting() {
        return Optional.empty();
    }

    /** The functions that run on these threads of this process, by thread id; only for a worker in this process. */
    default Map<Long, String> functionsOn(Set<Long> threads) {
        return Map.of();
    }

    /** Completes when no function can run any more until the app changes, because its process has ended too often. */
    default CompletableFuture<Void> failed() {
        return new CompletableFuture<>();
    }

    /** A warning with the remedy if something of the app still ran when the worker was closed. */
    default Optional<String> leakWarning() {
        return Optional.empty();
    }

    /** Refuses further invocations; the result completes when the last one has ended. */
    CompletableFuture<Void> drain();

    /** Ends the worker without waiting for running invocations. */
    @Override
    void close();

    /** Receives what happens in an invocation besides its result. */
    @FunctionalInterface
    interface InvocationLog {
        /**
         * Receives one log message of user code, on the thread that logs, possibly after the invocation has ended.
         *
         * @param message the message with the stack trace of its exception, if any
         */
        void log(Invocation invocation, LogLevel level, String message);

        /**
         * Receives a line that user code has printed to standard output or standard error; only from a worker in another
         * process.
         */
        default void print(Invocation invocation, LogLevel level, String line) {
            log(invocation, level, line);
        }

        /** Receives what the invocation used, before its result is complete, unless the worker cannot measure it. */
        default void used(Usage usage) {}
    }

    /** Receives log messages that belong to no invocation. */
    @FunctionalInterface
    interface SystemLog {
        /**
         * Receives one message.
         *
         * @param category such as {@code Host.Startup}
         */
        void log(LogLevel level, String category, String message);
    }

    /** The reason why a function cannot be loaded: one sentence that says what is wrong and, if known, what to do. */
    record LoadError(String function, String message) {}

    /** The form in which a function takes the content of a binding. */
    enum ContentForm {
        /** Text, or a value that is parsed from text, such as a number or an object. */
        VALUE,

        /** Exactly the bytes that were sent or stored, regardless of their content type. */
        BYTES,

        /** A stream, which the function reads as the content arrives. */
        STREAM
    }
}
