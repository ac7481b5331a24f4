package dev.nephelite.cloud.control.protocol;

/** The errors of the control plane. */
public enum ControlError {
    INVALID_PARAMETER(400, "InvalidParameter"),
    UNAUTHORIZED(401, "Unauthorized"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "NotFound"),
    METHOD_NOT_ALLOWED(405, "MethodNotAllowed"),
    /** Functions do not run in a process of their own. */
    NO_WORKER_PROCESS(409, "NoWorkerProcess"),
    /** The record of a run does not suffice to repeat it, or its function has changed too much. */
    NOT_REPEATABLE(409, "NotRepeatable"),
    PORT_UNAVAILABLE(409, "PortUnavailable"),
    /** There is a snapshot of this name, and the request does not say to replace it. */
    SNAPSHOT_EXISTS(409, "SnapshotExists"),
    TOO_MANY_RECORDINGS(409, "TooManyRecordings"),
    TOO_MANY_RULES(409, "TooManyRules"),
    /** A file in the data folder cannot be read or written. */
    STORAGE_FAILED(500, "StorageFailed"),
    /** What runs the functions cannot do this. */
    NOT_SUPPORTED(501, "NotSupported"),
    /** The function app has not been loaded yet. */
    STARTING(503, "Starting"),
    /** The function app cannot be loaded. */
    APP_FAILED(503, "AppFailed"),
    /** The function app is offline until its {@code app_offline.htm} is deleted. */
    APP_OFFLINE(503, "AppOffline"),
    /** The cloud was not idle in time. */
    NOT_IDLE(503, "NotIdle"),
    STOPPING(503, "Stopping"),
    /** The disk that holds the data folder is full. */
    INSUFFICIENT_STORAGE(507, "InsufficientStorage");

    private final int status;
    private final String code;

    ControlError(int status, String code) {
        this.status = status;
        this.code = code;
    }

    /** The status of the response. */
    public int status() {
        return status;
    }

    /** The code by which programs recognize the error. */
    public String code() {
        return code;
    }

    /**
     * Makes an exception that becomes the response.
     *
     * @param message what is wrong and, where that helps, what to do about it
     */
    public ControlException exception(String message) {
        return new ControlException(this, message);
    }
}
