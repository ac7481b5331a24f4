package dev.nephelite.cli;

/** A command that asks a running program found none. The message says where it looked, and how to start or name one. */
final class NotRunningException extends RuntimeException {
    NotRunningException(String message) {
        super(message);
    }

    NotRunningException(String message, Throwable cause) {
        super(message, cause);
    }
}
