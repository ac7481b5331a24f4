package dev.nephelite.blob.query.sql;

import org.jspecify.annotations.Nullable;

/**
 * Whether a text has a pattern, in which % stands for any text and _ for any character.
 *
 * @param escape what takes the meaning from the character behind it, if anything does
 */
record Like(Expression text, Expression pattern, @Nullable Expression escape) implements Expression {
    @Override
    public Value evaluate(Row row) {
        Value value = text.evaluate(row);
        Value form = pattern.evaluate(row);
        Value mark = escape == null ? new Value.Text("") : escape.evaluate(row);
        if (value.isNothing() || form.isNothing() || mark.isNothing()) {
            return Value.Nothing.NULL;
        }
        LikePattern compiled = LikePattern.parse(Conversion.text(form), Conversion.text(mark));
        return new Value.Truth(compiled.matches(Conversion.text(value)));
    }
}
