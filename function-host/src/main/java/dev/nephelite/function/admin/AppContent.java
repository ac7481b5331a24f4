package dev.nephelite.function.admin;

import dev.nephelite.function.app.App;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of an app's folder may leave the machine: neither settings, which hold secrets and stay behind at a deployment too,
 * nor what is hidden, nor what a build has made of a project.
 */
record AppContent(Path root) {
    private static final String SETTINGS = "local.settings.json";
    private static final Set<String> BUILD_FOLDERS = Set.of("target", "build");

    static AppContent of(App app) {
        return new AppContent(app.root().toAbsolutePath().normalize());
    }

    /**
     * Returns the file or folder at that place, unless there is none for the outside.
     *
     * @param path relative to the app, with slashes
     */
    Optional<Path> find(String path) {
        try {
            Path found = root.resolve(path.replaceAll("^/+", "")).normalize();
            boolean shown =
                    isPublic(root, found) && Files.exists(found) && isPublic(root.toRealPath(), found.toRealPath());
            return shown ? Optional.of(found) : Optional.empty();
        } catch (InvalidPathException | IOException notThere) {
            return Optional.empty();
        }
    }

    /** Returns where a file or folder is found below the app, or nothing when it is not. */
    Optional<String> pathOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (!absolute.startsWith(root)) {
            return Optional.empty();
        }
        String path = root.relativize(absolute).toString().replace('\\', '/');
        return find(path).map(found -> path);
    }

    /** All files, relative to the app, in the order of their names. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isPublic(root, folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isPublic(root, file)) {
                    files.add(root.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    private static boolean isPublic(Path root, Path file) {
        if (!file.startsWith(root)) {
            return false;
        }
        Path relative = root.relativize(file);
        String first = relative.getName(0).toString();
        boolean isFunction = Files.exists(root.resolve(first).resolve("function.json"));
        if (BUILD_FOLDERS.contains(first) && !isFunction) {
            return false;
        }
        for (Path name : relative) {
            boolean hidden = name.toString().startsWith(".") || name.toString().equalsIgnoreCase(SETTINGS);
            if (hidden) {
                return false;
            }
        }
        return true;
    }
}
