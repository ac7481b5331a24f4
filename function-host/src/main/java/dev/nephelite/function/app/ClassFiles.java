package dev.nephelite.function.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The compiled classes in a folder, searched without loading any of them. */
record ClassFiles(Path folder) {
    private static final String SUFFIX = ".class";

    /** The names, in order, of the classes whose file mentions {@code type}, for example by an annotation. */
    List<String> mentioning(String type) throws IOException {
        String mention = "L" + type.replace('.', '/') + ";";
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(mention)) {
                    names.add(className(file));
                }
            }
        }
        return names;
    }

    private String className(Path file) {
        String relative = folder.relativize(file).toString();
        return relative.substring(0, relative.length() - SUFFIX.length())
                .replace(file.getFileSystem().getSeparator(), ".");
    }
}
