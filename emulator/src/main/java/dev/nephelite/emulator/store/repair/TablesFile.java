package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.table.CheckpointFooter;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables' file page by page without the database library, for which one damaged page can make all others
 * unreadable. Changes nothing.
 *
 * <p>The file consists of chunks, each written by one save. A chunk has a header and pages. A page is addressed by the number
 * of its chunk and its offset in the chunk.
 */
final class TablesFile implements Closeable {
    private static final int BLOCK = 4096;
    private static final int MAX_CHUNK_LENGTH = 1 << 30;

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

    /** All chunks with a readable header, the newest first, including those that the file no longer needs. */
    List<Chunk> chunks() {
        return chunks;
    }

    /** Sets the position of a chunk according to the file's own directory. */
    void place(Chunk chunk) {
        places.put(chunk.id(), chunk);
    }

    /** The offset of a page in the file, or -1 if it is unknown. */
    long placeOf(long position) {
        @Nullable Chunk chunk = places.get(DataUtils.getPageChunkId(position));
        return chunk == null ? -1 : chunk.offset() + DataUtils.getPageOffset(position);
    }

    /** Reads a page. Returns null if it is missing or damaged. */
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

    /** Reads a chunk, as far as the file has it. */
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
     * The part of the file that one save has written.
     *
     * @param offset in bytes from the beginning of the file
     * @param length in bytes
     * @param version the number of the save
     * @param layout the position of the root page of the state after the save
     */
    record Chunk(int id, long offset, long length, long version, long layout) {
        /** Parses a header. Returns null if it is invalid. */
        static @Nullable Chunk of(Map<String, String> fields, long offset) {
            long id = CheckpointFooter.number(fields, "chunk");
            long length = CheckpointFooter.number(fields, "len") * BLOCK;
            return id <= 0 || id > Integer.MAX_VALUE || length <= 0 || length > MAX_CHUNK_LENGTH
                    ? null
                    : new Chunk(
                            (int) id,
                            offset,
                            length,
                            CheckpointFooter.number(fields, "version"),
                            CheckpointFooter.number(fields, "root"));
        }

        /** Parses an entry of the file's own directory of chunks. Returns null if it is invalid. */
        static @Nullable Chunk of(Map<String, String> fields) {
            return of(fields, CheckpointFooter.number(fields, "block") * BLOCK);
        }
    }

    /**
     * A page of the tables' file: a leaf with records, or a node with the positions of its children.
     *
     * @param map the number of its map
     * @param keys in a node, all keys of the child at an index are less than the key at that index
     * @param values one for each key of a leaf; empty in a node
     * @param children of a node, one more than keys; empty in a leaf
     */
    record StoredPage(int map, List<String> keys, List<byte[]> values, List<Child> children) {
        /** The least size of a page in bytes. */
        static final int SMALLEST = 9;

        private static final int NODE = 1;
        private static final int COMPRESSED = 2;

        boolean isLeaf() {
            return children.isEmpty();
        }

        /** The value at {@code index} in a leaf of a map of texts. */
        String text(int index) {
            return new String(values.get(index), StandardCharsets.UTF_8);
        }

        /**
         * Reads a page.
         *
         * @param bytes from the beginning of the page on
         * @param checked whether keys and values have checksums; otherwise both are texts
         * @return null if it is damaged
         */
        static @Nullable StoredPage parse(ByteBuffer bytes, int chunk, int offset, boolean checked) {
            try {
                return new Parser(bytes, checked).page(chunk, offset);
            } catch (BufferUnderflowException | MVStoreException damaged) {
                return null;
            }
        }

        /** The number of the map of a page, or -1 if no page begins here. Reads only the beginning. */
        static int mapAt(ByteBuffer bytes, int chunk, int offset) {
            try {
                Parser parser = new Parser(bytes, false);
                return parser.head(chunk, offset) ? parser.map : -1;
            } catch (BufferUnderflowException | MVStoreException none) {
                return -1;
            }
        }

        /**
         * The position of a child of a node.
         *
         * @param position 0 for one that is empty
         * @param records the number of records in it and below
         */
        record Child(long position, long records) {}

        private static final class Parser {
            private final ByteBuffer in;
            private final boolean checked;
            private int map;

            private Parser(ByteBuffer in, boolean checked) {
                this.in = in;
                this.checked = checked;
            }

            private boolean head(int chunk, int offset) {
                int start = in.position();
                int length = in.getInt();
                if (length < SMALLEST || length > in.limit() - start) {
                    return false;
                }
                int expected = DataUtils.getCheckValue(chunk)
                        ^ DataUtils.getCheckValue(offset)
                        ^ DataUtils.getCheckValue(length);
                if (in.getShort() != (short) expected) {
                    return false;
                }
                in.limit(start + length);
                DataUtils.readVarInt(in);
                map = DataUtils.readVarInt(in);
                return true;
            }

            private @Nullable StoredPage page(int chunk, int offset) {
                if (!head(chunk, offset)) {
                    return null;
                }
                int count = DataUtils.readVarInt(in);
                int type = in.get();
                if (count < 0 || count > in.remaining() || (type & COMPRESSED) != 0) {
                    return null;
                }
                List<Child> children = type == NODE ? children(count + 1) : List.of();
                int start = in.position();
                List<String> keys = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    keys.add(DataUtils.readString(in, length()));
                }
                if (!isChecked(start)) {
                    return null;
                }
                List<byte[]> values = type == NODE ? List.of() : values(count);
                return in.hasRemaining() || values.size() != (type == NODE ? 0 : count)
                        ? null
                        : new StoredPage(map, keys, values, children);
            }

            private List<Child> children(int count) {
                long[] positions = new long[count];
                for (int i = 0; i < count; i++) {
                    positions[i] = in.getLong();
                }
                List<Child> children = new ArrayList<>(count);
                for (long position : positions) {
                    children.add(new Child(position, DataUtils.readVarLong(in)));
                }
                return children;
            }

            private List<byte[]> values(int count) {
                int start = in.position();
                List<byte[]> values = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    values.add(
                            checked
                                    ? bytes()
                                    : DataUtils.readString(in, length()).getBytes(StandardCharsets.UTF_8));
                }
                return isChecked(start) ? values : List.of();
            }

            private byte[] bytes() {
                byte[] bytes = new byte[length()];
                in.get(bytes);
                return bytes;
            }

            private int length() {
                int length = DataUtils.readVarInt(in);
                if (length < 0 || length > in.remaining()) {
                    throw new BufferUnderflowException();
                }
                return length;
            }

            private boolean isChecked(int start) {
                if (!checked) {
                    return true;
                }
                CRC32C checksum = new CRC32C();
                checksum.update(in.duplicate().limit(in.position()).position(start));
                return in.getInt() == (int) checksum.getValue();
            }
        }
    }
}
