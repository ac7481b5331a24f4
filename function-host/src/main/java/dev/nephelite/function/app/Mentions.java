package dev.nephelite.function.app;

import com.microsoft.azure.functions.annotation.FunctionName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The names of the classes that mention {@code @FunctionName}, found by their bytes: no class is loaded to be asked. */
final class Mentions {
    private static final String MENTION = FunctionName.class.descriptorString();
    private static final String CLASS = ".class";

    private Mentions() {}

    /** Returns them in their order, from a folder or a jar. */
    static List<String> in(Path classes) throws IOException {
        return Files.isDirectory(classes) ? inFolder(classes) : inJar(classes);
    }

    private static List<String> inFolder(Path classes) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(CLASS)).toList()) {
                if (mentions(Files.readAllBytes(file))) {
                    names.add(name(
                            classes.relativize(file).toString(),
                            file.getFileSystem().getSeparator()));
                }
            }
        }
        return names.stream().sorted().toList();
    }

    /** What is below {@code META-INF} has no name of its own: other versions of classes that are there anyway. */
    private static List<String> inJar(Path jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                boolean isClass =
                        entry.getName().endsWith(CLASS) && !entry.getName().startsWith("META-INF/");
                if (isClass && mentions(content(zip, entry))) {
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

    private static boolean mentions(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains(MENTION);
    }

    private static String name(String file, String separator) {
        return file.substring(0, file.length() - CLASS.length()).replace(separator, ".");
    }
}
