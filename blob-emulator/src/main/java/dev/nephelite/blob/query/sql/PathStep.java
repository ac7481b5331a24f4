package dev.nephelite.blob.query.sql;

/** One step from a JSON value to those in it. */
public sealed interface PathStep {
    /** To all elements of an array; only a table is described with it. */
    enum Every implements PathStep {
        ELEMENT
    }

    /**
     * To a field.
     *
     * @param exact whether the case of its letters matters, as it does when the name was quoted
     */
    record Name(String text, boolean exact) implements PathStep {
        public boolean matches(String field) {
            return exact ? text.equals(field) : text.equalsIgnoreCase(field);
        }
    }

    /** To an element, counted from zero. */
    record Index(int number) implements PathStep {}
}
