package dev.nephelite.blob.query.sql;

/** One step of a path into a JSON value. */
public sealed interface PathStep {
    /** {@code [*]}: all elements of an array; allowed only in a table. */
    enum Every implements PathStep {
        ELEMENT
    }

    /**
     * A field of an object, or a column.
     *
     * @param exact whether case matters, which it does for a quoted name
     */
    record Name(String text, boolean exact) implements PathStep {
        public boolean matches(String field) {
            return exact ? text.equals(field) : text.equalsIgnoreCase(field);
        }
    }

    /** An element of an array, starting at zero. */
    record Index(int number) implements PathStep {}
}
