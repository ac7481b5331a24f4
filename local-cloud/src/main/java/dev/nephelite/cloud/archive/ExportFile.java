package dev.nephelite.cloud.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.store.disk.DataFolder;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * An export, open for reading: a zip file with these entries, in this order.
 *
 * <ul>
 *   <li>{@code export.json} says which format the file has, and which format the data folder has whose records it contains.
 *   <li>{@code contents/NUMBER} has the bytes of a large content, as they were sent.
 *   <li>{@code tables/NAME.jsonl} has the records of a table, one in a line: {@code {"key": [...], "record": "..."}}, where the
 *       key is a list of texts, such as an account and a container, and the record is in Base64.
 *   <li>{@code summary.json} says how many records and contents there have to be.
 * </ul>
 *
 * <p>Each entry has a checksum, as in every zip file. A file that was cut off has no directory and is refused.
 */
public final class ExportFile implements Closeable {
    static final String HEADER = "export.json";
    static final String SUMMARY = "summary.json";
    static final String CONTENTS = "contents/";
    static final String TABLES = "tables/";
    static final String TABLE_SUFFIX = ".jsonl";

    /** The version of the format that is described here. */
    private static final int VERSION = 1;

    private static final String FORMAT = "nephelite-export";
    private static final String DATA_FORMAT = "dataFolderFormat";
    private static final String KEY = "key";
    private static final String RECORD = "record";
    private static final char SEPARATOR = '\0';
    private static final JsonMapper JSON = new JsonMapper();

    private final Path path;
    private final ZipFile zip;
    private final ExportSummary summary;

    private ExportFile(Path path, ZipFile zip, ExportSummary summary) {
        this.path = path;
        this.zip = zip;
        this.summary = summary;
    }

    /**
     * Opens an export.
     *
     * @throws ExportException if the file is not an export, is incomplete, or has a format that this version does not know
     * @throws IOException if it cannot be read
     */
    public static ExportFile open(Path path) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException notZip) {
            throw new ExportException(path, "is not an export of Nephelite, or only a part of one.", notZip);
        }
        try {
            requireKnown(path, json(path, zip, HEADER));
            JsonNode counts = json(path, zip, SUMMARY);
            return new ExportFile(
                    path,
                    zip,
                    new ExportSummary(
                            counts.path("records").asLong(),
                            counts.path("contents").asLong(),
                            counts.path("contentBytes").asLong()));
        } catch (IOException | RuntimeException refused) {
            zip.close();
            throw refused;
        }
    }

    private static void requireKnown(Path path, JsonNode header) throws ExportException {
        int version = header.path(FORMAT).asInt();
        if (version != VERSION || !header.path(DATA_FORMAT).asText().equals(DataFolder.currentFormat())) {
            throw new ExportException(
                    path,
                    "has version " + version + " of the format, with records of data folders in format "
                            + header.path(DATA_FORMAT).asText() + ". This version reads version " + VERSION
                            + " with format " + DataFolder.currentFormat()
                            + ". Import it with the version of Nephelite that has written it.");
        }
    }

    private static JsonNode json(Path path, ZipFile zip, String name) throws IOException {
        @Nullable ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ExportException(path, "is not an export of Nephelite: it has no " + name + ".");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return JSON.readTree(in.readAllBytes());
        }
    }

    static String header() {
        ObjectNode header = JSON.createObjectNode();
        return header.put(FORMAT, VERSION)
                .put(DATA_FORMAT, DataFolder.currentFormat())
                .toString();
    }

    static String summary(ExportSummary summary) {
        ObjectNode counts = JSON.createObjectNode();
        return counts.put("records", summary.records())
                .put("contents", summary.contents())
                .put("contentBytes", summary.contentBytes())
                .toString();
    }

    /** The line of a record. */
    static String line(Map.Entry<String, byte[]> record) {
        ObjectNode line = JSON.createObjectNode();
        Stream.of(record.getKey().split(String.valueOf(SEPARATOR), -1)).forEach(line.putArray(KEY)::add);
        return line.put(RECORD, Base64.getEncoder().encodeToString(record.getValue()))
                .toString();
    }

    /** What the file has, according to itself. */
    public ExportSummary summary() {
        return summary;
    }

    Path path() {
        return path;
    }

    /** The entries whose names begin with {@code folder}, in the order of the file. */
    List<? extends ZipEntry> entries(String folder) {
        return zip.stream().filter(entry -> entry.getName().startsWith(folder)).toList();
    }

    /** Reads an entry. At its end, its checksum is compared, which the library does not do. */
    InputStream open(ZipEntry entry) throws IOException {
        CRC32 checksum = new CRC32();
        return new CheckedInputStream(zip.getInputStream(entry), checksum) {
            @Override
            public int read() throws IOException {
                int octet = super.read();
                requireSound(octet < 0);
                return octet;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                requireSound(count < 0);
                return count;
            }

            private void requireSound(boolean end) throws ExportException {
                if (end && checksum.getValue() != entry.getCrc()) {
                    throw new ExportException(
                            path, "is damaged: the checksum of " + entry.getName() + " does not match.");
                }
            }
        };
    }

    /** Reads the records of a table from its entry. A line that cannot be read ends the iteration with an exception. */
    Stream<Map.Entry<String, byte[]>> records(InputStream entry) {
        return new BufferedReader(new InputStreamReader(entry, StandardCharsets.UTF_8))
                .lines()
                .map(this::record);
    }

    private Map.Entry<String, byte[]> record(String line) {
        try {
            JsonNode record = JSON.readTree(line);
            StringBuilder key = new StringBuilder();
            for (JsonNode part : record.path(KEY)) {
                key.append(key.isEmpty() ? "" : SEPARATOR).append(part.textValue());
            }
            return Map.entry(key.toString(), record.path(RECORD).binaryValue());
        } catch (IOException | RuntimeException malformed) {
            throw new UncheckedIOException(new ExportException(path, "has a record that cannot be read.", malformed));
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
