package dev.nephelite.emulator.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Everything that a store changes on the disk. Tests that fill the disk or cut the power replace it.
 *
 * <p>Writes reach the disk at any time and in any order until a {@code force} has returned. The same is true of file names:
 * after a crash, a file that was created, renamed or deleted may be as before unless its folder was forced.
 */
public interface Disk {
    /** The disks of this machine. */
    Disk LOCAL = new Disk() {};

    /** Opens a file for writing from its beginning. Creates it if it is missing. */
    default Output open(Path file) throws IOException {
        OwnerOnlyFiles.createFile(file);
        return new LocalOutput(new RandomAccessFile(file.toFile(), "rw"));
    }

    /** Overwrites some bytes of a file durably. If that is interrupted, any of them may be as before. */
    default void overwrite(Path file, long position, byte[] bytes) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(position);
            out.write(bytes);
            out.getFD().sync();
        }
    }

    /** Creates a file, which must not exist. */
    default FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnlyFiles.ofFile(file));
    }

    /** Renames a file atomically. An existing file of the new name is replaced. */
    default void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes a file. Returns whether it existed. */
    default boolean delete(Path file) throws IOException {
        return Files.deleteIfExists(file);
    }

    /** Makes the names in a folder durable. */
    default void forceFolder(Path folder) throws IOException {
        FileChannel names;
        try {
            names = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException ignored) {
            // Windows cannot open a folder, and needs no force.
            return;
        }
        try (names) {
            names.force(true);
        }
    }

    /** The free space of the disk with this file or folder, or {@link Long#MAX_VALUE} if the file system does not report it. */
    default long usableBytes(Path path) throws IOException {
        FileStore store = Files.getFileStore(path);
        return store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
    }

    /** The name under which the database library opens a file. */
    default String nameForTables(Path file) {
        return file.toString();
    }

    /** Replaces a small file atomically and durably: after a crash it has either its old bytes or the new ones. */
    default void replace(Path file, byte[] bytes) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (Output out = open(next)) {
            out.truncate(0);
            out.write(bytes);
            out.force();
        }
        rename(next, file);
        forceFolder(file.resolveSibling("."));
    }

    /** A file that is open for writing. Interrupting the thread does not close it. */
    interface Output extends Closeable {
        void write(byte[] bytes) throws IOException;

        /** Truncates the file to {@code length} bytes. The next write appends there. */
        void truncate(long length) throws IOException;

        /** Makes everything that was written durable. */
        void force() throws IOException;
    }

    /** A local file. Not a channel: an interrupt of a thread that writes to a channel closes it. */
    record LocalOutput(RandomAccessFile file) implements Output {
        @Override
        public void write(byte[] bytes) throws IOException {
            file.write(bytes);
        }

        @Override
        public void truncate(long length) throws IOException {
            file.setLength(length);
            file.seek(length);
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
