package dev.nephelite.cli;

import java.util.Locale;
import java.util.Optional;

/** A port cannot be opened. The message says why, names the program that has it where possible, and the remedy. */
final class PortInUseException extends RuntimeException {
    PortInUseException(String purpose, int port, String option, Throwable cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "Port %d for the %s %s choose another port with %s (0 picks a free one).",
                        port,
                        purpose,
                        isForbidden(cause)
                                ? "cannot be opened: permission denied. Ports below 1024 are often reserved;"
                                : "is in use" + holder(port),
                        option),
                cause);
    }

    private static boolean isForbidden(Throwable cause) {
        return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("permission denied");
    }

    private static String holder(int port) {
        Optional<PortOwner> holder = PortOwner.of(port);
        if (PortOwner.isNephelite(port)) {
            String pid = holder.map(known -> ", pid " + known.pid()).orElse("");
            String kill = holder.map(known -> ", or kill " + known.pid()).orElse("");
            return " by another Nephelite" + pid + ". Stop that one (Ctrl-C where it runs" + kill + "), or";
        }
        return holder.map(known -> " by " + known.description()).orElse("") + ". Close the program that has it, or";
    }
}
