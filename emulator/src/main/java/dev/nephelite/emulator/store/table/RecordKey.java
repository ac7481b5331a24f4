package dev.nephelite.emulator.store.table;

import java.util.HexFormat;

/**
 * Where a record stands in its table. A key is made of parts and sorts part by part, so all records under the same
 * first parts lie side by side.
 */
public record RecordKey(String text) implements Comparable<RecordKey> {
    private static final char SEPARATOR = '\0';
    private static final char AFTER_SEPARATOR = '\1';

    /** The key with these parts, none of which may hold the character NUL. */
    public static RecordKey of(String... parts) {
        return new RecordKey(String.join("\0", parts));
    }

    /** A part that sorts as the number does. The number must not be negative. */
    public static String number(long number) {
        return HexFormat.of().toHexDigits(number);
    }

    /** The place before every key that has the parts of this one and more. */
    public RecordKey children() {
        return new RecordKey(text + SEPARATOR);
    }

    /** The place behind every key that has the parts of this one and more. */
    public RecordKey afterChildren() {
        return new RecordKey(text + AFTER_SEPARATOR);
    }

    /** The place right behind this key. */
    public RecordKey next() {
        return new RecordKey(text + SEPARATOR);
    }

    public boolean startsWith(RecordKey other) {
        return text.startsWith(other.text);
    }

    /** The part at {@code index}, counted from zero. */
    public String part(int index) {
        int start = 0;
        for (int i = 0; i < index; i++) {
            start = text.indexOf(SEPARATOR, start) + 1;
        }
        int end = text.indexOf(SEPARATOR, start);
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }

    @Override
    public int compareTo(RecordKey other) {
        return text.compareTo(other.text);
    }
}
