package dev.nephelite.function.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The errors of Java and Kotlin compilers in what Maven prints. Maven prints each of them twice. Used by one thread. */
final class CompilerErrors {
    /**
     * Such as {@code [ERROR] /app/src/main/java/Web.java:[3,8] ';' expected}, and of Kotlin's compiler
     * {@code [ERROR] file:///app/src/main/kotlin/Web.kt:3:8 Unresolved reference} or {@code /app/Web.kt: (3, 8) ...}.
     */
    private static final Pattern ERROR =
            Pattern.compile("\\[ERROR] *(?:file://)?(\\S.*?\\.\\w+):? ?[:\\[(]+(\\d+)[,:] ?(\\d+)[])]?:? (.+)");

    /** The line after an error that says which name was not found. */
    private static final Pattern SYMBOL = Pattern.compile("(?:\\[ERROR])? +symbol: +(.+)");

    private final Map<String, String> messages = new LinkedHashMap<>();
    private @Nullable String last;

    void read(String line) {
        Matcher error = ERROR.matcher(line);
        Matcher symbol = SYMBOL.matcher(line);
        if (error.matches()) {
            String place = error.group(1) + ":" + error.group(2);
            String message = place + ": " + error.group(4).strip();
            last = message + " in column " + error.group(3);
            messages.putIfAbsent(last, message);
        } else if (symbol.matches() && last != null) {
            String name = ": " + symbol.group(1).strip().replaceAll(" +", " ");
            messages.computeIfPresent(last, (key, message) -> message.endsWith(name) ? message : message + name);
        }
    }

    /**
     * Returns the first error and the number of the others, in one line; nothing if there was none.
     *
     * @param project the folder that Maven ran in, from which the file is named
     */
    Optional<String> summary(Path project) {
        String folder = project.toAbsolutePath() + project.getFileSystem().getSeparator();
        int others = messages.size() - 1;
        String rest = others < 1 ? "" : " (and " + others + (others == 1 ? " more error)" : " more errors)");
        return messages.values().stream()
                .findFirst()
                .map(first -> (first.startsWith(folder) ? first.substring(folder.length()) : first) + rest);
    }
}
