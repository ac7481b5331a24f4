package dev.nephelite.cli.output;

import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Formats what is logged by {@code java.util.logging}, without control characters. Public because it is created by name. */
public final class PrintableFormatter extends SimpleFormatter {
    @Override
    public String format(LogRecord entry) {
        return PrintableText.of(super.format(entry));
    }
}
