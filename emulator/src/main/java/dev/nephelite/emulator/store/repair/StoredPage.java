package dev.nephelite.emulator.store.repair;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * A page of the tables' file: a leaf with records, or a node with the positions of its children.
 *
 * @param map the number of the map that it belongs to
 * @param keys of a node: all keys of the child at an index are less than the key at that index
 * @param values one for each key; none in a node
 * @param children one more than there are keys; none in a leaf
 */
record StoredPage(int map, List<String> keys, List<byte[]> values, List<Child> children) {
    /** No page has fewer bytes. */
    static final int SMALLEST = 9;

    private static final int NODE = 1;
    private static final int COMPRESSED = 2;

    boolean isLeaf() {
        return children.isEmpty();
    }

    /** The value of a leaf of a map of texts. */
    String text(int index) {
        return new String(values.get(index), StandardCharsets.UTF_8);
    }

    /**
     * Reads a page.
     *
     * @param bytes from the beginning of the page on
     * @param checked whether keys and values have checksums; otherwise they are texts
     * @return null if it is not as it was written
     */
    static @Nullable StoredPage parse(ByteBuffer bytes, int chunk, int offset, boolean checked) {
        try {
            return new Parser(bytes, checked).page(chunk, offset);
        } catch (BufferUnderflowException | MVStoreException damaged) {
            return null;
        }
    }

    /** The number of the map that a page belongs to, or -1 if no page begins here. Little of it is read for that. */
    static int mapAt(ByteBuffer bytes, int chunk, int offset) {
        try {
            Parser parser = new Parser(bytes, false);
            return parser.head(chunk, offset) ? parser.map : -1;
        } catch (BufferUnderflowException | MVStoreException none) {
            return -1;
        }
    }

    /**
     * Where a child of a node is.
     *
     * @param position 0 for one that is empty
     * @param records how many there are in it and below
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
            int expected =
                    DataUtils.getCheckValue(chunk) ^ DataUtils.getCheckValue(offset) ^ DataUtils.getCheckValue(length);
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
                        checked ? bytes() : DataUtils.readString(in, length()).getBytes(StandardCharsets.UTF_8));
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
