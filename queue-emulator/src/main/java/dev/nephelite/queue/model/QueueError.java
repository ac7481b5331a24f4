package dev.nephelite.queue.model;

import dev.nephelite.emulator.error.StorageError;

/**
 * The errors of the Queue service beyond those of all services, with the codes and messages of the real service.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/queue-service-error-codes">Queue error codes</a>
 */
public enum QueueError implements StorageError {
    INVALID_MARKER(400, "InvalidMarker", "The specified marker is invalid."),
    MESSAGE_NOT_FOUND(404, "MessageNotFound", "The specified message does not exist."),
    QUEUE_ALREADY_EXISTS(409, "QueueAlreadyExists", "The specified queue already exists."),
    QUEUE_NOT_FOUND(404, "QueueNotFound", "The specified queue does not exist.");

    private final int status;
    private final String code;
    private final String message;

    QueueError(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String message() {
        return message;
    }
}
