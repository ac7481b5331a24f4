package dev.nephelite.cloud.azurite;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The files of one service of Azurite. They are only read. */
final class AzuriteService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path database;
    private final Path contents;
    private final Map<String, String> fileNames = new HashMap<>();
    private final Map<String, FileChannel> files = new HashMap<>();

    /** @param name {@code blob} or {@code queue} */
    AzuriteService(Path folder, String name) throws IOException {
        database = folder.resolve("__azurite_db_" + name + "__.json");
        contents = folder.resolve("__" + name + "storage__");
        Path extents = folder.resolve("__azurite_db_" + name + "_extent__.json");
        forEach(extents, "$EXTENTS_COLLECTION$", extent -> fileNames.put(extent.text("id"), extent.text("path")));
    }

    /** Whether the service has ever stored anything. */
    boolean exists() {
        return Files.exists(database);
    }

    /** Reads the records of a collection, one after the other. */
    void forEach(String collection, RecordReader reader) throws IOException {
        forEach(database, collection, reader);
    }

    /**
     * The bytes of a content.
     *
     * @param parts what Azurite calls {@code persistency}: a content file, an offset and a length
     */
    InputStream open(List<AzuriteRecord> parts) {
        return new Parts(parts);
    }

    @Override
    public void close() throws IOException {
        for (FileChannel file : files.values()) {
            file.close();
        }
    }

    private static void forEach(Path file, String collection, RecordReader reader) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        boolean complete = false;
        try (JsonParser json = JSON.createParser(file.toFile())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean collections = json.currentName().equals("collections");
                json.nextToken();
                if (collections) {
                    readCollections(json, file, collection, reader);
                    complete = true;
                } else {
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException malformed) {
            throw new AzuriteDataException(
                    file,
                    "is not a file that Azurite has written completely: " + malformed.getOriginalMessage(),
                    malformed);
        }
        if (!complete) {
            throw new AzuriteDataException(
                    file, "is not a file that Azurite has written completely: it has no collections");
        }
    }

    /** In each collection, the name precedes the records. */
    private static void readCollections(JsonParser json, Path file, String collection, RecordReader reader)
            throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            @Nullable String name = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("name")) {
                    name = json.getText();
                } else if (field.equals("data") && collection.equals(name)) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        read(new AzuriteRecord(file, JSON.readTree(json)), reader);
                    }
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    /** Names the record that the store cannot take. */
    private static void read(AzuriteRecord record, RecordReader reader) throws IOException {
        try {
            reader.read(record);
        } catch (IllegalArgumentException | IllegalStateException invalid) {
            throw record.wrong(record + " cannot be imported: " + invalid.getMessage(), invalid);
        }
    }

    private FileChannel file(String id) throws IOException {
        @Nullable FileChannel opened = files.get(id);
        if (opened != null) {
            return opened;
        }
        Path file = contents.resolve(fileNames.getOrDefault(id, id)).normalize();
        if (!contents.equals(file.getParent())) {
            throw new AzuriteDataException(database, "names a content file outside of " + contents + ": " + file);
        }
        try {
            FileChannel channel = FileChannel.open(file);
            files.put(id, channel);
            return channel;
        } catch (NoSuchFileException missing) {
            throw new AzuriteDataException(file, "is missing, but " + database + " refers to it", missing);
        }
    }

    /** Reads a record. */
    @FunctionalInterface
    interface RecordReader {
        void read(AzuriteRecord record) throws IOException;
    }

    /** The parts of content files, one after the other. */
    private final class Parts extends InputStream {
        private final Deque<AzuriteRecord> rest;
        private @Nullable FileChannel file;
        private String id = "";
        private long position;
        private long end;

        Parts(List<AzuriteRecord> parts) {
            rest = new ArrayDeque<>(parts);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            while (position == end) {
                if (rest.isEmpty()) {
                    return -1;
                }
                next(rest.remove());
            }
            int most = (int) Math.min(length, end - position);
            int count = Objects.requireNonNull(file).read(ByteBuffer.wrap(bytes, offset, most), position);
            if (count < 0) {
                throw new EOFException(contents.resolve(id) + " ends before byte " + end + ", but " + database
                        + " refers to bytes until there");
            }
            position += count;
            return count;
        }

        private void next(AzuriteRecord part) throws IOException {
            long length = part.number("count");
            position = part.number("offset");
            end = position + length;
            if (position < 0 || length < 0 || end < 0) {
                throw part.wrong("a content cannot have " + length + " bytes from byte " + position);
            }
            if (length > 0) {
                id = part.text("id");
                file = file(id);
            }
        }
    }
}
