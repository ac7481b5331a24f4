package dev.nephelite.function.app;

/**
 * Why one function cannot run. The others are not touched by it.
 *
 * @param function the function's name, or the class or folder it was looked for in when no name could be read
 * @param message one sentence that says what is wrong and, where we know it, what to do
 */
public record FunctionError(String function, String message) {}
