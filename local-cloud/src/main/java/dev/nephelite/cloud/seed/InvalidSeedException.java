package dev.nephelite.cloud.seed;

/** Test data cannot be read. The message names the file or the member, and says what it has to be. */
public final class InvalidSeedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSeedException(String message) {
        super(message);
    }

    InvalidSeedException(String message, Throwable cause) {
        super(message, cause);
    }
}
