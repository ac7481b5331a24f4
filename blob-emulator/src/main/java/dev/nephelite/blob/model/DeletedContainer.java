package dev.nephelite.blob.model;

/** A deleted container that can be restored with its blobs. */
public record DeletedContainer(Container container, Version version, Deletion deletion) {

    /**
     * The version of a deleted container, which distinguishes deleted containers of the same name.
     *
     * @param ticks the time of the deletion in 100 nanoseconds since the year 1
     */
    public record Version(long ticks) implements Comparable<Version> {
        /** Clients see the time as a Windows file time. */
        private static final long TICKS_FROM_YEAR_1_TO_1601 = 504_911_232_000_000_000L;

        private static final int HEXADECIMAL = 16;

        /**
         * Parses the text that clients see.
         *
         * @throws IllegalArgumentException if it is none
         */
        public static Version parse(String text) {
            return new Version(Long.parseLong(text, HEXADECIMAL) + TICKS_FROM_YEAR_1_TO_1601);
        }

        @Override
        public int compareTo(Version other) {
            return Long.compare(ticks, other.ticks);
        }

        @Override
        public String toString() {
            return "%016X".formatted(ticks - TICKS_FROM_YEAR_1_TO_1601);
        }
    }
}
