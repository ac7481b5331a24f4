package dev.nephelite.emulator.store.table;

import java.util.HexFormat;

/**
 * The key of a record in its table. A key consists of parts and sorts part by part, so records with the same first parts are
 * adjacent.
 */
public record RecordKey(String text) implements Comparable<RecordKey> {
    /** A bound that no key is less than. */
    public static final RecordKey FIRST = new RecordKey("");

    /** A bound that is greater than every key whose first part does not begin with the character U+FFFF. */
    public static final RecordKey AFTER_ALL = new RecordKey("\uFFFF");

    private static final char SEPARATOR = '\0';
    private static final char AFTER_SEPARATOR = '\1';

    /** The key with these parts. No part may contain the character NUL. */
    public static RecordKey of(String... parts) {
        return new RecordKey(String.join("\0", parts));
    }

    /** A part that sorts like the number, which must not be negative. */
    public static String number(long number) {
        return HexFormat.of().toHexDigits(number);
    }

    /** A bound that is less than every key that begins with the parts of this one and has more. */
    public RecordKey children() {
        return new RecordKey(text + SEPARATOR);
    }

    /** A bound that is greater than every key that begins with the parts of this one. */
    public RecordKey afterChildren() {
        return new RecordKey(text + AFTER_SEPARATOR);
    }

    /** The least bound that is greater than this key. */
    public RecordKey next() {
        return new RecordKey(text + SEPARATOR);
    }

    public boolean startsWith(RecordKey other) {
        return text.startsWith(other.text);
    }

    /** The part at {@code index}, from zero. */
    public String part(int index) {
        int start = 0;
        for (int i = 0; i < index; i++) {
            start = text.indexOf(SEPARATOR, start) + 1;
        }
        int end = text.indexOf(SEPARATOR, start);
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }

    /** The number that is the part at {@code index}, see {@link #number}. */
    public long numberAt(int index) {
        return HexFormat.fromHexDigitsToLong(part(index));
    }

    @Override
    public int compareTo(RecordKey other) {
        return text.compareTo(other.text);
    }
}
