package dev.nephelite.blob.query.sql;

/**
 * Something that has a value for every record. Where one of its operands is nothing, so is the whole, unless the
 * operator says otherwise.
 */
public sealed interface Expression
        permits AllOf,
                AnyOf,
                Arithmetic,
                FunctionCall,
                CaseExpression,
                Cast,
                Coalesce,
                Comparison,
                DateAdd,
                DateDiff,
                Extract,
                FieldReference,
                In,
                IsNullOrMissing,
                Like,
                Literal,
                Not,
                Trim {
    /**
     * The value for one record.
     *
     * @throws QueryFailure if the record holds what the expression cannot be applied to
     */
    Value evaluate(Row row);
}
