package dev.nephelite.emulator.store.disk;

import java.io.IOException;
import java.io.RandomAccessFile;

/** A file of this machine. A channel would be closed by an interrupt of a thread that writes to it. */
record LocalFileOutput(RandomAccessFile file) implements Disk.Output {
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
