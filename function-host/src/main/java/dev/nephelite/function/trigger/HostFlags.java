package dev.nephelite.function.trigger;

/**
 * How a host behaves like the cloud where the defaults suit a developer's machine better.
 *
 * @param authenticated whether HTTP functions and the admin API require keys
 * @param realPolling whether triggers poll as rarely as in the cloud, without notifications
 * @param alone whether no other host ever uses the same storage, so that nothing has to be locked against others
 */
public record HostFlags(boolean authenticated, boolean realPolling, boolean alone) {
    /** No keys, triggers are notified of events as they happen, and other hosts may use the same storage. */
    public static final HostFlags LOCAL = new HostFlags(false, false);

    /** Flags of a host that may share its storage with others. */
    public HostFlags(boolean authenticated, boolean realPolling) {
        this(authenticated, realPolling, false);
    }
}
