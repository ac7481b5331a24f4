package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.discovery.AppFiles.FileStamp;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the classes that a build may overwrite while they are in use: overwriting an open jar breaks the code loaded
 * from it, and on Windows an open jar cannot be overwritten. Not thread-safe.
 *
 * <p>Folders and the jars in the folder of the app are copied. Other jars, such as the dependencies in {@code lib}, are not
 * copied before they change for the first time.
 *
 * <p>A process that is killed leaves its copies behind; the next one that makes copies removes them.
 */
final class ShadowCopies implements AutoCloseable {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final Map<Path, FileStamp> firstSeen = new HashMap<>();
    private final Map<Path, Jar> jars = new HashMap<>();
    private final Map<Path, Integer> uses = new HashMap<>();
    private final Path temporary;
    private @Nullable ShadowFolder home;
    private int made;

    /** Keeps copies in a folder of their own below {@code temporary}. */
    ShadowCopies(Path temporary) {
        this.temporary = temporary;
    }

    /** A copy of a jar, and the state of the jar when it was copied. */
    private record Jar(FileStamp stamp, Path copy) {}

    /** Replaces entries of {@code classPath} with copies, which exist until they are released. */
    List<Path> of(List<Path> classPath, Path root) {
        List<Path> copied = classPath.stream().map(entry -> entry(entry, root)).toList();
        copied.forEach(copy -> uses.merge(copy, 1, Integer::sum));
        return copied;
    }

    private Path entry(Path entry, Path root) {
        if (Files.isDirectory(entry)) {
            return folder(entry);
        }
        return FileStamp.of(entry)
                .map(stamp -> mayChange(entry, stamp, root) ? jar(entry, stamp) : entry)
                .orElse(entry);
    }

    private boolean mayChange(Path jar, FileStamp stamp, Path root) {
        FileStamp first = firstSeen.computeIfAbsent(jar, unknown -> stamp);
        return WINDOWS || root.equals(jar.getParent()) || !first.equals(stamp);
    }

    private Path jar(Path jar, FileStamp stamp) {
        Jar known = jars.get(jar);
        if (known != null && known.stamp().equals(stamp) && Files.exists(known.copy())) {
            return known.copy();
        }
        try {
            Path copy = Files.copy(jar, place().resolve(jar.getFileName()));
            jars.put(jar, new Jar(stamp, copy));
            return copy;
        } catch (IOException changing) {
            throw new UncheckedIOException("Cannot copy " + jar, changing);
        }
    }

    private Path folder(Path folder) {
        Path copy = place().resolve(folder.getFileName());
        FileTree.walk(folder, all -> true, (path, attributes) -> {
            try {
                Path to = copy.resolve(folder.relativize(path).toString());
                if (attributes.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(path, to);
                }
            } catch (IOException changing) {
                throw new UncheckedIOException("Cannot copy " + path, changing);
            }
        });
        return copy;
    }

    /** Creates a folder for one copy, so that the copy can keep its name. */
    private Path place() {
        try {
            if (home == null) {
                ShadowFolder.deleteAbandoned(temporary);
                home = ShadowFolder.create(temporary);
            }
            return Files.createDirectory(home.path().resolve(Integer.toString(made++)));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("Cannot make a copy of the app's classes", unwritable);
        }
    }

    /** Deletes the copies in {@code classPath} that are not used otherwise. */
    void release(List<Path> classPath) {
        for (Path entry : classPath) {
            int left = uses.merge(entry, -1, Integer::sum);
            if (left <= 0) {
                uses.remove(entry);
                if (home != null && entry.startsWith(home.path())) {
                    home.delete(entry.resolveSibling(""));
                }
            }
        }
    }

    @Override
    public void close() {
        if (home != null) {
            home.close();
        }
    }
}
