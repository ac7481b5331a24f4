package dev.nephelite.cli;

import dev.nephelite.function.log.LogLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes lines of the log: as JSON, or each with its time in front, warnings and errors in colour. Safe for concurrent
 * use.
 */
record LogPrinter(PrintWriter out, boolean json, boolean colours) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "'['yyyy-MM-dd'T'HH:mm:ss.SSS'Z]'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    void print(LogLine line) {
        String text = json ? line.json() : time(line.time()) + " " + message(line);
        synchronized (out) {
            out.println(text);
            out.flush();
        }
    }

    /** A moment as it stands in front of a line. */
    static String time(Instant moment) {
        return TIME.format(moment);
    }

    private String message(LogLine line) {
        if (!colours) {
            return line.message();
        }
        return switch (line.level()) {
            case DEBUG, INFORMATION -> line.message();
            case WARNING -> Colours.yellow(line.message());
            case ERROR -> Colours.red(line.message());
        };
    }
}
