package dev.nephelite.cloud;

/** There is a snapshot of this name already. */
public final class SnapshotExistsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SnapshotExistsException(String name) {
        super("There is a snapshot '" + name + "' already.");
    }
}
