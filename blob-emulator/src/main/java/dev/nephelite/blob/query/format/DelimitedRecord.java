package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.FieldReference;
import dev.nephelite.blob.query.sql.QueryFailure;
import dev.nephelite.blob.query.sql.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A record of delimited text, all of whose values are text. */
record DelimitedRecord(DelimitedRecords source, List<String> values) implements SourceRecord {
    @Override
    public Value field(FieldReference reference) {
        int ordinal = reference.ordinal();
        int index =
                ordinal > 0 ? ordinal - 1 : source.column(reference.column()).orElse(Integer.MAX_VALUE);
        if (index >= values.size()) {
            throw QueryFailure.invalidColumnOrdinal();
        }
        return new Value.Text(values.get(index));
    }

    @Override
    public List<Field> fields() {
        return IntStream.range(0, values.size())
                .mapToObj(i -> new Field(source.name(i), new Value.Text(values.get(i))))
                .toList();
    }

    @Override
    public @Nullable String json() {
        return null;
    }
}
