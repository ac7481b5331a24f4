package dev.nephelite.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Durations, sizes and numbers as people read them. */
public final class Quantities {
    private Quantities() {}

    /** Returns a duration in milliseconds, such as "0.25 ms" or "1200 ms". */
    public static String milliseconds(Duration duration) {
        double milliseconds = duration.toNanos() / 1e6;
        return String.format(Locale.ROOT, milliseconds < 10 ? "%.2f ms" : "%.0f ms", milliseconds);
    }

    /** Returns a number of things, such as "1 blob" or "1,000 blobs". */
    public static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
    }

    /** Returns a size such as "1.5 KiB", "20.0 MiB" or "1.2 GiB". */
    public static String bytes(long bytes) {
        if (bytes < 1 << 20) {
            return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
        }
        double mebibytes = bytes / (1024.0 * 1024);
        return mebibytes < 1024
                ? String.format(Locale.ROOT, "%.1f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
    }
}
