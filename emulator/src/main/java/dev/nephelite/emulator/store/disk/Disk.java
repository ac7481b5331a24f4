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
 * Everything that a store changes on the disk, in one place: a test that fills the disk or cuts the power replaces it.
 *
 * <p>What is written reaches the disk at any time and in any order, unless a {@code force} has returned. That goes for
 * names, too: a file that was created, renamed or deleted may be as before until its folder was forced.
 */
public interface Disk {
    /** The disk of this machine. */
    Disk LOCAL = new Disk() {};

    /** Opens a file to write at its beginning, and creates it if it is missing. */
    default Output open(Path file) throws IOException {
        OwnerOnlyFiles.createFile(file);
        return new LocalFileOutput(new RandomAccessFile(file.toFile(), "rw"));
    }

    /** Creates a file, which must not be there. */
    default FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnlyFiles.ofFile(file));
    }

    /** Gives a file another name, in one step. A file that has the name already is replaced. */
    default void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes a file; returns whether it was there. */
    default boolean delete(Path file) throws IOException {
        return Files.deleteIfExists(file);
    }

    /** Returns when the names in a folder are durable. */
    default void forceFolder(Path folder) throws IOException {
        DurableFolder.force(folder);
    }

    /** How many bytes can be written to the disk that has this file or folder. Some file systems do not tell. */
    default long usableBytes(Path path) throws IOException {
        FileStore store = Files.getFileStore(path);
        return store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
    }

    /** The name under which the database library opens a file. */
    default String nameForTables(Path file) {
        return file.toString();
    }

    /** Replaces a small file in one step, durably: after a crash it has its old bytes or the new ones. */
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

    /** A file that is open to write. An interrupt of the thread does not close it. */
    interface Output extends Closeable {
        void write(byte[] bytes) throws IOException;

        /** Cuts the file to {@code length} bytes, and goes on writing there. */
        void truncate(long length) throws IOException;

        /** Returns when everything that was written is durable. */
        void force() throws IOException;
    }
}
