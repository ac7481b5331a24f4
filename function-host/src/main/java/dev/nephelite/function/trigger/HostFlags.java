package dev.nephelite.function.trigger;

/**
 * In what a host may differ from what is best for a developer's machine.
 *
 * @param authenticated whether HTTP functions and the administration ask for their keys, as they do in the cloud
 * @param realPolling whether triggers look for their events as seldom as they do in the cloud, told of nothing
 */
public record HostFlags(boolean authenticated, boolean realPolling) {
    /** Nobody needs a key, and triggers are told of events as they happen. */
    public static final HostFlags LOCAL = new HostFlags(false, false);
}
