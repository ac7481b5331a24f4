package dev.nephelite.cloud.snapshot;

/** There is no snapshot of this name. */
public final class UnknownSnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownSnapshotException(String name) {
        super("There is no snapshot '" + name + "'.");
    }
}
