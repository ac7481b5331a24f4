package dev.nephelite.function.invocation;

/** An input could not be read or an output not written, so the invocation fails; says which one and why. */
final class BindingFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private BindingFailure(String message, RuntimeException cause) {
        super(message + " " + (cause.getMessage() == null ? cause : cause.getMessage()), cause);
    }

    static BindingFailure ofInput(String name, RuntimeException cause) {
        return new BindingFailure("Exception binding parameter '" + name + "'.", cause);
    }

    static BindingFailure ofOutput(String name, RuntimeException cause) {
        return new BindingFailure("Error while handling parameter " + name + " after function returned:", cause);
    }
}
