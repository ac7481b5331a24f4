package dev.nephelite.function.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The compiled classes in one place, searched by their bytes: no class is loaded to be asked.
 *
 * @param place a folder or a jar
 */
record ClassFiles(Path place) {
    private static final String CLASS = ".class";

    /** The names, in order, of the classes whose file mentions {@code type}, for example by an annotation. */
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

    /** What is below {@code META-INF} has no name of its own: other versions of classes that are there anyway. */
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
}
