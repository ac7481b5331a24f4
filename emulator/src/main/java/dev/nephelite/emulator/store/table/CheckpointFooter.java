package dev.nephelite.emulator.store.table;

import dev.nephelite.emulator.store.disk.Disk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
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

    /** The distance from the end of a state to the copy of its header there. */
    private static final int COPY = 128;

    private static final String CHUNK = "chunk";
    private static final String PLACE = "block";
    private static final String VERSION = "version";
    private static final String LENGTH = "len";
    /** The name of the field with the checksum of the file's header, which is the last one. */
    private static final String CHECKSUM = "fletcher";

    private static final int SIZE = 3 * Long.BYTES + 2 * Integer.BYTES;
    private static final int HEXADECIMAL = 16;

    /**
     * Finds the newest state in a file, and computes its checksum. Returns null if there is none. After a crash, any part of
     * that state may be missing, and the database library may consider another one the newest.
     */
    public static @Nullable CheckpointFooter of(Path tables) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(tables.toFile(), "r")) {
            long offset = newestNamed(file);
            Map<String, String> newest = fields(file, offset);
            while (!newest.isEmpty()) {
                long nextOffset = number(newest, "next") * BLOCK;
                if (nextOffset == 0 || versionAt(file, nextOffset) <= number(newest, VERSION)) {
                    return at(file, offset, newest);
                }
                offset = nextOffset;
                newest = fields(file, offset);
            }
            return null;
        }
    }

    /** The offset of the newest state that a copy of the header names, or that is at the end of the file. */
    private static long newestNamed(RandomAccessFile file) throws IOException {
        long newest = FIRST;
        for (long header = 0; header < FIRST; header += BLOCK) {
            long named = number(fields(file, header), PLACE) * BLOCK;
            newest = versionAt(file, named) > versionAt(file, newest) ? named : newest;
        }
        // The library does not name a state that it appends to the file.
        long appended = startOf(file, file.length() / BLOCK * BLOCK);
        return versionAt(file, appended) > versionAt(file, newest) ? appended : newest;
    }

    /**
     * Finds a state by its number, and computes its checksum.
     *
     * @throws IOException if the file does not have it
     */
    public static CheckpointFooter of(Path tables, long version) throws IOException {
        @Nullable CheckpointFooter newest = of(tables);
        if (newest != null && newest.version == version) {
            return newest;
        }
        @Nullable CheckpointFooter found = lastUntil(tables, version);
        if (found == null || found.version != version) {
            throw new IOException("cannot find the state " + version + " that was saved in " + tables);
        }
        return found;
    }

    /** The state before this one, as far as the file still has it. Reads the whole file. */
    public @Nullable CheckpointFooter before(Path tables) throws IOException {
        return lastUntil(tables, version - 1);
    }

    private static @Nullable CheckpointFooter lastUntil(Path tables, long version) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(tables.toFile(), "r")) {
            @Nullable CheckpointFooter last = null;
            for (long offset = FIRST; offset < file.length(); offset += BLOCK) {
                Map<String, String> fields = fields(file, offset);
                long found = number(fields, VERSION);
                long length = number(fields, LENGTH) * BLOCK;
                if (found != 0
                        && found <= version
                        && (last == null || found > last.version)
                        && startOf(file, offset + length) == offset) {
                    last = at(file, offset, fields);
                }
            }
            return last;
        }
    }

    private static CheckpointFooter at(RandomAccessFile file, long offset, Map<String, String> fields)
            throws IOException {
        long length = number(fields, LENGTH) * BLOCK;
        return new CheckpointFooter(number(fields, VERSION), offset, length, checksum(file, offset, length));
    }

    private static long versionAt(RandomAccessFile file, long offset) throws IOException {
        return offset < FIRST ? 0 : number(fields(file, offset), VERSION);
    }

    /** The offset of the state that ends at {@code end}, according to the copy of its header there, or 0 if there is none. */
    private static long startOf(RandomAccessFile file, long end) throws IOException {
        if (end <= FIRST || end > file.length()) {
            return 0;
        }
        Map<String, String> copy = fields(file, end - COPY);
        long start = end - number(copy, LENGTH) * BLOCK;
        boolean found = number(copy, VERSION) != 0
                && start >= FIRST
                && number(copy, VERSION) == number(fields(file, start), VERSION);
        return found ? start : 0;
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

    /** Whether the state is in the file as it was saved. */
    public boolean isWholeIn(Path tables) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(tables.toFile(), "r")) {
            return file.length() >= offset + length
                    && versionAt(file, offset) == version
                    && checksum(file, offset, length) == checksum;
        }
    }

    /** Overwrites the header of the state, so that the library does not open the file in it. */
    public void cutFrom(Path tables, Disk disk) throws IOException {
        long present = Math.min(BLOCK, Files.size(tables) - offset);
        if (present > 0) {
            disk.overwrite(tables, offset, new byte[(int) present]);
        }
    }

    /**
     * Makes the library open the file in this state: cuts off newer ones, and makes the header name this one. Without that,
     * the library would choose among the states that it finds, and could take an older one that is at the end of the file.
     */
    public void selectIn(Path tables, Disk disk) throws IOException {
        cutNewer(tables, disk);
        byte @Nullable [] header = headerNamingThis(tables);
        if (header != null) {
            disk.overwrite(tables, 0, header);
            cutNewer(tables, disk);
        }
    }

    private void cutNewer(Path tables, Disk disk) throws IOException {
        @Nullable CheckpointFooter newest = of(tables);
        while (newest != null && newest.version > version) {
            newest.cutFrom(tables, disk);
            newest = of(tables);
        }
    }

    /** Both copies of the file's header, with this state as the newest one. Null if both are damaged. */
    private byte @Nullable [] headerNamingThis(Path tables) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(tables.toFile(), "r")) {
            @Nullable Map<String, String> fields = header(file);
            if (fields == null) {
                return null;
            }
            fields.put(PLACE, Long.toHexString(offset / BLOCK));
            fields.put(CHUNK, fields(file, offset).getOrDefault(CHUNK, ""));
            fields.put(VERSION, Long.toHexString(version));
            fields.remove("clean");
            byte[] header = withChecksum(fields);
            byte[] both = Arrays.copyOf(header, 2 * BLOCK);
            System.arraycopy(header, 0, both, BLOCK, header.length);
            return both;
        }
    }

    /** The fields of the file's header, or null if both copies of it are damaged. */
    private static @Nullable Map<String, String> header(RandomAccessFile file) throws IOException {
        for (long offset = 0; offset < FIRST; offset += BLOCK) {
            Map<String, String> fields = new TreeMap<>(fields(file, offset));
            @Nullable String stored = fields.remove(CHECKSUM);
            byte[] present = block(file, offset);
            int end = new String(present, StandardCharsets.ISO_8859_1).indexOf("," + CHECKSUM + ":");
            if (stored != null && end > 0 && stored.equals(checksumOf(present, end))) {
                return fields;
            }
        }
        return null;
    }

    private static byte[] withChecksum(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> DataUtils.appendMap(text, name, value));
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        DataUtils.appendMap(text, CHECKSUM, checksumOf(bytes, bytes.length));
        return text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String checksumOf(byte[] header, int end) {
        return Integer.toHexString(DataUtils.getFletcher32(header, 0, end));
    }

    private static byte[] block(RandomAccessFile file, long offset) throws IOException {
        byte[] block = new byte[BLOCK];
        file.seek(offset);
        int read = Math.max(0, file.read(block));
        return Arrays.copyOf(Arrays.copyOf(block, read), BLOCK);
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

    /** The offset of a state according to its entry in the file's own directory. */
    static long offsetOf(Map<String, String> fields) {
        return number(fields, PLACE) * BLOCK;
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
