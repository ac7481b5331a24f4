package dev.nephelite.function.app;

/** The sources of the app do not compile; the message says which app, and names the first error with its file and line. */
public final class CompilationFailedException extends InvalidAppException {
    private static final long serialVersionUID = 1L;

    CompilationFailedException(String message) {
        super(message);
    }

    @Override
    public String summary() {
        return String.valueOf(getMessage());
    }
}
