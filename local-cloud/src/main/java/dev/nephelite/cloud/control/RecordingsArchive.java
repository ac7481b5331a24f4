package dev.nephelite.cloud.control;

import dev.nephelite.emulator.http.Body;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Recordings as one zip file, uncompressed, because most clients are on this machine.
 *
 * @param folder contains the recordings; deleted at the end
 */
record RecordingsArchive(List<Path> recordings, Path folder) implements Body {
    @Override
    public long length() {
        return -1;
    }

    @Override
    public void writeTo(BodySink sink) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(sink.asOutputStream())) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path recording : recordings) {
                zip.putNextEntry(new ZipEntry(String.valueOf(recording.getFileName())));
                Files.copy(recording, zip);
                zip.closeEntry();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Path recording : recordings) {
            Files.deleteIfExists(recording);
        }
        Files.deleteIfExists(folder);
    }
}
