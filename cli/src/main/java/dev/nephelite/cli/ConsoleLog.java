package dev.nephelite.cli;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.trigger.HostLog;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes what the function host says to the console, one line with its time each; warnings and errors in colour. */
final class ConsoleLog implements HostLog {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "'['yyyy-MM-dd'T'HH:mm:ss.SSS'Z]'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String PLAIN = "";
    private static final String YELLOW = "\u001B[33m";
    private static final String RED = "\u001B[31m";
    private static final String RESET = "\u001B[0m";

    private final PrintWriter out;
    private final Clock clock;
    private final boolean colours;

    ConsoleLog(PrintWriter out, Clock clock, boolean colours) {
        this.out = out;
        this.clock = clock;
        this.colours = colours;
    }

    /** Left out: it is for those who look for a cause. */
    @Override
    public void debug(String category, String message) {}

    @Override
    public void information(String category, String message) {
        write(PLAIN, message);
    }

    @Override
    public void warning(String category, String message) {
        write(YELLOW, message);
    }

    @Override
    public void error(String category, String message) {
        write(RED, message);
    }

    private synchronized void write(String colour, String message) {
        boolean coloured = colours && !colour.isEmpty();
        out.println(TIME.format(clock.now()) + " " + (coloured ? colour + message + RESET : message));
        out.flush();
    }
}
