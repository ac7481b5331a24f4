package dev.nephelite.blob.query.sql;

import java.util.Locale;

/** A type that a value can be cast to. */
enum SqlType {
    INT,
    FLOAT,
    STRING,
    TIMESTAMP,
    BOOLEAN;

    static SqlType parse(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            throw RefusedQuery.SYNTAX.exception();
        }
    }

    /** The value as one of this type; nothing stays nothing. */
    Value convert(Value value) {
        if (value.isNothing()) {
            return Value.Nothing.NULL;
        }
        return switch (this) {
            case INT -> new Value.Whole(Conversion.whole(value));
            case FLOAT -> new Value.Real(Conversion.real(value));
            case STRING -> new Value.Text(Conversion.text(value));
            case TIMESTAMP -> new Value.Moment(Conversion.moment(value));
            case BOOLEAN -> new Value.Truth(Conversion.truth(value));
        };
    }
}
