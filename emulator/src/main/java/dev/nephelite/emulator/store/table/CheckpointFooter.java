package dev.nephelite.emulator.store.table;

import dev.nephelite.emulator.store.disk.Disk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The position and the checksum of a saved state in the tables' file, and the file that records the newest confirmed one.
 * The database library detects a missing part of its file, but not one whose bytes have changed.
 *
 * @param version the number of the save
 * @param offset in bytes from the beginning of the file
 * @param length in bytes
 */
public record CheckpointFooter(long version, long offset, long length, int checksum) {
    private static final int BLOCK = 4096;
    private static final int HEADER = 1024;
    /** The first state follows the file's two headers, which point to a state only once there are more. */
    private static final long FIRST = 2L * BLOCK;

    private static final String VERSION = "version";
    private static final int SIZE = 3 * Long.BYTES + 2 * Integer.BYTES;
    private static final int HEXADECIMAL = 16;

    /** Finds the newest state in a file, and computes its checksum. Returns null if there is none. */
    public static @Nullable CheckpointFooter of(Path tables) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(tables.toFile(), "r")) {
            long named = number(fields(file, 0), "block") * BLOCK;
            long offset = named == 0 ? FIRST : named;
            Map<String, String> newest = fields(file, offset);
            while (!newest.isEmpty()) {
                long nextOffset = number(newest, "next") * BLOCK;
                Map<String, String> next = nextOffset == 0 ? Map.of() : fields(file, nextOffset);
                if (number(next, VERSION) <= number(newest, VERSION)) {
                    long length = number(newest, "len") * BLOCK;
                    return new CheckpointFooter(
                            number(newest, VERSION), offset, length, checksum(file, offset, length));
                }
                offset = nextOffset;
                newest = next;
            }
            return null;
        }
    }

    /** Reads a footer file. Returns null if it is missing or damaged. */
    public static @Nullable CheckpointFooter read(Path footer) throws IOException {
        if (!Files.exists(footer)) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(footer));
        if (bytes.remaining() != SIZE || bytes.getInt(SIZE - Integer.BYTES) != ownChecksum(bytes.array())) {
            return null;
        }
        return new CheckpointFooter(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getInt());
    }

    /** Replaces the footer file atomically. */
    public void write(Path footer, Disk disk) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE)
                .putLong(version)
                .putLong(offset)
                .putLong(length)
                .putInt(checksum);
        bytes.putInt(ownChecksum(bytes.array()));
        disk.replace(footer, bytes.array());
    }

    /** Whether the state has changed since it was saved. A newer state that was saved in its place is not damage. */
    public boolean isBrokenIn(Path tables) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(tables.toFile(), "r")) {
            long there = number(fields(file, offset), VERSION);
            boolean replaced = there != 0 && there != version;
            return !replaced && (file.length() < offset + length || checksum(file, offset, length) != checksum);
        }
    }

    /** Overwrites the header of the state, so that the library opens the file in the state before it. */
    public void cutFrom(Path tables) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(tables.toFile(), "rw")) {
            long present = Math.min(BLOCK, file.length() - offset);
            if (present > 0) {
                file.seek(offset);
                file.write(new byte[(int) present]);
            }
        }
    }

    /** Parses a header: a line of text such as {@code chunk:1,block:2,len:1}. Empty if there is no header. */
    public static Map<String, String> fields(RandomAccessFile file, long offset) throws IOException {
        byte[] head = new byte[HEADER];
        file.seek(offset);
        int count = Math.max(0, file.read(head));
        String text = new String(head, 0, count, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        boolean header = end > 0 && (text.startsWith("H:") || text.startsWith("chunk:"));
        return header ? fieldsOf(text.substring(0, end)) : Map.of();
    }

    /** Parses fields. Empty if the text is damaged. */
    public static Map<String, String> fieldsOf(String text) {
        try {
            return DataUtils.parseMap(text.strip());
        } catch (MVStoreException damaged) {
            return Map.of();
        }
    }

    /** A hexadecimal number, or 0 if it is missing or damaged. */
    public static long number(Map<String, String> fields, String name) {
        try {
            return Long.parseLong(fields.getOrDefault(name, "0"), HEXADECIMAL);
        } catch (NumberFormatException damaged) {
            return 0;
        }
    }

    private static int checksum(RandomAccessFile file, long offset, long length) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[64 * 1024];
        file.seek(offset);
        long left = length;
        while (left > 0) {
            int read = file.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            checksum.update(buffer, 0, read);
            left -= read;
        }
        return (int) checksum.getValue();
    }

    private static int ownChecksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, SIZE - Integer.BYTES);
        return (int) checksum.getValue();
    }
}
