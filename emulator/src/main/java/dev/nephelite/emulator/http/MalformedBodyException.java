package dev.nephelite.emulator.http;

import java.io.IOException;

/** A client sends a body that is none. Unlike one whose connection broke, it is still there to be answered. */
final class MalformedBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    MalformedBodyException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What is wrong, for the client. */
    String reason() {
        return reason;
    }
}
