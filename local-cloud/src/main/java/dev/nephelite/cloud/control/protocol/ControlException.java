package dev.nephelite.cloud.control.protocol;

/** A request cannot be fulfilled; the client gets the error and the message. */
public final class ControlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ControlError error;

    ControlException(ControlError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    public ControlError error() {
        return error;
    }
}
