package dev.nephelite.function.admin;

/** How a host is doing. */
public enum HostState {
    RUNNING("Running"),
    /** The app cannot be loaded; the host waits for a change that mends it. */
    ERROR("Error"),
    /** The app is taken offline, and is back as soon as its {@code app_offline.htm} is gone. */
    OFFLINE("Offline");

    private final String text;

    HostState(String text) {
        this.text = text;
    }

    /** As the status of the host spells it. */
    public String text() {
        return text;
    }
}
