package dev.nephelite.blob.query.sql;

import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a field of a record holds and what an expression yields: one of the types of the language, or nothing. */
public sealed interface Value {
    /** Whether there is no value, for whichever reason. */
    default boolean isNothing() {
        return this instanceof Nothing;
    }

    /** That a field is there without a value, or not there at all; operators treat both alike. */
    enum Nothing implements Value {
        NULL,
        MISSING
    }

    /** A STRING. */
    record Text(String text) implements Value {}

    /** An INT. */
    record Whole(long number) implements Value {}

    /** A FLOAT. */
    record Real(double number) implements Value {
        private static final String CHARACTERS = "0123456789+-.eE";

        /**
         * Reads a number. It takes time in proportion to the digits, which {@link java.math.BigDecimal} does not.
         *
         * @throws NumberFormatException if it is none
         */
        public static Real parse(String text) {
            if (!text.chars().allMatch(character -> CHARACTERS.indexOf(character) >= 0)) {
                throw new NumberFormatException("no number: " + text);
            }
            return new Real(Double.parseDouble(text));
        }
    }

    /** A BOOLEAN. */
    record Truth(boolean value) implements Value {}

    /** A TIMESTAMP. */
    record Moment(OffsetDateTime time) implements Value {}

    /** An object of a JSON document, its fields in their order. */
    record Struct(Map<String, Value> fields) implements Value {
        public Struct {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** An array of a JSON document. */
    record Items(List<Value> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }
}
