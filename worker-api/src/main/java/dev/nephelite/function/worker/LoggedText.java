package dev.nephelite.function.worker;

/**
 * Text of functions as it is logged and reported: without {@link Secrets}, as in the cloud, and cut where it is so long
 * that a single line would fill the memory of the processes that it passes.
 */
public final class LoggedText {
    private static final int LONGEST = 256 * 1024;

    private LoggedText() {}

    /** Returns {@code text} if it is short and has no secret, otherwise what of it can be logged. */
    public static String of(String text) {
        return Secrets.NAMED.masked(
                text.length() <= LONGEST
                        ? text
                        : text.substring(0, LONGEST) + "... (" + (text.length() - LONGEST) + " more characters)");
    }
}
