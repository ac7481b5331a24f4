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
}
