package dev.nephelite.cli.output;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Text in color, for terminals. */
public final class Colors {
    private static final String YELLOW = "\u001B[33m";
    private static final String GREEN = "\u001B[32m";
    private static final String RED = "\u001B[31m";
    private static final String RESET = "\u001B[0m";

    private Colors() {}

    /**
     * Whether colors are wanted: never where {@code NO_COLOR} is set, always where {@code FORCE_COLOR} is, else on a
     * terminal.
     */
    public static boolean areWanted(Map<String, String> environment) {
        if (isSet(environment.get("NO_COLOR"))) {
            return false;
        }
        return isSet(environment.get("FORCE_COLOR")) || Ansi.AUTO.enabled();
    }

    static String yellow(String text) {
        return YELLOW + text + RESET;
    }

    static String green(String text) {
        return GREEN + text + RESET;
    }

    static String red(String text) {
        return RED + text + RESET;
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isEmpty() && !value.equals("0");
    }
}
