package dev.nephelite.cli;

/** A command that asks a running program found none. The message says where it looked, and how to start or name one. */
final class NothingRunsException extends RuntimeException {
    NothingRunsException(String message) {
        super(message);
    }

    NothingRunsException(String message, Throwable cause) {
        super(message, cause);
    }
}
