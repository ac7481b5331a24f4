package dev.nephelite.blob.query.sql;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** DATE_ADD: a moment some units later. */
record DateAdd(ChronoUnit unit, Expression quantity, Expression moment) implements Expression {
    @Override
    public Value evaluate(Row row) {
        Value count = quantity.evaluate(row);
        Value from = moment.evaluate(row);
        if (count.isNothing() || from.isNothing()) {
            return Value.Nothing.NULL;
        }
        OffsetDateTime time = Conversion.moment(from);
        long units = Conversion.whole(count);
        return new Value.Moment(Timestamps.within(() -> time.plus(units, unit)));
    }
}
