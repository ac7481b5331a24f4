package dev.nephelite.function.java;

import com.microsoft.azure.functions.annotation.FunctionName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Compiled classes, which are searched without loading them.
 *
 * @param place a folder or a jar
 */
record ClassFiles(Path place) {
    private static final String CLASS = ".class";

    /** The sorted names of the classes whose file mentions {@code type}, for example in an annotation. */
    List<String> mentioning(String type) throws IOException {
        String mention = "L" + type.replace('.', '/') + ";";
        return Files.isDirectory(place) ? inFolder(mention) : inJar(mention);
    }

    private List<String> inFolder(String mention) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(place, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(CLASS)).toList()) {
                if (mentions(Files.readAllBytes(file), mention)) {
                    names.add(name(
                            place.relativize(file).toString(),
                            file.getFileSystem().getSeparator()));
                }
            }
        }
        return names.stream().sorted().toList();
    }

    /** Classes below {@code META-INF} are other versions of classes in the same jar. */
    private List<String> inJar(String mention) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(place.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                boolean isClass =
                        entry.getName().endsWith(CLASS) && !entry.getName().startsWith("META-INF/");
                if (isClass && mentions(content(zip, entry), mention)) {
                    names.add(name(entry.getName(), "/"));
                }
            }
        }
        return names.stream().sorted().toList();
    }

    private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream content = zip.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }

    private static boolean mentions(byte[] content, String mention) {
        return new String(content, StandardCharsets.ISO_8859_1).contains(mention);
    }

    private static String name(String file, String separator) {
        return file.substring(0, file.length() - CLASS.length()).replace(separator, ".");
    }

    /**
     * Caches in a file which classes of a jar may contain functions. An app has many dependencies that seldom change and
     * rarely contain functions; reading all of their classes at each start would be slow. Not thread-safe.
     *
     * <p>The file has a line for each jar: size, last change, path and class names, separated by tabs.
     */
    static final class ScanCache {
        private static final Logger LOG = Logger.getLogger(ScanCache.class.getName());
        private static final String SEPARATOR = "\t";
        private static final int FIELDS = 4;

        private final Path file;
        private final Map<String, List<String>> cached = new HashMap<>();
        private final Map<String, List<String>> used = new TreeMap<>();

        /** Reads {@code file}, if it exists. */
        ScanCache(Path file) {
            this.file = file;
            try {
                if (Files.exists(file)) {
                    Files.readAllLines(file).forEach(this::read);
                }
            } catch (IOException unreadable) {
                LOG.log(Level.FINE, "jars are scanned again", unreadable);
            }
        }

        private void read(String line) {
            String[] fields = line.split(SEPARATOR, -1);
            if (fields.length == FIELDS) {
                List<String> classes =
                        fields[FIELDS - 1].isEmpty() ? List.of() : Arrays.asList(fields[FIELDS - 1].split(","));
                cached.put(line.substring(0, line.lastIndexOf(SEPARATOR)), classes);
            }
        }

        /** The names of the classes in {@code jar} that mention {@code @FunctionName}. */
        List<String> mentioningFunctions(Path jar) throws IOException {
            String state =
                    Files.size(jar) + SEPARATOR + Files.getLastModifiedTime(jar).toMillis() + SEPARATOR + jar;
            List<String> known = cached.get(state);
            List<String> classes = known == null ? new ClassFiles(jar).mentioning(FunctionName.class.getName()) : known;
            used.put(state, classes);
            return classes;
        }

        /** Writes the jars that were used to the file, if they have changed. */
        void save() {
            if (used.equals(cached)) {
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
}
