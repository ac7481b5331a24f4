package dev.nephelite.blob.model;

/** A container that was deleted and can still be brought back, with all that was in it. */
public record DeletedContainer(Container container, Version version, Deletion deletion) {

    /**
     * What a deleted container is called besides its name, for there may be several of one name.
     *
     * @param ticks of 100 nanoseconds since the year 1, when it was deleted
     */
    public record Version(long ticks) implements Comparable<Version> {
        /** Clients are told a moment as Windows keeps it. */
        private static final long TICKS_FROM_YEAR_1_TO_1601 = 504_911_232_000_000_000L;

        private static final int HEXADECIMAL = 16;

        /**
         * Reads the text that a client was given.
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
