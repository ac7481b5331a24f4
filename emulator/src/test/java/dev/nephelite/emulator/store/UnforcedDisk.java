package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/** Waits for no disk and has no room for a reserve, for tests that open very many stores. */
final class UnforcedDisk implements Disk {
    private static final long TOO_LITTLE_FOR_A_RESERVE = 1_500_000;

    @Override
    public Output open(Path file) throws IOException {
        Output local = Disk.LOCAL.open(file);
        return new Output() {
            @Override
            public void write(byte[] bytes) throws IOException {
                local.write(bytes);
            }

            @Override
            public void truncate(long length) throws IOException {
                local.truncate(length);
            }

            @Override
            public void force() {}

            @Override
            public void close() throws IOException {
                local.close();
            }
        };
    }

    @Override
    public void forceFolder(Path folder) {}

    @Override
    public long usableBytes(Path path) {
        return TOO_LITTLE_FOR_A_RESERVE;
    }
}
