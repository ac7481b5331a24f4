package dev.nephelite.blob.query.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of expressions for one record. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExpressionTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** A record with five fields, one of them null. */
    private static final Map<String, Value> FIELDS = Map.of(
            "name", new Value.Text("Anna"),
            "age", new Value.Text("31"),
            "price", new Value.FloatingPoint(12.5),
            "vip", new Value.Bool(true),
            "none", Value.Absent.NULL);

    @Nested
    class An_expression {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "1 + 2 * 3 | 7",
                    "(1 + 2) * 3 | 9",
                    "7 / 2 | 3",
                    "7.0 / 2 | 3.5",
                    "7 % 4 - 5 | -2",
                    "-age + 1 | -30",
                    "price * 2 | 25",
                    "age + '0.5' | 31.5",
                    "'it''s' | it's",
                    "NULL + 1 | null",
                    "missing + 1 | null",
                    "NULLIF(age, 31) | null",
                    "NULLIF(age, 30) | 31",
                    "COALESCE(none, missing, name) | Anna",
                    "CASE WHEN age > 30 THEN 'old' ELSE 'young' END | old",
                    "CASE name WHEN 'Bert' THEN 1 WHEN 'Anna' THEN 2 END | 2",
                    "CASE WHEN none = 1 THEN 1 END | null",
                    "CAST('12' AS INT) | 12",
                    "CAST(12.9 AS INT) | 12",
                    "CAST(12 AS STRING) | 12",
                    "CAST('1e2' AS FLOAT) | 100",
                    "CAST('TRUE' AS BOOLEAN) | true",
                    "CAST(none AS INT) | null"
                })
        void has_a_value(String expression, String value) {
            assertThat(evaluate(expression)).isEqualTo(value);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "CHAR_LENGTH(name) | 4",
                    "CHARACTER_LENGTH('abcdefg') | 7",
                    "CHAR_LENGTH('\uD83D\uDE00') | 1",
                    "LOWER('AbCdEfG') | abcdefg",
                    "UPPER('AbCdEfG') | ABCDEFG",
                    "SUBSTRING('123456789', 1, 5) | 23456",
                    "SUBSTRING('123456789', 7) | 89",
                    "SUBSTRING('123', 5, 5) | ``",
                    "TRIM('  x ') | x",
                    "TRIM(BOTH '123' FROM '1112211Microsoft22211122') | Microsoft",
                    "TRIM(LEADING '0' FROM '0070') | 70",
                    "TRIM(TRAILING FROM 'x ') | x"
                })
        void may_apply_a_function_to_text(String expression, String value) {
            assertThat(evaluate(expression)).isEqualTo(value);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "DATE_ADD('minute', 1, CAST('2017-01-02T03:04:05.006Z' AS TIMESTAMP)) | 2017-01-02T03:05:05.006Z",
                    "DATE_ADD(month, -1, '2020-03-31') | 2020-02-29T00:00:00Z",
                    "DATE_DIFF('hour','2018-11-09T00:00+05:30','2018-11-09T01:00:23-08:00') | 14",
                    "EXTRACT(YEAR FROM '2010-01-01T') | 2010",
                    "EXTRACT(timezone_minute FROM '2010-01-01T00:00+05:30') | 30",
                    "TO_STRING(CAST('1969-07-20T20:18Z' AS TIMESTAMP),  'MMMM d, y') | July 20, 1969",
                    "TO_STRING(CAST('1969-07-20T20:18:01.5Z' AS TIMESTAMP),  'MMM/yy h:mm a s.S') | JUL/69 8:18 PM 1.5",
                    "TO_TIMESTAMP('2007T') | 2007-01-01T00:00:00Z",
                    "UTCNOW() | 2026-01-01T12:00:00Z",
                    "UTCNOW() - 1.5 | 2025-12-31T00:00:00Z"
                })
        void may_compute_with_timestamps(String expression, String value) {
            assertThat(evaluate(expression)).isEqualTo(value);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "name + 1",
                    "CAST('12.5' AS INT)",
                    "CAST(name AS TIMESTAMP)",
                    "CAST('2021-02-30' AS TIMESTAMP)",
                    "TO_STRING(UTCNOW(), 'Q')",
                    "name > 1"
                })
        void that_cannot_convert_its_values_fails_for_the_record(String expression) {
            assertThatExceptionOfType(QueryFailure.class)
                    .isThrownBy(() -> evaluate(expression))
                    .matches(failure -> failure.name().equals("InvalidTypeConversion") && !failure.fatal());
        }

        @ParameterizedTest
        @CsvSource({"1 / 0, DivideByZero", "9223372036854775807 + 1, ArithmeticOverflow"})
        void that_has_no_result_fails_for_the_record(String expression, String name) {
            assertThatExceptionOfType(QueryFailure.class)
                    .isThrownBy(() -> evaluate(expression))
                    .matches(failure -> failure.name().equals(name));
        }
    }

    @Nested
    class A_condition {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "age = 31",
                    "age <> '30' AND price != 1",
                    "age < 100",
                    "NOT age > 100",
                    "name = 'x' OR NAME >= 'Anna' AND vip",
                    "age BETWEEN 31 AND 40",
                    "age NOT BETWEEN 1 AND 5",
                    "name IN ('Bert', 'Anna')",
                    "name NOT IN ('Bert')",
                    "name LIKE 'A%a'",
                    "name LIKE '_nn_'",
                    "'50%' LIKE '%!%' ESCAPE '!'",
                    "name NOT LIKE '%b%'",
                    "none IS NULL",
                    "missing IS NULL AND missing IS MISSING",
                    "none IS NOT MISSING",
                    "name IS NOT NULL",
                    "vip = 'true'",
                    "'2020-01-01' < UTCNOW()",
                    "none = 1 OR TRUE"
                })
        void selects_the_record_if_it_is_true(String condition) {
            assertThat(accepts(condition)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "age > 31",
                    "none = 1",
                    "NOT none = 1",
                    "none = 1 AND TRUE",
                    "name NOT IN ('Bert', NULL)",
                    "\"NAME\" = 'Anna'",
                    "name LIKE 'a%'",
                    "missing LIKE '%'",
                    "none IS MISSING",
                    "FALSE"
                })
        void does_not_select_it_if_it_is_false_or_unknown(String condition) {
            assertThat(accepts(condition)).isFalse();
        }
    }

    private static String evaluate(String expression) {
        Select.Columns columns = (Select.Columns)
                parse("SELECT " + expression + " FROM BlobStorage").projection();
        return text(columns.columns().get(0).expression().evaluate(row(FIELDS)));
    }

    private static boolean accepts(String condition) {
        return parse("SELECT * FROM BlobStorage WHERE " + condition).accepts(row(FIELDS));
    }

    private static Select parse(String statement) {
        return SelectParser.parse(statement, NOON);
    }

    private static String text(Value value) {
        return value.isAbsent() ? "null" : value.toText();
    }

    private static Expression.Row row(Map<String, Value> fields) {
        return reference -> fields.entrySet().stream()
                .filter(field -> reference.column().matches(field.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Value.Absent.MISSING);
    }
}
