package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.table.CheckpointFooter;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables' file page by page without the database library, for which one damaged page can hide all others.
 * Changes nothing.
 *
 * <p>The file consists of chunks, each written by one save. A chunk has a header and pages; a page is addressed by the
 * number of its chunk and its offset in there.
 */
final class TablesFile implements Closeable {
    private static final int BLOCK = 4096;
    private static final int LONGEST_CHUNK = 1 << 30;

    private final RandomAccessFile file;
    private final long length;
    private final List<Chunk> chunks;
    private final Map<Integer, Chunk> places = new HashMap<>();

    private TablesFile(RandomAccessFile file) throws IOException {
        this.file = file;
        length = file.length();
        chunks = scan();
        for (Chunk chunk : chunks) {
            places.putIfAbsent(chunk.id(), chunk);
        }
    }

    static TablesFile open(Path tables) throws IOException {
        RandomAccessFile file = new RandomAccessFile(tables.toFile(), "r");
        try {
            return new TablesFile(file);
        } catch (IOException | RuntimeException unreadable) {
            file.close();
            throw unreadable;
        }
    }

    /** All chunks whose headers can be read, the newest first; also those of which the file no longer needs anything. */
    List<Chunk> chunks() {
        return chunks;
    }

    /** Takes note of where the file itself says that a chunk is. */
    void place(Chunk chunk) {
        places.put(chunk.id(), chunk);
    }

    /** Where a page begins in the file, or -1 if that is not known. */
    long placeOf(long position) {
        @Nullable Chunk chunk = places.get(DataUtils.getPageChunkId(position));
        return chunk == null ? -1 : chunk.offset() + DataUtils.getPageOffset(position);
    }

    /** Reads a page; returns null if it is not there as it was written. */
    @Nullable
    StoredPage page(long position, int map, boolean checked) throws IOException {
        @Nullable Chunk chunk = places.get(DataUtils.getPageChunkId(position));
        int offset = DataUtils.getPageOffset(position);
        if (chunk == null || chunk.offset() + offset + Integer.BYTES > length) {
            return null;
        }
        file.seek(chunk.offset() + offset);
        int size = file.readInt();
        if (size < StoredPage.SMALLEST || size > Math.min(chunk.length(), length - chunk.offset()) - offset) {
            return null;
        }
        byte[] bytes = new byte[size];
        file.seek(chunk.offset() + offset);
        file.readFully(bytes);
        @Nullable StoredPage page = StoredPage.parse(ByteBuffer.wrap(bytes), chunk.id(), offset, checked);
        return page == null || page.map() != map ? null : page;
    }

    /** All bytes of a chunk that the file still has. */
    byte[] bytes(Chunk chunk) throws IOException {
        byte[] bytes = new byte[(int) Math.max(0, Math.min(chunk.length(), length - chunk.offset()))];
        file.seek(chunk.offset());
        file.readFully(bytes);
        return bytes;
    }

    private List<Chunk> scan() throws IOException {
        List<Chunk> found = new ArrayList<>();
        for (long offset = 0; offset < length; offset += BLOCK) {
            @Nullable Chunk chunk = Chunk.of(CheckpointFooter.fields(file, offset), offset);
            if (chunk != null) {
                found.add(chunk);
            }
        }
        found.sort(Comparator.comparingLong(Chunk::version).reversed());
        return List.copyOf(found);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /**
     * What one save has written.
     *
     * @param offset in bytes from the file's beginning
     * @param length in bytes
     * @param version the number of the save
     * @param layout the position of the page from which everything can be reached that was there after the save
     */
    record Chunk(int id, long offset, long length, long version, long layout) {
        /** Reads a header; null if it is none. */
        static @Nullable Chunk of(Map<String, String> fields, long offset) {
            long id = CheckpointFooter.number(fields, "chunk");
            long length = CheckpointFooter.number(fields, "len") * BLOCK;
            return id <= 0 || id > Integer.MAX_VALUE || length <= 0 || length > LONGEST_CHUNK
                    ? null
                    : new Chunk(
                            (int) id,
                            offset,
                            length,
                            CheckpointFooter.number(fields, "version"),
                            CheckpointFooter.number(fields, "root"));
        }

        /** Reads what the file's own directory says about a chunk; null if it says nothing. */
        static @Nullable Chunk of(Map<String, String> fields) {
            return of(fields, CheckpointFooter.number(fields, "block") * BLOCK);
        }
    }
}
