package dev.nephelite.function.invocation;

/** Is notified of every attempt to run a function. Called on the path of invocations, so it must return soon. Thread-safe. */
@FunctionalInterface
public interface InvocationListener {
    /** An attempt begins: inputs are read next. */
    default void started(StartedInvocation invocation) {}

    /** An attempt has ended, and its last line was logged. */
    void ended(EndedInvocation invocation);

    /** A listener that notifies this one, then {@code other}. */
    default InvocationListener and(InvocationListener other) {
        InvocationListener first = this;
        return new InvocationListener() {
            @Override
            public void started(StartedInvocation invocation) {
                first.started(invocation);
                other.started(invocation);
            }

            @Override
            public void ended(EndedInvocation invocation) {
                first.ended(invocation);
                other.ended(invocation);
            }
        };
    }
}
