package dev.nephelite.function.trigger;

/**
 * How a host behaves like the cloud where the defaults suit a developer's machine better.
 *
 * @param authenticated whether HTTP functions and the admin API require keys
 * @param realPolling whether triggers poll as rarely as in the cloud, without notifications
 */
public record HostFlags(boolean authenticated, boolean realPolling) {
    /** No keys, and triggers are notified of events as they happen. */
    public static final HostFlags LOCAL = new HostFlags(false, false);
}
