package dev.nephelite.blob.query.sql;

/** One record of a blob, as expressions see it. */
public interface Row {
    /**
     * What the record has in a field.
     *
     * @throws QueryFailure if it is too short to have that field
     */
    Value field(FieldReference reference);
}
