package dev.nephelite.cloud.archive;

import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.StoreRestore;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;

/**
 * Makes a data folder from an {@link ExportFile}. The folder is built beside its place and renamed when everything in it
 * has been checked. The export is only read. The memory that it takes does not depend on the sizes of contents.
 */
public final class Import {
    private final ExportFile file;
    private final Clocks clocks;
    private final Ids ids;
    private final Consumer<Step> progress;

    /**
     * How far an import is.
     *
     * @param text what is being imported, such as "importing records"
     * @param done how much of it has been imported
     * @param total how much of it there is
     */
    public record Step(String text, long done, long total) {}

    /**
     * An import that has not begun.
     *
     * @param progress receives, often, how far the import is
     */
    public Import(ExportFile file, Clocks clocks, Ids ids, Consumer<Step> progress) {
        this.file = file;
        this.clocks = clocks;
        this.ids = ids;
        this.progress = progress;
    }

    /**
     * Creates a data folder.
     *
     * @param location must not exist, or be an empty folder
     * @throws ExportException if the export is damaged or incomplete
     * @throws DataFolderException if there is something at {@code location}
     * @throws IOException if a file cannot be read or written
     */
    public ExportSummary to(Path location) throws IOException {
        return NewDataFolder.build(location, this::build);
    }

    private ExportSummary build(Path folder) throws IOException {
        try (DataFolder dataFolder = DataFolder.open(folder);
                Store store = Store.open(dataFolder, Durability.PROCESS, clocks, ids)) {
            ExportSummary restored = restore(store.restore());
            if (!restored.equals(file.summary())) {
                throw new ExportException(
                        file.path(),
                        "is incomplete: it has " + text(restored) + " instead of " + text(file.summary()) + ".");
            }
            return restored;
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static String text(ExportSummary summary) {
        return summary.records() + " records and " + summary.contents() + " contents of " + summary.contentBytes()
                + " bytes";
    }

    private ExportSummary restore(StoreRestore restore) throws IOException {
        long contents = 0;
        long contentBytes = 0;
        for (ZipEntry entry : file.entries(ExportFile.CONTENTS)) {
            progress.accept(
                    new Step("importing contents", contentBytes, file.summary().contentBytes()));
            try (InputStream bytes = file.open(entry)) {
                contentBytes += restore.extent(extent(entry), bytes);
                contents++;
            }
        }
        AtomicLong records = new AtomicLong();
        for (ZipEntry entry : file.entries(ExportFile.TABLES)) {
            try (InputStream lines = file.open(entry)) {
                restore.records(
                        table(entry),
                        file.records(lines).peek(record -> read(records)).iterator());
            }
        }
        return new ExportSummary(records.get(), contents, contentBytes);
    }

    private void read(AtomicLong records) {
        progress.accept(new Step(
                "importing records", records.incrementAndGet(), file.summary().records()));
    }

    private long extent(ZipEntry entry) throws ExportException {
        try {
            return HexFormat.fromHexDigitsToLong(entry.getName().substring(ExportFile.CONTENTS.length()));
        } catch (IllegalArgumentException malformed) {
            throw new ExportException(file.path(), "has a content without a number: " + entry.getName(), malformed);
        }
    }

    private static String table(ZipEntry entry) {
        String name = entry.getName();
        return name.substring(
                ExportFile.TABLES.length(),
                name.endsWith(ExportFile.TABLE_SUFFIX)
                        ? name.length() - ExportFile.TABLE_SUFFIX.length()
                        : name.length());
    }
}
