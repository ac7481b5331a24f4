package dev.nephelite.blob.query.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.blob.query.sql.Expression.FieldReference;
import dev.nephelite.blob.query.sql.PathStep;
import dev.nephelite.blob.query.sql.QueryFailure;
import dev.nephelite.blob.query.sql.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonFormatTest {
    private static final JsonFormat LINES = new JsonFormat("\n");
    private static final PathStep EVERY = PathStep.Every.ELEMENT;

    @Nested
    class Reading {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"a\":1}",
                    "{ \"a\" : [ 1, -2.5e3, true, null, {} ],\n\t\"b\": \"x\" }",
                    "{\"a\":1,}",
                    "[1,2]",
                    "{\"\u00E9\":\"\uD83D\uDE00\"}"
                })
        void returns_a_document_unchanged(String document) throws IOException {
            assertThat(write(document, List.of())).isEqualTo(document + "\n");
        }

        @Test
        void accepts_a_number_of_ten_million_digits() throws IOException {
            String document = "{\"a\":" + "1".repeat(10_000_000) + ".5}";

            assertThat(write(document, List.of())).isEqualTo(document + "\n");
        }

        @Test
        void splits_documents_at_any_white_space_or_none() throws IOException {
            assertThat(write("\uFEFF {\"a\":1}{\"b\":2}\r\n\n{\"c\":3}\n", List.of()))
                    .isEqualTo("{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n");
        }

        @Test
        void splits_documents_at_the_given_separator() throws IOException {
            assertThat(write(new JsonFormat(";"), "{\"a\":1};{\"b\":2}", List.of()))
                    .isEqualTo("{\"a\":1};{\"b\":2};");
        }

        @Test
        void follows_the_path_of_the_table() throws IOException {
            String document = "{\"a\":{\"b\":[{\"c\":1},{\"c\":[2,3]}]}} {\"a\":5}";

            assertThat(write(document, List.of(name("a"), name("B"), EVERY))).isEqualTo("{\"c\":1}\n{\"c\":[2,3]}\n");
            assertThat(write(document, List.of(name("a"), name("b"), EVERY, name("c"), EVERY)))
                    .isEqualTo("2\n3\n");
        }

        @Test
        void decodes_escapes() throws IOException {
            TextFormat.SourceRecord record = Objects.requireNonNull(
                    records("{\"a\":\"\\u00e9\\n\\\"\\\\\\/\"}").next());

            assertThat(record.field(new FieldReference(List.of(name("a"))))).isEqualTo(new Value.Text("\u00E9\n\"\\/"));
        }

        @Test
        void returns_MISSING_for_an_absent_field() throws IOException {
            TextFormat.SourceRecord record =
                    Objects.requireNonNull(records("{\"a\":[1]}").next());

            assertThat(record.field(new FieldReference(List.of(name("b"), name("c")))))
                    .isEqualTo(Value.Absent.MISSING);
            assertThat(record.field(new FieldReference(List.of(name("a"), new PathStep.Index(1)))))
                    .isEqualTo(Value.Absent.MISSING);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "100,200 | Unexpected token ',' at [byte: 3]. Expecting tokens '{', or '['. ",
                    "{name: owner} | Unexpected token 'n' at [byte: 1]. Expecting tokens '\"', or '}'. ",
                    "{\"a\" 1} | Unexpected token '1' at [byte: 5]. Expecting tokens ':'. ",
                    "{\"a\":1 | Unexpected end of data at [byte: 6]. Expecting tokens ',', or '}'. ",
                    "{\"a\":\"x | Unexpected end of data at [byte: 7]. "
                })
        void fails_at_invalid_JSON(String text, String description) {
            assertThatExceptionOfType(QueryFailure.class)
                    .isThrownBy(() -> write(text, List.of()))
                    .matches(QueryFailure::fatal)
                    .extracting(failure -> failure.description().strip())
                    .isEqualTo(description.strip());
        }

        @Test
        void cannot_exhaust_the_stack() {
            assertThatExceptionOfType(QueryFailure.class).isThrownBy(() -> write("[".repeat(100_000), List.of()));
        }
    }

    @Nested
    class Writing {
        @Test
        void omits_missing_fields_and_writes_null_fields() {
            StringBuilder text = new StringBuilder();
            LINES.writer()
                    .write(
                            List.of("a", "b", "c", "d"),
                            List.of(
                                    Value.Absent.MISSING,
                                    Value.Absent.NULL,
                                    new Value.FloatingPoint(12.50),
                                    new Value.Text("\"\\\n\u0001")),
                            text);
            LINES.writer().write(List.of("a"), List.of(Value.Absent.MISSING), text);

            assertThat(text).hasToString("{\"b\":null,\"c\":12.5,\"d\":\"\\\"\\\\\\n\\u0001\"}\n{}\n");
        }
    }

    private static String write(String text, List<PathStep> table) throws IOException {
        return write(LINES, text, table);
    }

    private static String write(JsonFormat format, String text, List<PathStep> table) throws IOException {
        TextFormat.RecordReader records =
                format.reader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), table);
        StringBuilder result = new StringBuilder();
        for (TextFormat.SourceRecord record = records.next(); record != null; record = records.next()) {
            format.writer().write(record, result);
        }
        return result.toString();
    }

    private static TextFormat.RecordReader records(String text) {
        return LINES.reader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), List.of());
    }

    private static PathStep name(String text) {
        return new PathStep.Name(text, false);
    }
}
