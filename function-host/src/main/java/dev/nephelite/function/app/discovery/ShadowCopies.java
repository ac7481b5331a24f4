package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.discovery.AppFiles.FileStamp;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
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

    /**
     * A folder for temporary files of one process. The process holds the lock of a file in it for as long as it lives, so that
     * others recognize a folder that was left behind.
     *
     * <p>The name says which process it is of, because a process must not try its own locks: closing any channel of a file gives
     * up all locks that the process holds on it.
     */
    private record ShadowFolder(Path path, FileChannel lock) implements AutoCloseable {
        private static final Logger LOG = Logger.getLogger(ShadowFolder.class.getName());
        private static final String PREFIX = "nephelite-classes-";
        private static final String LOCK_FILE = "lock";

        static ShadowFolder create(Path temporary) throws IOException {
            while (true) {
                Path folder = Files.createTempDirectory(temporary, ownPrefix());
                Path lockFile = folder.resolve(LOCK_FILE);
                FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                // Before it was locked, another process may have taken it for one that was left behind.
                if (lock.tryLock() != null && Files.exists(lockFile)) {
                    return new ShadowFolder(folder, lock);
                }
                lock.close();
            }
        }

        /** Deletes the folders of processes that no longer live. */
        static void deleteAbandoned(Path temporary) {
            String own = ownPrefix();
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
                for (Path folder : folders) {
                    if (!folder.getFileName().toString().startsWith(own)) {
                        deleteIfAbandoned(folder);
                    }
                }
            } catch (IOException unreadable) {
                LOG.log(Level.FINE, "cannot look for copies that were left behind in " + temporary, unreadable);
            }
        }

        private static void deleteIfAbandoned(Path folder) {
            // One without a lock file is just being created, or almost deleted.
            try (FileChannel lock = FileChannel.open(folder.resolve(LOCK_FILE), StandardOpenOption.WRITE)) {
                if (lock.tryLock() != null) {
                    deleteLocked(folder, lock);
                }
            } catch (IOException othersOrInUse) {
                LOG.log(Level.FINE, "copies stay in " + folder, othersOrInUse);
            }
        }

        /** Deletes the lock file last but one, while it is locked: another process must not be able to lock it meanwhile. */
        private static void deleteLocked(Path folder, FileChannel lock) throws IOException {
            Path lockFile = folder.resolve(LOCK_FILE);
            FileTree.delete(folder, file -> !file.equals(lockFile) && !file.equals(folder));
            Files.delete(lockFile);
            lock.close();
            Files.delete(folder);
        }

        /** Deletes a folder in this one. */
        void delete(Path inside) {
            try {
                FileTree.delete(inside, all -> true);
            } catch (IOException inUse) {
                LOG.log(Level.FINE, "a copy stays in " + inside, inUse);
            }
        }

        @Override
        public void close() {
            try (lock) {
                deleteLocked(path, lock);
            } catch (IOException inUse) {
                LOG.log(Level.FINE, "copies stay in " + path, inUse);
            }
        }

        private static String ownPrefix() {
            ProcessHandle process = ProcessHandle.current();
            long startedAt =
                    process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
            return PREFIX + process.pid() + "-" + startedAt + "-";
        }
    }
}
