package dev.nephelite.function.app;

/** There is no function app where one was looked for; the message says what was looked for. */
public final class NoAppException extends InvalidAppException {
    private static final long serialVersionUID = 1L;

    NoAppException(String message) {
        super(message);
    }
}
