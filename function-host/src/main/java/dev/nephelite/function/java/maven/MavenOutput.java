package dev.nephelite.function.java.maven;

import dev.nephelite.function.app.ProgressListener;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses Maven's output line by line: the current step and, if Maven fails, the reason. Not thread-safe. */
final class MavenOutput {
    /** How many lines of Maven the reason of a failure consists of; the first ones say what matters. */
    private static final int SHOWN_LINES = 3;

    private static final Pattern LEVEL = Pattern.compile("\\[(INFO|WARNING|ERROR|FATAL)].*");
    private static final Pattern ERROR = Pattern.compile("\\[(ERROR|FATAL)]\\s*\\S.*");

    /** Lines that announce or count the errors in a pom.xml. */
    private static final Pattern HEADING =
            Pattern.compile("\\[ERROR] (\\[ERROR] Some problems were encountered|The build could not read) .*");

    /** The first line of the summary, which repeats what matters of the errors before it. */
    private static final String SUMMARY = "[ERROR] Failed to execute goal ";

    private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at |\\.\\.\\. ).*");

    /** Such as {@code [INFO] Building functions 1.0 [2/3]}; a build of a single project has no numbers. */
    private static final Pattern MODULE = Pattern.compile("\\[INFO] Building (.+?)(?: +\\[(\\d+)/(\\d+)])?");

    /** Such as {@code [INFO] --- maven-compiler-plugin:3.11.0:compile (default-compile) @ functions ---}. */
    private static final Pattern GOAL = Pattern.compile("\\[INFO] -+ ([^:]+):[^:]+:(\\S+) .*");

    /** Such as {@code [INFO] Downloading from central: https://host/path/gson-2.9.0.jar}. */
    private static final Pattern DOWNLOADING = Pattern.compile("(?:\\[INFO] )?Downloading from \\S+: .*/([^/]+)");

    private final ProgressListener progressListener;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final List<String> errors = new ArrayList<>();
    private final CompilerErrors compilerErrors = new CompilerErrors();
    private String module = "";
    private boolean isMaven;
    private boolean isAdvice;
    private int downloads;

    MavenOutput(ProgressListener progressListener) {
        this.progressListener = progressListener;
    }

    void read(String line) {
        isMaven |= LEVEL.matcher(line).matches();
        if (!line.isBlank() && !STACK_FRAME.matcher(line).matches()) {
            lastLines.add(line);
            if (lastLines.size() > SHOWN_LINES) {
                lastLines.remove();
            }
        }
        compilerErrors.read(line);
        if (ERROR.matcher(line).matches() && !HEADING.matcher(line).matches() && !isAdvice) {
            if (line.startsWith(SUMMARY)) {
                errors.clear();
            }
            errors.add(line);
        }
        // The lines after the first such mark explain how to run Maven again.
        isAdvice |= line.contains("[Help 1]");
        @Nullable String step = step(line);
        if (step != null) {
            progressListener.step(step);
        }
    }

    private @Nullable String step(String line) {
        Matcher begun = MODULE.matcher(line);
        if (begun.matches()) {
            module = begun.group(1)
                    + (begun.group(2) == null ? "" : ", module " + begun.group(2) + " of " + begun.group(3));
            return "building " + module;
        }
        Matcher goal = GOAL.matcher(line);
        if (goal.matches()) {
            String plugin = goal.group(1).replaceFirst("^maven-", "").replaceFirst("-(maven-)?plugin$", "");
            return plugin + ":" + goal.group(2) + " in " + module;
        }
        Matcher downloading = DOWNLOADING.matcher(line);
        if (downloading.matches()) {
            downloads++;
            return "downloading " + downloading.group(1) + " (file " + downloads + ")";
        }
        return null;
    }

    /** Whether any line came from Maven itself, and not only from a script that failed to start it. */
    boolean isOfMaven() {
        return isMaven;
    }

    CompilerErrors compilerErrors() {
        return compilerErrors;
    }

    /** Why Maven failed, in one line that ends with a full stop. */
    String reason() {
        List<String> lines = (errors.isEmpty() ? lastLines : errors)
                .stream()
                        .map(line -> line.replaceFirst("^\\[(ERROR|FATAL)]", "")
                                .replace("-> [Help 1]", "")
                                .strip()
                                .replaceAll("\\s+", " "))
                        .filter(line -> !line.isEmpty())
                        .toList();
        String reason = lines.stream().limit(SHOWN_LINES).collect(Collectors.joining(" "));
        int others = lines.size() - SHOWN_LINES;
        String rest = others < 1 ? "" : " (and " + others + (others == 1 ? " more line)" : " more lines)");
        return reason.replaceFirst("\\.$", "") + rest + ".";
    }

    /** The last line, or an empty text. */
    String lastLine() {
        return lastLines.isEmpty() ? "" : lastLines.getLast();
    }

    /** The errors of Java and Kotlin compilers. Maven prints each of them twice. Not thread-safe. */
    static final class CompilerErrors {
        /**
         * Such as {@code [ERROR] /app/src/main/java/Web.java:[3,8] ';' expected}, and of Kotlin's compiler
         * {@code [ERROR] file:///app/src/main/kotlin/Web.kt:3:8 Unresolved reference} or {@code /app/Web.kt: (3, 8) ...}.
         */
        private static final Pattern ERROR =
                Pattern.compile("\\[ERROR] *(?:file://)?(\\S.*?\\.\\w+):? ?[:\\[(]+(\\d+)[,:] ?(\\d+)[])]?:? (.+)");

        /** The line after an error that names the missing symbol. */
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
         * One line with the first error and the number of the others, or empty if there was none.
         *
         * @param project the folder in which Maven ran; the file is named relative to it
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
}
