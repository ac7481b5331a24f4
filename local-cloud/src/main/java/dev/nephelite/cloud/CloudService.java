package dev.nephelite.cloud;

/** A service of a {@link LocalCloud} that listens on a port. */
public enum CloudService {
    BLOB("Blob service"),
    QUEUE("Queue service"),
    FUNCTIONS("function host"),
    CONTROL("control plane"),
    DEBUGGER("debugger");

    private final String text;

    CloudService(String text) {
        this.text = text;
    }

    /** The name in messages, such as {@code Blob service}. */
    public String text() {
        return text;
    }
}
