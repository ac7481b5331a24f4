package dev.nephelite.function.invocation;

/** Is notified of invocations. Called on threads of the host, so it must return soon. Thread-safe. */
@FunctionalInterface
public interface InvocationListener {
    /** An invocation has ended, and its last line has been logged. */
    void ended(EndedInvocation invocation);
}
