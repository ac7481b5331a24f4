package dev.nephelite.function.java.worker;

import dev.nephelite.function.java.worker.loading.AppClasses;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Prints stack traces for the author of an app: all frames of the app, but not those of reflection and Nephelite.
 * Consecutive frames of libraries are folded into one line, except those next to frames of the app.
 */
final class AppStackTraces {
    private static final List<String> REFLECTION =
            List.of("java.lang.reflect.", "jdk.internal.reflect.", "java.lang.invoke.", "sun.reflect.");
    private static final String OURS = "dev.nephelite.";

    /** The number of frames printed if none is from the app. */
    private static final int WITHOUT_APP = 5;

    /**
     * The greatest number of causes and suppressed exceptions that are followed; an exception may create them endlessly.
     */
    static final int MOST_CAUSES = 100;

    private static final String UNREADABLE = "(its message cannot be read)";

    private static final @Nullable String OUR_LOADER =
            AppStackTraces.class.getClassLoader().getName();

    private final AppClasses app;

    AppStackTraces(AppClasses app) {
        this.app = app;
    }

    /** The trace of an exception with its causes. If an exception cannot be printed, its class is named. */
    String of(Throwable thrown) {
        try {
            StringBuilder text = new StringBuilder();
            append(thrown, "", "", new StackTraceElement[0], text, Collections.newSetFromMap(new IdentityHashMap<>()));
            return text.toString().stripTrailing();
        } catch (RuntimeException | Error unprintable) {
            return thrown.getClass().getName() + " (its stack trace cannot be printed)";
        }
    }

    /** The message of a log record, followed by the trace of its exception, if any. */
    String of(LogRecord entry) {
        String message = new SimpleFormatter().formatMessage(entry);
        @Nullable Throwable thrown = entry.getThrown();
        return thrown == null ? message : message + "\n" + of(thrown);
    }

    /** The frames of a thread, one per line. */
    String of(StackTraceElement[] frames) {
        StringBuilder text = new StringBuilder();
        append(Arrays.asList(frames), "", text);
        return text.toString().stripTrailing();
    }

    private void append(
            Throwable thrown,
            String indent,
            String caption,
            StackTraceElement[] enclosing,
            StringBuilder text,
            Set<Throwable> printed) {
        text.append(indent).append(caption).append(describe(thrown));
        if (!printed.add(thrown)) {
            text.append(" (printed above)\n");
            return;
        }
        text.append('\n');
        if (printed.size() > MOST_CAUSES) {
            text.append(indent).append("\t... more causes\n");
            return;
        }
        StackTraceElement[] frames = thrown.getStackTrace();
        append(Arrays.asList(frames).subList(0, frames.length - common(frames, enclosing)), indent, text);
        for (Throwable suppressed : thrown.getSuppressed()) {
            append(suppressed, indent + "\t", "Suppressed: ", frames, text, printed);
        }
        @Nullable Throwable cause = thrown.getCause();
        if (cause != null) {
            append(cause, indent, "Caused by: ", frames, text, printed);
        }
    }

    /** {@link Throwable#toString}, unless an overridden method fails. */
    static String describe(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (RuntimeException | Error failed) {
            return thrown.getClass().getName() + " " + UNREADABLE;
        }
    }

    /** The message of an exception, or an empty text. An overridden method may fail. */
    static String message(Throwable thrown) {
        try {
            @Nullable String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException | Error failed) {
            return UNREADABLE;
        }
    }

    /** The number of frames at the end that the enclosing exception has too. */
    private static int common(StackTraceElement[] frames, StackTraceElement[] enclosing) {
        int count = 0;
        while (count < frames.length
                && count < enclosing.length
                && frames[frames.length - 1 - count].equals(enclosing[enclosing.length - 1 - count])) {
            count++;
        }
        return count;
    }

    private void append(List<StackTraceElement> frames, String indent, StringBuilder text) {
        List<StackTraceElement> shown = withoutOurs(frames);
        BitSet kept = new BitSet();
        for (int index = 0; index < shown.size(); index++) {
            if (isOfApp(shown.get(index))) {
                kept.set(Math.max(0, index - 1), index + 1);
            }
        }
        kept.set(0, kept.isEmpty() ? WITHOUT_APP : 1);
        int index = 0;
        while (index < shown.size()) {
            int next = kept.nextSetBit(index);
            int end = next < 0 ? shown.size() : next;
            if (end - index > 1) {
                text.append(indent).append("\t... ").append(end - index).append(" frames of libraries\n");
                index = end;
            } else {
                text.append(indent).append("\tat ").append(shown.get(index)).append('\n');
                index++;
            }
        }
    }

    /** Leaves out the frames before Nephelite, which belong to a thread pool. */
    private static List<StackTraceElement> withoutOurs(List<StackTraceElement> frames) {
        int end = frames.size();
        for (int index = 0; index < frames.size(); index++) {
            if (isOurs(frames.get(index))) {
                end = index;
            }
        }
        return frames.subList(0, end).stream()
                .filter(frame -> !isOurs(frame) && REFLECTION.stream().noneMatch(frame.getClassName()::startsWith))
                .toList();
    }

    /** An app may have packages with the same name. */
    private static boolean isOurs(StackTraceElement frame) {
        return frame.getClassName().startsWith(OURS) && Objects.equals(frame.getClassLoaderName(), OUR_LOADER);
    }

    /** Whether the class belongs to the app itself and not to a dependency. */
    private boolean isOfApp(StackTraceElement frame) {
        return frame.getModuleName() == null
                && Objects.equals(frame.getClassLoaderName(), app.loader().getName())
                && app.isOwn(frame.getClassName());
    }
}
