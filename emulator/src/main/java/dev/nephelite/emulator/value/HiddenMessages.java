package dev.nephelite.emulator.value;

/**
 * What Nephelite's own clients ask of Peek Messages beyond what Azure offers: messages that are invisible. Others get the answer
 * that they know from Azure.
 */
public final class HiddenMessages {
    /** The header of the request: {@value #ALL}, or the id of a message. */
    public static final String HEADER = "Nephelite-Hidden-Messages";

    /** Asks for the messages that become visible first, whether they are visible now or not. */
    public static final String ALL = "all";

    /** The most messages that an answer has. */
    public static final int MOST = 1_000;

    private HiddenMessages() {}
}
