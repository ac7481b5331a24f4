package dev.nephelite.emulator.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FilePathWrapper;

/** How the database library opens a file on a {@link PowerLossDisk}: it makes instances by reflection, from a name. */
public final class RecordedPath extends FilePathWrapper {
    static final String SCHEME = "recorded";
    static final Map<String, PowerLossDisk> DISKS = new ConcurrentHashMap<>();

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        String file = getBase().toString();
        return Objects.requireNonNull(DISKS.get(file)).openTables(Path.of(file), super.open(mode));
    }
}
