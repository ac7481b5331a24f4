package dev.nephelite.blob.query.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.blob.query.sql.Expression.FieldReference;
import dev.nephelite.blob.query.sql.PathStep;
import dev.nephelite.blob.query.sql.QueryFailure;
import dev.nephelite.blob.query.sql.Value;
import dev.nephelite.emulator.error.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DelimitedFormatTest {
    private static final DelimitedFormat CSV = DelimitedFormat.DEFAULT;
    private static final DelimitedFormat WITH_HEADERS = new DelimitedFormat(",", "\"", "\n", "\\", true);

    @Nested
    class Reading {
        @Test
        void splits_records_and_fields() throws IOException {
            assertThat(read(CSV, "a,b\n,\nc")).containsExactly(List.of("a", "b"), List.of("", ""), List.of("c"));
        }

        @Test
        void accepts_the_line_ends_of_every_system() throws IOException {
            assertThat(read(CSV, "\uFEFFa\r\nb\n\nc\rd\n"))
                    .containsExactly(List.of("a"), List.of("b"), List.of(""), List.of("c\rd"));
        }

        @Test
        void does_not_split_quoted_fields() throws IOException {
            assertThat(read(CSV, "\"a,\n\"\"b\"\"\",\"\"\n")).containsExactly(List.of("a,\n\"b\"", ""));
        }

        @Test
        void reads_escaped_characters_literally() throws IOException {
            assertThat(read(new DelimitedFormat(",", "\"", "\n", "\\", false), "a\\,b,\"\\\"\"\n"))
                    .containsExactly(List.of("a,b", "\""));
        }

        @Test
        void ignores_quotes_if_the_format_has_none() throws IOException {
            assertThat(read(new DelimitedFormat(",", "", "\n", "", false), "\"a,b\"\n"))
                    .containsExactly(List.of("\"a", "b\""));
        }

        @Test
        void accepts_separators_of_several_characters() throws IOException {
            assertThat(read(new DelimitedFormat("::", "'", "é\n", "", false), "a:b::cé\nd"))
                    .containsExactly(List.of("a:b", "c"), List.of("d"));
        }

        @Test
        void finds_separators_wherever_the_buffer_ends() throws IOException {
            String field = "x".repeat(64 * 1024 - 1);

            assertThat(read(new DelimitedFormat(";;", "", "\r\n", "", false), field + ";;" + field + "\r\ny"))
                    .containsExactly(List.of(field, field), List.of("y"));
        }

        @Test
        void returns_no_record_of_an_empty_blob() throws IOException {
            assertThat(read(CSV, "")).isEmpty();
            assertThat(read(WITH_HEADERS, "a,b\n")).isEmpty();
        }

        @Test
        void reports_the_offset_of_a_record() throws IOException {
            TextFormat.RecordReader records = records(CSV, "é,1\nb,2\n");
            records.next();
            records.next();

            assertThat(records.start()).isEqualTo(5);
            assertThat(records.position()).isEqualTo(9);
        }

        @Test
        void fails_at_a_record_that_is_too_long() {
            InputStream endless = new InputStream() {
                @Override
                public int read() {
                    return 'x';
                }
            };
            TextFormat.RecordReader records = CSV.reader(endless, List.of());

            assertThatExceptionOfType(QueryFailure.class)
                    .isThrownBy(records::next)
                    .matches(QueryFailure::fatal);
        }
    }

    @Nested
    class A_field {
        @Test
        void is_found_by_its_number() throws IOException {
            TextFormat.SourceRecord record =
                    Objects.requireNonNull(records(CSV, "a,b\n").next());

            assertThat(record.field(field("_2", false))).isEqualTo(new Value.Text("b"));
        }

        @Test
        void is_found_by_its_name() throws IOException {
            TextFormat.RecordReader records = records(WITH_HEADERS, "Name,The age\nAnna,31\n");
            records.require(List.of(field("name", false), field("The age", true), field("_1", false)));
            TextFormat.SourceRecord record = Objects.requireNonNull(records.next());

            assertThat(record.field(field("NAME", false))).isEqualTo(new Value.Text("Anna"));
            assertThat(record.field(field("The age", true))).isEqualTo(new Value.Text("31"));
        }

        @Test
        void must_be_in_the_record() throws IOException {
            TextFormat.SourceRecord record =
                    Objects.requireNonNull(records(CSV, "a,b\n").next());

            assertThatExceptionOfType(QueryFailure.class)
                    .isThrownBy(() -> record.field(field("_3", false)))
                    .matches(failure -> failure.name().equals("InvalidColumnOrdinal") && !failure.fatal());
        }

        @Test
        void has_a_name_only_if_there_are_headers() {
            assertRefused(CSV, field("Name", false));
            assertRefused(WITH_HEADERS, field("other", false));
            assertRefused(WITH_HEADERS, field("name", true));
        }

        private void assertRefused(DelimitedFormat format, FieldReference field) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> records(format, "Name\nAnna\n").require(List.of(field)))
                    .withMessageContaining("Column names can be used only if 'hasHeader' is set");
        }
    }

    @Nested
    class Writing {
        @Test
        void quotes_fields_with_special_characters() {
            assertThat(write(CSV, "a", "b,c", "d\ne", "f\"g")).isEqualTo("a,\"b,c\",\"d\ne\",\"f\"\"g\"\n");
            assertThat(write(new DelimitedFormat(";", "'", ".", "\\", false), "1.0.1", "it's", "a\\b"))
                    .isEqualTo("'1.0.1';'it\\'s';a\\b.");
        }

        @Test
        void never_quotes_if_the_format_has_no_quotes() {
            assertThat(write(new DelimitedFormat(",", "", "\n", "", false), "b,c"))
                    .isEqualTo("b,c\n");
        }

        @Test
        void writes_a_header_row_if_the_format_has_headers() {
            TextFormat.RecordWriter writer = WITH_HEADERS.writer();
            StringBuilder text = new StringBuilder();
            writer.write(List.of("a"), List.of(new Value.Int(1)), text);
            writer.write(List.of("a"), List.of(Value.Absent.NULL), text);

            assertThat(text).hasToString("a\n1\n\n");
        }

        private String write(DelimitedFormat format, String... values) {
            StringBuilder text = new StringBuilder();
            List<Value> all = List.of(values).stream()
                    .map(value -> (Value) new Value.Text(value))
                    .toList();
            format.writer().write(List.of(values), all, text);
            return text.toString();
        }
    }

    @Test
    void columns_and_records_are_separated_by_different_characters() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> new DelimitedFormat(",", "", ",", "", false));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> new DelimitedFormat("\r", "", "\n", "", false));
    }

    private static List<List<String>> read(DelimitedFormat format, String text) throws IOException {
        TextFormat.RecordReader records = records(format, text);
        List<List<String>> all = new ArrayList<>();
        for (TextFormat.SourceRecord record = records.next(); record != null; record = records.next()) {
            all.add(record.fields().stream()
                    .map(field -> field.value().toText())
                    .toList());
        }
        return all;
    }

    private static TextFormat.RecordReader records(DelimitedFormat format, String text) {
        return format.reader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), List.of());
    }

    private static FieldReference field(String name, boolean exact) {
        return new FieldReference(List.of(new PathStep.Name(name, exact)));
    }
}
