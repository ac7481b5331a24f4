package dev.nephelite.emulator.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The one folder that everything is written to, held by one process at a time.
 *
 * <p>It keeps itself out of version control, names its owner, and says in which format it is written.
 */
public final class DataFolder implements AutoCloseable {
    private static final String FORMAT = "1";

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes possession of the folder, making it first where it is missing.
     *
     * @throws DataFolderException if another process has it, or if it is written in a format this version cannot read
     */
    public static DataFolder open(Path path) throws IOException {
        Files.createDirectories(path);
        FileChannel lock = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        DataFolder folder = new DataFolder(path.toAbsolutePath().normalize(), lock);
        try {
            folder.take();
            folder.requireFormat();
            Files.writeString(path.resolve(".gitignore"), "*\n");
            Files.writeString(path.resolve("pid"), ProcessHandle.current().pid() + "\n");
            return folder;
        } catch (IOException | RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    /** The place of a file of that name in the folder. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Lets go of the folder. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file("pid"));
        lock.close();
    }

    private void take() throws IOException {
        if (!tryLock()) {
            Path pid = file("pid");
            String owner = Files.exists(pid) ? " (pid " + Files.readString(pid).strip() + ")" : "";
            throw new DataFolderException("The data folder " + path + " is in use by another process" + owner
                    + ". Stop that process, or choose another folder with --location.");
        }
    }

    private boolean tryLock() throws IOException {
        try {
            @Nullable FileLock taken = lock.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException takenByThisProcess) {
            return false;
        }
    }

    private void requireFormat() throws IOException {
        Path format = file("format");
        if (!Files.exists(format)) {
            Files.writeString(format, FORMAT + "\n");
            return;
        }
        String found = Files.readString(format).strip();
        if (!found.equals(FORMAT)) {
            throw new DataFolderException("The data folder " + path + " is written in format " + found
                    + ", and this version reads format " + FORMAT
                    + ". Use the version that wrote it, or choose another folder with --location.");
        }
    }
}
