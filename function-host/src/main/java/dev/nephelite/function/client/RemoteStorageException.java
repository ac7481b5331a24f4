package dev.nephelite.function.client;

/** A storage request failed. The message names the operation, the resource and the reason given by the server. */
public final class RemoteStorageException extends RuntimeException {
    /** The {@link #status} if the server did not respond. */
    public static final int UNREACHABLE = 0;

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    RemoteStorageException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    RemoteStorageException(String message, Throwable cause) {
        super(message, cause);
        status = UNREACHABLE;
        code = "";
    }

    /** The HTTP status, or {@link #UNREACHABLE}. */
    public int status() {
        return status;
    }

    /** The {@code x-ms-error-code}, such as {@code QueueNotFound}; empty if the server sent none. */
    public String code() {
        return code;
    }

    public boolean isUnreachable() {
        return status == UNREACHABLE;
    }
}
