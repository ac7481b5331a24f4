package dev.nephelite.function.worker;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;

/**
 * Where user code runs: in this process, or in one of its own.
 *
 * <ul>
 *   <li>{@link #load} comes first and once; a function it reports cannot be invoked, the others can.
 *   <li>{@link #invoke} never throws what user code throws; that is an {@link InvocationResult.Failure}.
 *   <li>Invocations run side by side without limit; whoever wants fewer starts fewer.
 *   <li>After {@link #drain} nothing new starts. After {@link #close} nothing runs that we can stop.
 * </ul>
 *
 * <p>Safe for concurrent use.
 */
public interface Worker extends AutoCloseable {
    /** Makes the sound functions of {@code app} ready to be invoked, and says which of them cannot be. */
    List<FunctionError> load(App app);

    /** Runs a loaded function; {@code log} hears what it logs. */
    CompletableFuture<InvocationResult> invoke(Invocation invocation, InvocationLog log);

    /**
     * How a loaded function takes the content of a binding; only {@link ContentForm#STREAM} may be given a {@link
     * TypedData.Stream}.
     *
     * @param binding the name of its trigger, or of an input
     */
    ContentForm contentForm(String function, String binding);

    /** What may go wrong with the loaded app in this JVM; a sentence or two each, with the remedy. */
    List<String> warnings();

    /** What a loaded function relies on that Azure does differently; a sentence each, with the remedy. */
    List<String> portabilityWarnings(String function);

    /** Asks a running invocation to end, as far as the worker can; does nothing for one that has ended. */
    void cancel(UUID invocation);

    /** Where a running invocation is: the stack of its thread, and of those it waits for; empty when it has ended. */
    String stack(UUID invocation);

    /** Returns the running invocations that wait for each other's locks, so that none of them can ever end. */
    List<UUID> deadlocked();

    /** Returns the function that has called {@code System.exit}, if the JVM is shutting down because of that. */
    Optional<String> exiting();

    /** The names of threads that code of the app has started and that still ran when the worker was closed. */
    List<String> threadsLeft();

    /** Refuses further invocations; the result completes when the last running one has ended. */
    CompletableFuture<Void> drain();

    /** Ends the worker without waiting for running invocations. */
    @Override
    void close();

    /** Receives what user code logs while it runs. Called on whichever thread logs, possibly after the invocation ended. */
    @FunctionalInterface
    interface InvocationLog {
        /**
         * Receives one line of user code.
         *
         * @param message with the stack trace of the exception that was logged, if there was one
         */
        void log(Invocation invocation, Level level, String message);
    }

    /** How a parameter of a function takes the content that is bound to it. */
    enum ContentForm {
        /** Text, or something that is read from text, such as a number or an object. */
        VALUE,

        /** A {@code byte[]} or {@code Byte[]}: exactly the bytes that were sent or stored, whatever they are said to be. */
        BYTES,

        /** An {@code InputStream}, which the function reads as the content arrives. */
        STREAM
    }
}
