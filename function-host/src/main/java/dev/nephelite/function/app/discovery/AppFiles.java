package dev.nephelite.function.app.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files an app consists of, there or not: when one of them comes, changes or goes, the app has become another one.
 *
 * @param root in it every jar matters, and every {@code function.json} in a folder directly below it
 * @param files matter wherever they are
 * @param trees folders in which everything matters, however deep
 * @param names what files are called that matter anywhere below the root
 * @param outputs those of the trees that loading the app may write, because it builds the project first
 */
public record AppFiles(Path root, Set<Path> files, Set<Path> trees, Set<String> names, Set<Path> outputs) {
    private static final String JAR = ".jar";
    private static final String FUNCTION = "function.json";

    /** What builds write and versions are kept in; looking through it takes long and finds nothing. */
    private static final Set<String> LEFT_OUT = Set.of("target", "build", "node_modules");

    public AppFiles {
        files = Set.copyOf(files);
        trees = Set.copyOf(trees);
        names = Set.copyOf(names);
        outputs = Set.copyOf(outputs);
    }

    /** No files at all: the app never changes. */
    static AppFiles none(Path root) {
        return new AppFiles(root, Set.of(), Set.of(), Set.of(), Set.of());
    }

    /** Whether no change could ever matter. */
    public boolean isNone() {
        return files.isEmpty() && trees.isEmpty() && names.isEmpty();
    }

    /** Whether a file would be among {@link #stamps}, if it were there. */
    public boolean matters(Path file) {
        Path folder = file.resolveSibling("");
        String name = file.getFileName().toString();
        return files.contains(file)
                || trees.stream().anyMatch(file::startsWith)
                || (names.contains(name) && file.startsWith(root))
                || (name.endsWith(JAR) && root.equals(folder))
                || (name.equals(FUNCTION) && root.equals(folder.resolveSibling("")));
    }

    /** Whether loading the app may itself write a file. */
    public boolean isOutput(Path file) {
        return outputs.stream().anyMatch(file::startsWith);
    }

    /** The state of every file there is. */
    public Map<Path, FileStamp> stamps() {
        Map<Path, FileStamp> stamps = new HashMap<>();
        Consumer<Path> add = file -> FileStamp.of(file).ifPresent(stamp -> stamps.put(file, stamp));
        files.forEach(add);
        for (Path child : children(root)) {
            if (child.toString().endsWith(JAR)) {
                add.accept(child);
            } else {
                add.accept(child.resolve(FUNCTION));
            }
        }
        trees.forEach(tree -> TreeWalk.through(tree, folder -> true, (file, attributes) -> {
            if (attributes.isRegularFile()) {
                stamps.put(file, FileStamp.of(attributes));
            }
        }));
        if (!names.isEmpty()) {
            TreeWalk.through(root, AppFiles::isLookedThrough, (file, attributes) -> {
                if (attributes.isRegularFile()
                        && names.contains(file.getFileName().toString())) {
                    stamps.put(file, FileStamp.of(attributes));
                }
            });
        }
        return stamps;
    }

    /** The folders in which something happens when {@link #stamps} change; all of them exist. */
    public Set<Path> folders() {
        Set<Path> folders = new HashSet<>();
        BiConsumer<Path, BasicFileAttributes> add = (folder, attributes) -> {
            if (attributes.isDirectory()) {
                folders.add(folder);
            }
        };
        folders.add(nearest(root));
        children(root).stream()
                .filter(child -> Files.isDirectory(child) && isLookedThrough(child))
                .forEach(folders::add);
        files.forEach(file -> aims(file).forEach(aim -> folders.add(nearest(aim.resolveSibling("")))));
        trees.forEach(tree -> {
            aims(tree).forEach(aim -> folders.add(nearest(aim.resolveSibling(""))));
            TreeWalk.through(tree, folder -> true, add);
        });
        if (!names.isEmpty()) {
            TreeWalk.through(root, AppFiles::isLookedThrough, add);
        }
        return folders;
    }

    /** What a path says and, where that is a link, what it leads to: either of them can be replaced. */
    private static List<Path> aims(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return Stream.of(absolute, absolute.toRealPath()).distinct().toList();
        } catch (IOException missing) {
            return List.of(absolute);
        }
    }

    private static Path nearest(Path folder) {
        Path existing = folder.toAbsolutePath().normalize();
        while (!Files.isDirectory(existing)) {
            existing = Optional.ofNullable(existing.getParent()).orElseThrow();
        }
        return existing;
    }

    private static boolean isLookedThrough(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return !name.startsWith(".") && !LEFT_OUT.contains(name);
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        } catch (IOException missing) {
            return List.of();
        }
    }

    /**
     * Tells one state of a file from another without reading it.
     *
     * @param key differs where a file was replaced by another one of its size and age; null where the system has no such
     */
    public record FileStamp(
            long size, FileTime modified, @Nullable Object key) {
        static FileStamp of(BasicFileAttributes attributes) {
            return new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }

        /** The state of {@code file}, or of what a link by this name leads to; nothing when that is no file. */
        static Optional<FileStamp> of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return attributes.isRegularFile() ? Optional.of(of(attributes)) : Optional.empty();
            } catch (IOException missing) {
                return Optional.empty();
            }
        }
    }
}
