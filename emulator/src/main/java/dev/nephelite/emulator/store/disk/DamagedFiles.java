package dev.nephelite.emulator.store.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder {@code damaged} of a data folder. Recovery moves files that it cannot use there instead of deleting them. While
 * it exists, content files without a record are not deleted, because their records may be in it.
 */
public record DamagedFiles(DataFolder data) {
    public Path folder() {
        return data.file("damaged");
    }

    public boolean isEmpty() {
        return !Files.exists(folder());
    }

    public void move(Path file) throws IOException {
        data.disk().rename(file, unusedName(file.getFileName().toString()));
    }

    /** Copies the bytes of a file from {@code position} on. */
    public void copyTail(Path file, long position) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(position);
            Files.copy(in, unusedName(file.getFileName() + "-from-" + position));
        }
    }

    private Path unusedName(String name) throws IOException {
        Path folder = Files.createDirectories(folder());
        Path unused = folder.resolve(name);
        for (int i = 2; Files.exists(unused); i++) {
            unused = folder.resolve(name + "." + i);
        }
        return unused;
    }
}
