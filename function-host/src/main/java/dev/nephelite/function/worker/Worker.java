package dev.nephelite.function.worker;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;

/**
 * Runs the functions of an app, in this process or in another one.
 *
 * <ul>
 *   <li>{@link #load} is called once, before all other methods. The functions that it reports cannot be invoked.
 *   <li>{@link #invoke} does not throw exceptions of user code; they become an {@link InvocationResult.Failure}.
 *   <li>Invocations run concurrently without limit; the caller limits them.
 *   <li>After {@link #drain} no invocation starts. {@link #close} stops everything that can be stopped.
 * </ul>
 *
 * <p>Safe for concurrent use.
 */
public interface Worker extends AutoCloseable {
    /** Loads the runnable functions of {@code app}, and returns the errors of those that cannot be loaded. */
    List<FunctionError> load(App app);

    /** Runs a loaded function; {@code log} receives its log messages. */
    CompletableFuture<InvocationResult> invoke(Invocation invocation, InvocationLog log);

    /**
     * The form in which a loaded function takes the content of a binding; only for {@link ContentForm#STREAM} may the
     * content be a {@link TypedData.Stream}.
     *
     * @param binding the name of the trigger or of an input
     */
    ContentForm contentForm(String function, String binding);

    /** Warnings about the loaded app in this JVM, each with the remedy. */
    List<String> warnings();

    /** Warnings about features of a loaded function that work differently in Azure, each with the remedy. */
    List<String> portabilityWarnings(String function);

    /** Requests that a running invocation end; does nothing if it has ended. */
    void cancel(UUID invocation);

    /** The stack of a running invocation, and of the threads it waits for; empty if it has ended. */
    String stack(UUID invocation);

    /** The running invocations that are deadlocked. */
    List<UUID> deadlocked();

    /** Who has called {@code System.exit}, such as "function 'a'" or "thread 'b' of the app", if code of the app has. */
    Optional<String> exiting();

    /** The names of the app's threads that were still running when the worker was closed. */
    List<String> threadsLeft();

    /** Refuses further invocations; the result completes when the last one has ended. */
    CompletableFuture<Void> drain();

    /** Ends the worker without waiting for running invocations. */
    @Override
    void close();

    /** Receives the log messages of user code, on the thread that logs, possibly after the invocation has ended. */
    @FunctionalInterface
    interface InvocationLog {
        /**
         * Receives one message.
         *
         * @param message the message with the stack trace of its exception, if any
         */
        void log(Invocation invocation, Level level, String message);
    }

    /** The form in which a parameter takes the content of its binding. */
    enum ContentForm {
        /** Text, or a value that is parsed from text, such as a number or an object. */
        VALUE,

        /**
         * A {@code byte[]} or {@code Byte[]}: exactly the bytes that were sent or stored, regardless of their content type.
         */
        BYTES,

        /** An {@code InputStream}, which the function reads as the content arrives. */
        STREAM
    }
}
