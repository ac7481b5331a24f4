package dev.nephelite.blob.query.sql;

import org.jspecify.annotations.Nullable;

/**
 * Whether a text has a pattern, in which % stands for any text and _ for any character.
 *
 * @param escape what takes the meaning from the character behind it, if anything does
 * @param prepared the pattern of the row before
 */
record Like(Expression text, Expression pattern, @Nullable Expression escape, Prepared<LikePattern> prepared)
        implements Expression {
    Like(Expression text, Expression pattern, @Nullable Expression escape) {
        this(text, pattern, escape, new Prepared<>(LikePattern::parse));
    }

    @Override
    public Value evaluate(Row row) {
        Value value = text.evaluate(row);
        Value form = pattern.evaluate(row);
        Value mark = escape == null ? new Value.Text("") : escape.evaluate(row);
        if (value.isNothing() || form.isNothing() || mark.isNothing()) {
            return Value.Nothing.NULL;
        }
        LikePattern compiled = prepared.of(Conversion.text(form), Conversion.text(mark));
        return new Value.Truth(compiled.matches(Conversion.text(value)));
    }
}
