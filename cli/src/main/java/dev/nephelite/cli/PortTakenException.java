package dev.nephelite.cli;

import java.util.Locale;

/** A port cannot be opened because somebody has it. The message names who, where that can be known, and the remedy. */
final class PortTakenException extends RuntimeException {
    PortTakenException(String purpose, int port, String option, Throwable cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "Port %d for the %s is in use%s. Close the program that has it, or choose another port with %s"
                                + " (0 picks a free one).",
                        port,
                        purpose,
                        PortHolder.of(port).map(holder -> " by " + holder).orElse(""),
                        option),
                cause);
    }
}
