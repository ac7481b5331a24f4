package dev.nephelite.function.app.discovery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A folder for temporary files of one process. The process holds the lock of a file in it for as long as it lives, so that
 * others recognize a folder that was left behind.
 *
 * <p>The name says which process it is of, because a process must not try its own locks: closing any channel of a file gives
 * up all locks that the process holds on it.
 */
record ShadowFolder(Path path, FileChannel lock) implements AutoCloseable {
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
        deleteFiles(folder, file -> !file.equals(lockFile) && !file.equals(folder));
        Files.delete(lockFile);
        lock.close();
        Files.delete(folder);
    }

    /** Deletes a folder in this one. */
    void delete(Path inside) {
        try {
            deleteFiles(inside, all -> true);
        } catch (IOException inUse) {
            LOG.log(Level.FINE, "a copy stays in " + inside, inUse);
        }
    }

    private static void deleteFiles(Path folder, Predicate<Path> which) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(which).sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
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
