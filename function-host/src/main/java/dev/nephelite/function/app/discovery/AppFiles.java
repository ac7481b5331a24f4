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
 * The files of an app, which need not exist. If one of them is created, changed or deleted, the app must be loaded again.
 *
 * @param root the folder of the app, in which every {@code function.json} in a folder directly below it counts
 * @param suffixes endings of names of files that count directly in the root, such as {@code .jar}
 * @param files other files
 * @param trees folders in which every file counts at any depth
 * @param names names of files that count anywhere below the root
 * @param outputs those of the trees that loading the app may write to, because it builds the project first
 */
public record AppFiles(
        Path root, Set<String> suffixes, Set<Path> files, Set<Path> trees, Set<String> names, Set<Path> outputs) {
    private static final String FUNCTION = "function.json";

    /** Folders of build tools, which are slow to scan and contain no files of the app. */
    private static final Set<String> IGNORED_FOLDERS = Set.of("target", "build", "node_modules");

    public AppFiles {
        suffixes = Set.copyOf(suffixes);
        files = Set.copyOf(files);
        trees = Set.copyOf(trees);
        names = Set.copyOf(names);
        outputs = Set.copyOf(outputs);
    }

    /** No files: the app never changes. */
    static AppFiles none(Path root) {
        return new AppFiles(root, Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    }

    /** Whether there are no files at all. */
    public boolean isNone() {
        return files.isEmpty() && trees.isEmpty() && names.isEmpty();
    }

    /** Whether {@link #stamps} would contain the file if it existed. */
    public boolean matters(Path file) {
        Path folder = file.resolveSibling("");
        String name = file.getFileName().toString();
        return files.contains(file)
                || trees.stream().anyMatch(file::startsWith)
                || (names.contains(name) && file.startsWith(root))
                || (hasSuffix(file) && root.equals(folder))
                || (name.equals(FUNCTION) && root.equals(folder.resolveSibling("")));
    }

    private boolean hasSuffix(Path file) {
        return suffixes.stream().anyMatch(file.toString()::endsWith);
    }

    /** Whether loading the app may write the file. */
    public boolean isOutput(Path file) {
        return outputs.stream().anyMatch(file::startsWith);
    }

    /** The state of every existing file. */
    public Map<Path, FileStamp> stamps() {
        Map<Path, FileStamp> stamps = new HashMap<>();
        Consumer<Path> add = file -> FileStamp.of(file).ifPresent(stamp -> stamps.put(file, stamp));
        files.forEach(add);
        for (Path child : children(root)) {
            if (hasSuffix(child)) {
                add.accept(child);
            } else {
                add.accept(child.resolve(FUNCTION));
            }
        }
        trees.forEach(tree -> FileTree.walk(tree, folder -> true, (file, attributes) -> {
            if (attributes.isRegularFile()) {
                stamps.put(file, FileStamp.of(attributes));
            }
        }));
        if (!names.isEmpty()) {
            FileTree.walk(root, AppFiles::isScanned, (file, attributes) -> {
                if (attributes.isRegularFile()
                        && names.contains(file.getFileName().toString())) {
                    stamps.put(file, FileStamp.of(attributes));
                }
            });
        }
        return stamps;
    }

    /** The folders in which something changes when {@link #stamps} change. All of them exist. */
    public Set<Path> folders() {
        Set<Path> folders = new HashSet<>();
        BiConsumer<Path, BasicFileAttributes> add = (folder, attributes) -> {
            if (attributes.isDirectory()) {
                folders.add(folder);
            }
        };
        folders.add(nearestExisting(root));
        children(root).stream()
                .filter(child -> Files.isDirectory(child) && isScanned(child))
                .forEach(folders::add);
        files.forEach(file -> targets(file).forEach(target -> folders.add(nearestExisting(target.resolveSibling("")))));
        trees.forEach(tree -> {
            targets(tree).forEach(target -> folders.add(nearestExisting(target.resolveSibling(""))));
            FileTree.walk(tree, folder -> true, add);
        });
        if (!names.isEmpty()) {
            FileTree.walk(root, AppFiles::isScanned, add);
        }
        return folders;
    }

    /** The path and, if it is a link, its target: either of them can be replaced. */
    private static List<Path> targets(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return Stream.of(absolute, absolute.toRealPath()).distinct().toList();
        } catch (IOException missing) {
            return List.of(absolute);
        }
    }

    private static Path nearestExisting(Path folder) {
        Path existing = folder.toAbsolutePath().normalize();
        while (!Files.isDirectory(existing)) {
            existing = Optional.ofNullable(existing.getParent()).orElseThrow();
        }
        return existing;
    }

    private static boolean isScanned(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return !name.startsWith(".") && !IGNORED_FOLDERS.contains(name);
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        } catch (IOException missing) {
            return List.of();
        }
    }

    /**
     * The state of a file, which can be compared without reading the file.
     *
     * @param key the file key, which differs if the file was replaced by one of the same size and age; null if the system
     *     has none
     */
    public record FileStamp(
            long size, FileTime modified, @Nullable Object key) {
        static FileStamp of(BasicFileAttributes attributes) {
            return new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }

        /** The state of {@code file}, or of the target of a link; empty if it is not a regular file. */
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
