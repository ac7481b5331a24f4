package dev.nephelite.blob.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Aggregates over the values of a field called n. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AggregateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COUNT(*) | 4",
                "COUNT(n) | 3",
                "SUM(n) | 35",
                "AVG(n) | 11.666666666666666",
                "AVERAGE(n) | 11.666666666666666",
                "MIN(n) | 10",
                "MIN(CAST(n AS INT)) | 5",
                "MAX(CAST(n AS INT)) | 20",
                "SUM(other) | null"
            })
    void an_aggregate_is_computed_from_all_rows(String expression, String result) {
        Select.Aggregate aggregate =
                (Select.Aggregate) SelectParser.parse("SELECT " + expression + " FROM BlobStorage", Instant.EPOCH)
                        .projection();
        Select.Aggregate.Accumulator accumulator = aggregate.accumulator();

        List<Value> values =
                List.of(new Value.Text("10"), new Value.Text("5"), Value.Absent.NULL, new Value.Text("20"));
        values.forEach(value -> accumulator.add(row(value)));

        assertThat(text(accumulator.result())).isEqualTo(result);
    }

    private static String text(Value value) {
        return value.isAbsent() ? "null" : value.toText();
    }

    private static Expression.Row row(Value value) {
        return reference -> reference.column().text().equals("n") ? value : Value.Absent.MISSING;
    }
}
