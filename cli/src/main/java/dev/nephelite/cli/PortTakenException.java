package dev.nephelite.cli;

import java.util.Locale;

/** A port cannot be opened. The message says why, names the program that has it where possible, and the remedy. */
final class PortTakenException extends RuntimeException {
    PortTakenException(String purpose, int port, String option, Throwable cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "Port %d for the %s %s choose another port with %s (0 picks a free one).",
                        port,
                        purpose,
                        isForbidden(cause)
                                ? "cannot be opened: permission denied. Ports below 1024 are often reserved;"
                                : "is in use" + holder(port) + ". Close the program that has it, or",
                        option),
                cause);
    }

    private static boolean isForbidden(Throwable cause) {
        return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("permission denied");
    }

    private static String holder(int port) {
        return PortHolder.of(port).map(holder -> " by " + holder).orElse("");
    }
}
