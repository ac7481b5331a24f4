package dev.nephelite.blob.query.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement makes of the rows. */
public sealed interface Projection {
    /** Every row as it is. */
    enum All implements Projection {
        FIELDS
    }

    /** A new row of each. */
    record Columns(List<Column> columns) implements Projection {
        public Columns {
            columns = List.copyOf(columns);
        }
    }

    /** One row of all. */
    record Aggregated(String name, Aggregate aggregate) implements Projection {}

    /** Of how many bytes each part of the blob is to be, so that no record is cut. */
    record Split(long size) implements Projection {}

    /** One column of a new row. */
    record Column(String name, Expression expression) {}

    /**
     * What is reckoned up of all rows.
     *
     * @param argument nothing where rows are counted and not values
     */
    record Aggregate(AggregateFunction function, @Nullable Expression argument) {}
}
