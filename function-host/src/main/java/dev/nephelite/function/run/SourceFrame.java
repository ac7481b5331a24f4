package dev.nephelite.function.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the frame of a stack trace that its reader looks for. */
final class SourceFrame {
    /** The method, and the file with the line. */
    private static final Pattern FRAME =
            Pattern.compile("^\\s+at (?:[\\w.@-]*/)*([\\w.$<>]+)\\(([^():]+:\\d+)\\)", Pattern.MULTILINE);

    private static final String CAUSE = "Caused by: ";

    private SourceFrame() {}

    /**
     * Returns the frame where the app threw, such as {@code shop.Orders.ship(Orders.java:42)}: the topmost one of the app in the
     * innermost exception that has any.
     *
     * @param entryPoint the class and method of the function, which says what belongs to the app; may be empty
     * @return null if no frame has a line
     */
    static @Nullable String of(String stackTrace, String entryPoint) {
        String app = packageOf(entryPoint);
        @Nullable String other = null;
        List<String> exceptions = List.of(stackTrace.split("(?m)^\\s*" + CAUSE, -1));
        for (int index = exceptions.size() - 1; index >= 0; index--) {
            Matcher frames = FRAME.matcher(exceptions.get(index));
            while (frames.find()) {
                String frame = frames.group(1) + "(" + frames.group(2) + ")";
                if (!app.isEmpty() && frame.startsWith(app)) {
                    return frame;
                }
                if (other == null) {
                    other = frame;
                }
            }
        }
        return other;
    }

    /** The first two names of the package, with which the names of all classes of most apps begin. */
    private static String packageOf(String entryPoint) {
        String[] names = entryPoint.split("\\.", -1);
        return switch (names.length) {
            case 0, 1 -> "";
            case 2 -> names[0] + ".";
            case 3 -> names[0] + ".";
            default -> names[0] + "." + names[1] + ".";
        };
    }
}
