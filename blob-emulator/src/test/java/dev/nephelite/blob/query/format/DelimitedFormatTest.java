package dev.nephelite.blob.query.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.blob.query.sql.Conversion;
import dev.nephelite.blob.query.sql.FieldReference;
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
        void parts_records_and_fields() throws IOException {
            assertThat(read(CSV, "a,b\n,\nc")).containsExactly(List.of("a", "b"), List.of("", ""), List.of("c"));
        }

        @Test
        void takes_lines_as_any_system_ends_them() throws IOException {
            assertThat(read(CSV, "\uFEFFa\r\nb\n\nc\rd\n"))
                    .containsExactly(List.of("a"), List.of("b"), List.of(""), List.of("c\rd"));
        }

        @Test
        void keeps_together_what_is_in_quotes() throws IOException {
            assertThat(read(CSV, "\"a,\n\"\"b\"\"\",\"\"\n")).containsExactly(List.of("a,\n\"b\"", ""));
        }

        @Test
        void takes_what_is_escaped_as_it_is() throws IOException {
            assertThat(read(new DelimitedFormat(",", "\"", "\n", "\\", false), "a\\,b,\"\\\"\"\n"))
                    .containsExactly(List.of("a,b", "\""));
        }

        @Test
        void knows_no_quotes_if_there_are_none() throws IOException {
            assertThat(read(new DelimitedFormat(",", "", "\n", "", false), "\"a,b\"\n"))
                    .containsExactly(List.of("\"a", "b\""));
        }

        @Test
        void knows_separators_of_several_characters() throws IOException {
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
        void finds_nothing_in_nothing() throws IOException {
            assertThat(read(CSV, "")).isEmpty();
            assertThat(read(WITH_HEADERS, "a,b\n")).isEmpty();
        }

        @Test
        void tells_where_a_record_begins() throws IOException {
            RecordSource records = records(CSV, "é,1\nb,2\n");
            records.next();
            records.next();

            assertThat(records.start()).isEqualTo(5);
            assertThat(records.position()).isEqualTo(9);
        }

        @Test
        void ends_at_a_record_that_memory_cannot_hold() {
            InputStream endless = new InputStream() {
                @Override
                public int read() {
                    return 'x';
                }
            };
            RecordSource records = CSV.read(endless, List.of());

            assertThatExceptionOfType(QueryFailure.class)
                    .isThrownBy(records::next)
                    .matches(QueryFailure::fatal);
        }
    }

    @Nested
    class A_field {
        @Test
        void is_found_by_its_number() throws IOException {
            SourceRecord record = Objects.requireNonNull(records(CSV, "a,b\n").next());

            assertThat(record.field(field("_2", false))).isEqualTo(new Value.Text("b"));
        }

        @Test
        void is_found_by_its_name() throws IOException {
            RecordSource records = records(WITH_HEADERS, "Name,The age\nAnna,31\n");
            records.require(List.of(field("name", false), field("The age", true), field("_1", false)));
            SourceRecord record = Objects.requireNonNull(records.next());

            assertThat(record.field(field("NAME", false))).isEqualTo(new Value.Text("Anna"));
            assertThat(record.field(field("The age", true))).isEqualTo(new Value.Text("31"));
        }

        @Test
        void must_be_in_the_record() throws IOException {
            SourceRecord record = Objects.requireNonNull(records(CSV, "a,b\n").next());

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
        void quotes_what_would_be_taken_for_something_else() {
            assertThat(write(CSV, "a", "b,c", "d\ne", "f\"g")).isEqualTo("a,\"b,c\",\"d\ne\",\"f\"\"g\"\n");
            assertThat(write(new DelimitedFormat(";", "'", ".", "\\", false), "1.0.1", "it's", "a\\b"))
                    .isEqualTo("'1.0.1';'it\\'s';a\\b.");
        }

        @Test
        void quotes_nothing_without_quotes() {
            assertThat(write(new DelimitedFormat(",", "", "\n", "", false), "b,c"))
                    .isEqualTo("b,c\n");
        }

        @Test
        void begins_with_the_names_if_they_are_wanted() {
            RecordWriter writer = WITH_HEADERS.writer();
            StringBuilder text = new StringBuilder();
            writer.write(List.of("a"), List.of(new Value.Whole(1)), text);
            writer.write(List.of("a"), List.of(Value.Nothing.NULL), text);

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
        RecordSource records = records(format, text);
        List<List<String>> all = new ArrayList<>();
        for (SourceRecord record = records.next(); record != null; record = records.next()) {
            all.add(record.fields().stream()
                    .map(field -> Conversion.text(field.value()))
                    .toList());
        }
        return all;
    }

    private static RecordSource records(DelimitedFormat format, String text) {
        return format.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), List.of());
    }

    private static FieldReference field(String name, boolean exact) {
        return new FieldReference(List.of(new PathStep.Name(name, exact)));
    }
}
