package dev.nephelite.emulator.value;

/** How headers and documents spell yes and no. */
public final class BooleanText {
    private BooleanText() {}

    /**
     * Reads one of the two words, in any case.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static boolean parse(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new IllegalArgumentException("neither true nor false: " + text);
    }
}
