package dev.nephelite.emulator.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** What an acknowledged write survives. */
public enum Durability {
    /** The end of the process at any instant; the operating system has the bytes. */
    PROCESS,

    /** Loss of power as well; the disk has the bytes. */
    FSYNC;

    /** Returns when what was written to {@code file} is durable. */
    void force(RandomAccessFile file) throws IOException {
        if (this == FSYNC) {
            file.getFD().sync();
        }
    }

    /** Returns when it is durable that {@code file} exists. */
    void forceFolderOf(Path file) throws IOException {
        if (this == FSYNC) {
            DurableFolder.force(file.resolveSibling("."));
        }
    }
}
