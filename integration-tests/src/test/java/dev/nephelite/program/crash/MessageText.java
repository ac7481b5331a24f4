package dev.nephelite.program.crash;

import java.util.Random;

/** What messages say: a label that no other message has, and then something long. */
final class MessageText {
    private static final String END_OF_LABEL = ":";
    private static final int LONGEST = 16 * 1024;

    private MessageText() {}

    static String of(String label, Random random) {
        return label + END_OF_LABEL + Long.toHexString(random.nextLong()).repeat(random.nextInt(LONGEST / 16));
    }

    /** What a picture calls the message. */
    static String thing(String queue, String text) {
        int end = text.indexOf(END_OF_LABEL);
        return "message " + (end < 0 ? text : text.substring(0, end)) + " in " + queue;
    }
}
