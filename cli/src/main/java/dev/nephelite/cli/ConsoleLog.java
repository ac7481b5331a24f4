package dev.nephelite.cli;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLevel;
import dev.nephelite.function.log.LogLine;
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

    /** Lines below information are left out: they are for those who look for a cause. */
    @Override
    public boolean shows(String category, LogLevel level) {
        return level.compareTo(LogLevel.INFORMATION) >= 0;
    }

    @Override
    public void write(LogLine line) {
        if (shows(line.category(), line.level())) {
            write(colour(line.level()), line.message());
        }
    }

    private static String colour(LogLevel level) {
        return switch (level) {
            case TRACE, DEBUG, INFORMATION, NONE -> PLAIN;
            case WARNING -> YELLOW;
            case ERROR, CRITICAL -> RED;
        };
    }

    private synchronized void write(String colour, String message) {
        boolean coloured = colours && !colour.isEmpty();
        out.println(TIME.format(clock.now()) + " " + (coloured ? colour + message + RESET : message));
        out.flush();
    }
}
