package dev.nephelite.cloud.archive;

import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.StoreContents;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes everything that a store has at one moment as an {@link ExportFile}. The store can be in use. The memory that it takes
 * does not depend on how much is stored.
 */
public final class Export {
    private static final int BUFFER = 64 * 1024;

    private final StoreContents contents;
    private final ZipOutputStream zip;
    private long records;
    private long contentCount;
    private long contentBytes;

    private Export(StoreContents contents, ZipOutputStream zip) {
        this.contents = contents;
        this.zip = zip;
    }

    /** Writes an export to {@code out}, which stays open. */
    public static ExportSummary write(Store store, OutputStream out) throws IOException {
        return store.readContents(contents -> {
            ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER));
            zip.setLevel(Deflater.BEST_SPEED);
            ExportSummary summary = new Export(contents, zip).write();
            zip.finish();
            zip.flush();
            return summary;
        });
    }

    private ExportSummary write() throws IOException {
        text(ExportFile.HEADER, ExportFile.header());
        Iterator<Long> extents = contents.largeExtents().iterator();
        while (extents.hasNext()) {
            content(extents.next());
        }
        for (String table : contents.tables()) {
            table(table);
        }
        ExportSummary summary = new ExportSummary(records, contentCount, contentBytes);
        text(ExportFile.SUMMARY, ExportFile.summary(summary));
        return summary;
    }

    private void content(long extent) throws IOException {
        zip.putNextEntry(new ZipEntry(ExportFile.CONTENTS + HexFormat.of().toHexDigits(extent)));
        try (InputStream bytes = contents.open(extent)) {
            contentBytes += bytes.transferTo(zip);
        }
        zip.closeEntry();
        contentCount++;
    }

    private void table(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(ExportFile.TABLES + name + ExportFile.TABLE_SUFFIX));
        Iterator<Map.Entry<String, byte[]>> all = contents.records(name).iterator();
        while (all.hasNext()) {
            zip.write((ExportFile.line(all.next()) + "\n").getBytes(StandardCharsets.UTF_8));
            records++;
        }
        zip.closeEntry();
    }

    private void text(String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
