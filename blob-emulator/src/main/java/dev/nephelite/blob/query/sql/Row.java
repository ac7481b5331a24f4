package dev.nephelite.blob.query.sql;

/** One record of a blob, as expressions see it. */
public interface Row {
    /**
     * The value of a field.
     *
     * @throws QueryFailure if the record has too few columns
     */
    Value field(Expression.FieldReference reference);
}
