package dev.nephelite.testing;

import dev.nephelite.emulator.store.disk.DataFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Data folders that a version with an older format wrote at noon: blobs, queues, and the settings of both. */
public final class WrittenFolder {
    private WrittenFolder() {}

    /** Opens what was written, such as {@code format-1.zip}, at an empty folder. */
    public static DataFolder open(String written, Path location) throws IOException {
        unpack(written, location);
        return DataFolder.open(location);
    }

    private static void unpack(String resource, Path target) throws IOException {
        try (InputStream packed = Objects.requireNonNull(WrittenFolder.class.getResourceAsStream(resource));
                ZipInputStream files = new ZipInputStream(packed)) {
            for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                Path path = target.resolve(file.getName());
                Files.createDirectories(path.resolveSibling("."));
                Files.copy(files, path);
            }
        }
    }
}
