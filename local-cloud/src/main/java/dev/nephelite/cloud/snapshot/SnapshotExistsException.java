package dev.nephelite.cloud.snapshot;

/** There is a snapshot of this name already. */
public final class SnapshotExistsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SnapshotExistsException(String name) {
        super("There is a snapshot '" + name + "' already.");
    }
}
