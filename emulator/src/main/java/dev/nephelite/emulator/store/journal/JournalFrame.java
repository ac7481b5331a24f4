package dev.nephelite.emulator.store.journal;

import dev.nephelite.emulator.store.table.PendingChanges;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The format of a frame of the journal, which has the changes of one group of writes: their length in bytes, the
 * checksum of that length and of the changes, and the changes. Each change is a table, a key and a record or null.
 */
public final class JournalFrame {
    /** The number of bytes before the changes. */
    public static final int HEAD = 2 * Integer.BYTES;

    private static final int USUAL_SIZE = 4096;

    private JournalFrame() {}

    static byte[] encode(PendingChanges changes) {
        RecordOutput out = new RecordOutput(USUAL_SIZE);
        out.skip(HEAD);
        changes.forEach((table, key, record) -> out.text(table).text(key).bytes(record));
        byte[] frame = out.toByteArray();
        int length = frame.length - HEAD;
        ByteBuffer.wrap(frame).putInt(length).putInt(checksum(length, frame, HEAD));
        return frame;
    }

    /**
     * Reads the changes of the next frame.
     *
     * @param left how many bytes {@code in} still has
     * @return null if they are incomplete or damaged
     */
    public static byte @Nullable [] read(DataInputStream in, long left) throws IOException {
        if (left < HEAD) {
            return null;
        }
        int length = in.readInt();
        int checksum = in.readInt();
        if (length <= 0 || length > left - HEAD) {
            return null;
        }
        byte[] changes = in.readNBytes(length);
        return checksum(length, changes, 0) == checksum ? changes : null;
    }

    /** The size of the frame with these changes, in bytes. */
    public static long size(byte[] changes) {
        return (long) HEAD + changes.length;
    }

    /** The length of the changes according to the frame at {@code position}, or -1 if the file ends before it. */
    public static long lengthAt(byte[] bytes, int position) {
        return bytes.length - position < HEAD ? -1 : ByteBuffer.wrap(bytes).getInt(position);
    }

    /**
     * Whether a frame may begin at {@code position}: the name of a table follows its head. Cheaper than its checksum.
     */
    static boolean isLikelyAt(byte[] bytes, int position) {
        int begin = position + HEAD;
        if (begin >= bytes.length) {
            return false;
        }
        // Names are shorter than 64 bytes, so their lengths take one byte.
        byte encodedLength = bytes[begin];
        int end = begin + 1 + encodedLength / 2;
        boolean likely = encodedLength > 0 && encodedLength % 2 == 0 && end <= bytes.length;
        for (int i = begin + 1; likely && i < end; i++) {
            likely = bytes[i] > ' ' && bytes[i] < 0x7F;
        }
        return likely;
    }

    /**
     * Whether the bytes from {@code position} to the end of the file are a write that was interrupted, and so never
     * acknowledged: fewer bytes than its length says, or only zeros. A complete frame whose length has changed is damaged.
     */
    static boolean isUnfinishedAt(byte[] bytes, int position) {
        long length = lengthAt(bytes, position);
        int present = bytes.length - position - HEAD;
        boolean zeros = true;
        for (int i = position; i < bytes.length; i++) {
            zeros &= bytes[i] == 0;
        }
        if (zeros || present <= 0) {
            return true;
        }
        boolean complete =
                ByteBuffer.wrap(bytes).getInt(position + Integer.BYTES) == checksum(present, bytes, position + HEAD);
        return !complete && (length < 0 || length > present);
    }

    public static void decode(byte[] changes, PendingChanges.Visitor visitor) {
        ByteBuffer buffer = ByteBuffer.wrap(changes);
        RecordInput in = new RecordInput(buffer);
        while (buffer.hasRemaining()) {
            visitor.visit(in.text(), in.text(), in.optionalBytes());
        }
    }

    private static int checksum(int length, byte[] bytes, int offset) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }
}
