package dev.nephelite.function.java.maven;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sources and the classes of one Maven project. */
public record MavenModule(Path folder) {
    private static final List<String> EXTENSIONS = List.of(".java", ".kt", ".groovy", ".scala");

    static final FileTime NEVER = FileTime.fromMillis(0);

    public Path classes() {
        return folder.resolve("target").resolve("classes");
    }

    public Path sources() {
        return folder.resolve("src").resolve("main");
    }

    /**
     * Whether a build has removed a class file and will write it again, because its source still exists. Generated sources
     * are ignored.
     *
     * @param file below {@link #classes}
     */
    public boolean isBeingBuilt(Path file) {
        if (Files.exists(file)) {
            return false;
        }
        String name = classes()
                .relativize(file)
                .toString()
                .replaceFirst("([^$/\\\\])\\$.*", "$1")
                .replaceFirst("\\.class$", "");
        try (Stream<Path> languages = Files.list(sources())) {
            return languages.anyMatch(language -> EXTENSIONS.stream()
                    .anyMatch(extension -> Files.isRegularFile(language.resolve(name + extension))
                            || (name.endsWith("Kt")
                                    && Files.isRegularFile(
                                            language.resolve(name.substring(0, name.length() - 2) + extension)))));
        } catch (IOException noSources) {
            return false;
        }
    }

    /** The module that an entry of a class path belongs to: its class folder, or a jar in {@code target}. */
    public static Optional<MavenModule> of(Path entry) {
        Path target = entry.getParent();
        boolean isOutput = entry.endsWith("classes") || entry.toString().endsWith(".jar");
        if (!isOutput || target == null || target.getParent() == null || !target.endsWith("target")) {
            return Optional.empty();
        }
        return Optional.of(target.getParent()).filter(Pom::isIn).map(MavenModule::new);
    }

    boolean isCompiled() throws IOException {
        return Files.isDirectory(classes()) || newestSource().equals(NEVER);
    }

    public FileTime newestSource() throws IOException {
        return newest(sources());
    }

    FileTime newestClass() throws IOException {
        return newest(classes());
    }

    /** The last change of any file in {@code folder}. */
    public static FileTime newest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return NEVER;
        }
        FileTime newest = NEVER;
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                newest = max(newest, Files.getLastModifiedTime(file));
            }
        }
        return newest;
    }

    static FileTime max(FileTime one, FileTime other) {
        return Stream.of(one, other).max(Comparator.naturalOrder()).orElseThrow();
    }
}
