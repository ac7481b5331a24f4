package dev.nephelite.benchmark.server;

/** A server did not start: it ended by itself, or did not answer in time. */
public final class StartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartFailedException(String message) {
        super(message);
    }
}
