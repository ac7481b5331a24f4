package dev.nephelite.blob.query.sql;

import java.util.List;

/**
 * The value of the first branch whose condition is true.
 *
 * @param otherwise the value where none is, which is NULL if nothing else was said
 */
record CaseExpression(List<Branch> branches, Expression otherwise) implements Expression {
    CaseExpression {
        branches = List.copyOf(branches);
    }

    @Override
    public Value evaluate(Row row) {
        for (Branch branch : branches) {
            Value condition = branch.condition.evaluate(row);
            if (!condition.isNothing() && Conversion.truth(condition)) {
                return branch.value.evaluate(row);
            }
        }
        return otherwise.evaluate(row);
    }

    /** One WHEN with its THEN. */
    record Branch(Expression condition, Expression value) {}
}
