package dev.nephelite.function.worker;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Text of functions as it is logged and reported: without the secrets of Azure, as in the cloud, and cut where it is so long
 * that a single line would fill the memory of the processes that it passes.
 */
public final class LoggedText {
    private static final int LONGEST = 256 * 1024;

    /** One of them is in every text that has a secret. */
    private static final List<String> MARKS =
            List.of("AccountKey=", "SharedAccessKey=", "sig=", "code=", "x-functions-key", "Authorization");

    private static final Pattern SECRET = Pattern.compile("((?:AccountKey|SharedAccessKey|\\bsig)="
            + "|[?&]code="
            + "|(?:x-functions-key|Authorization)[\"']?[:=] ?[\"']?(?:\\w+ )?)"
            + "[^&;\\s\"'<>,]+");

    private LoggedText() {}

    /** Returns {@code text} if it is short and has no secret, otherwise what of it can be logged. */
    public static String of(String text) {
        String start = text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "... (" + (text.length() - LONGEST) + " more characters)";
        return MARKS.stream().anyMatch(start::contains) ? SECRET.matcher(start).replaceAll("$1***") : start;
    }
}
