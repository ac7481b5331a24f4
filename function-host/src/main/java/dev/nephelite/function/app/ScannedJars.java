package dev.nephelite.function.app;

import com.microsoft.azure.functions.annotation.FunctionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Remembers which classes of a jar may hold functions. An app has many dependencies that seldom change and rarely hold a
 * function, and reading all of their classes at each start would take long. Used by one thread.
 *
 * <p>The file has a line for each jar: size, time of the last change, path and class names, separated by tabs.
 */
final class ScannedJars {
    private static final Logger LOG = Logger.getLogger(ScannedJars.class.getName());
    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 4;

    private final Path file;
    private final Map<String, List<String>> remembered = new HashMap<>();
    private final Map<String, List<String>> used = new TreeMap<>();

    /** What is remembered in {@code file}, which need not exist. */
    ScannedJars(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(this::remember);
            }
        } catch (IOException unreadable) {
            LOG.log(Level.FINE, "jars are scanned again", unreadable);
        }
    }

    private void remember(String line) {
        String[] fields = line.split(SEPARATOR, -1);
        if (fields.length == FIELDS) {
            List<String> classes =
                    fields[FIELDS - 1].isEmpty() ? List.of() : Arrays.asList(fields[FIELDS - 1].split(","));
            remembered.put(line.substring(0, line.lastIndexOf(SEPARATOR)), classes);
        }
    }

    /** Returns the names of the classes in {@code jar} that mention {@code @FunctionName}. */
    List<String> mentioningFunctions(Path jar) throws IOException {
        String state =
                Files.size(jar) + SEPARATOR + Files.getLastModifiedTime(jar).toMillis() + SEPARATOR + jar;
        List<String> known = remembered.get(state);
        List<String> classes = known == null ? new ClassFiles(jar).mentioning(FunctionName.class.getName()) : known;
        used.put(state, classes);
        return classes;
    }

    /** Saves what was asked for since this was made, if it differs from what the file holds. */
    void save() {
        if (used.equals(remembered)) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    used.entrySet().stream()
                            .map(jar -> jar.getKey() + SEPARATOR + String.join(",", jar.getValue()))
                            .toList());
        } catch (IOException unwritable) {
            LOG.log(Level.FINE, "the next start scans the jars again", unwritable);
        }
    }
}
