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
 * The public files in an app's folder: all except settings, which contain secrets and are not deployed either, hidden files
 * and the output of builds.
 */
record AppContent(Path root) {
    private static final String SETTINGS = "local.settings.json";
    private static final Set<String> BUILD_FOLDERS = Set.of("target", "build");

    static AppContent of(App app) {
        return new AppContent(app.root().toAbsolutePath().normalize());
    }

    /**
     * The public file or folder at that path, if there is one.
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

    /** The path of a public file or folder relative to the app; empty if it is not public. */
    Optional<String> pathOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (!absolute.startsWith(root)) {
            return Optional.empty();
        }
        String path = root.relativize(absolute).toString().replace('\\', '/');
        return find(path).map(found -> path);
    }

    /** All public files relative to the app, sorted by name. */
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
