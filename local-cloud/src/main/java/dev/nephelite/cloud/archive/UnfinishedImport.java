package dev.nephelite.cloud.archive;

import dev.nephelite.emulator.store.disk.DataFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder in which an import builds a data folder, beside the place of that. The import holds the lock of a file in it, so
 * that the next import into the same place recognizes and deletes what a killed one has left behind.
 *
 * @param folder its name begins with that of the data folder
 * @param lock the open lock file, which only folders of imports have
 */
public record UnfinishedImport(Path folder, FileChannel lock) implements AutoCloseable {
    private static final String LOCK_FILE = "nephelite-import.lock";

    /** Creates the folder, and deletes those of imports into {@code target} that were killed. */
    public static UnfinishedImport beside(Path target) throws IOException {
        Path parent = Files.createDirectories(target.resolveSibling(""));
        String prefix = target.getFileName() + ".import-";
        deleteAbandoned(parent, prefix);
        Path folder = Files.createTempDirectory(parent, prefix);
        FileChannel lock =
                FileChannel.open(folder.resolve(LOCK_FILE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        return new UnfinishedImport(folder, lock);
    }

    private static void deleteAbandoned(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(
                parent, path -> path.getFileName().toString().startsWith(prefix))) {
            for (Path folder : folders) {
                deleteIfAbandoned(folder);
            }
        }
    }

    private static void deleteIfAbandoned(Path folder) throws IOException {
        Path lockFile = folder.resolve(LOCK_FILE);
        if (!Files.isRegularFile(lockFile)) {
            return;
        }
        try (FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            if (lock.tryLock() != null) {
                delete(folder);
            }
        } catch (OverlappingFileLockException ignored) {
            // Of an import in progress in this process.
        }
    }

    /** Where the data folder is built. It does not exist yet. */
    public Path dataFolder() {
        return folder.resolve("data");
    }

    /** Deletes the folder with all that is still in it. */
    @Override
    public void close() throws IOException {
        try (lock) {
            delete(folder);
        }
    }

    /** Deletes the lock file last, so that the folder is recognized for as long as there is anything else in it. */
    private static void delete(Path folder) throws IOException {
        Path lockFile = folder.resolve(LOCK_FILE);
        DataFolder.delete(folder, file -> !file.equals(lockFile) && !file.equals(folder));
        DataFolder.delete(folder, file -> true);
    }
}
