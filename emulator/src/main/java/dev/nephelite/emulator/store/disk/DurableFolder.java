package dev.nephelite.emulator.store.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes the names in a folder durable, where the platform lets one open a folder. */
final class DurableFolder {
    private static final Logger LOG = Logger.getLogger(DurableFolder.class.getName());

    private DurableFolder() {}

    static void force(Path folder) throws IOException {
        try (FileChannel names = open(folder)) {
            if (names != null) {
                names.force(true);
            }
        }
    }

    private static @Nullable FileChannel open(Path folder) {
        try {
            return FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException windowsRefuses) {
            LOG.log(Level.FINEST, "cannot open a folder here", windowsRefuses);
            return null;
        }
    }
}
