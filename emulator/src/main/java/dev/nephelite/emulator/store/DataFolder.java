package dev.nephelite.emulator.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one folder that everything is written to, held by one process at a time.
 *
 * <p>It keeps itself out of version control, names its owner, and says in which format it is written. A format is a number
 * that grows whenever records move or change. What an older one holds is brought up to date by whoever keeps records in
 * the folder, when it opens them: each service knows its own by where they are, and may be cut off at any moment.
 */
public final class DataFolder implements AutoCloseable {
    /** All formats that can be read; the last is the one that is written. */
    private static final List<String> FORMATS = List.of("1", "2", "3");

    private static final String FORMAT = FORMATS.get(FORMATS.size() - 1);

    private static final Logger LOG = Logger.getLogger(DataFolder.class.getName());

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
            writeFormat();
            return;
        }
        String found = Files.readString(format).strip();
        if (!FORMATS.contains(found)) {
            throw new DataFolderException("The data folder " + path + " is written in format " + found
                    + ", and this version reads formats up to " + FORMAT
                    + ". Use the version that wrote it, or choose another folder with --location.");
        }
        if (!found.equals(FORMAT)) {
            // Before anything is moved, for a version that knows only the old format must not open what is half moved.
            writeFormat();
            LOG.info(() -> "Upgrading the data folder " + path + " from format " + found + " to format " + FORMAT
                    + "; older versions can no longer open it.");
        }
    }

    /** All of it or nothing. */
    private void writeFormat() throws IOException {
        Path written = Files.writeString(file("format.new"), FORMAT + "\n");
        Files.move(written, file("format"), StandardCopyOption.ATOMIC_MOVE);
    }
}
