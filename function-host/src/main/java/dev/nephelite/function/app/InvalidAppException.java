package dev.nephelite.function.app;

/** The app as its author left it cannot be used; the message names the file or setting and the remedy. */
public class InvalidAppException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidAppException(String message) {
        super(message);
    }

    public InvalidAppException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says in one line, for somebody who knows nothing yet, that the app does not run, and why. */
    public String summary() {
        return "The function app could not be loaded: " + getMessage();
    }

    /** The {@link #summary}, and that a change of the app is waited for. */
    public final String waitingForChange() {
        return summary().replaceFirst("\\.$", "") + "; waiting for a change.";
    }
}
