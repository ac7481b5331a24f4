package dev.nephelite.blob.query.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.StorageException;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid and invalid statements. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SelectParserTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void a_statement_names_its_columns() {
        Select select = parse("select a, b AS \"The b\", c[0].d, 1 from blobstorage limit 5;");

        assertThat(select.limit()).isEqualTo(5);
        assertThat(((Select.Columns) select.projection()).columns())
                .extracting(Select.Column::name)
                .containsExactly("a", "The b", "d", "_4");
    }

    @Test
    void its_table_may_be_in_JSON() {
        assertThat(parse("SELECT * FROM BlobStorage[*].a.b[*]").table())
                .containsExactly(new PathStep.Name("a", false), new PathStep.Name("b", false), PathStep.Every.ELEMENT);
    }

    @Test
    void it_may_split_the_blob() {
        assertThat(parse("SELECT sys.split(10485760)FROM BlobStorage").projection())
                .isEqualTo(new Select.Split(10485760));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT",
                "SELECT FROM BlobStorage",
                "SELECT * FROM Table1",
                "SELECT * FROM BlobStorage WHERE",
                "SELECT * FROM BlobStorage LIMIT x",
                "SELECT * FROM BlobStorage; SELECT 1",
                "SELECT a FROM BlobStorage[0]",
                "SELECT 'open FROM BlobStorage",
                "SELECT a b FROM BlobStorage",
                "SELECT f(1) FROM BlobStorage",
                "SELECT SUBSTRING('a') FROM BlobStorage",
                "SELECT CAST(1 AS MONEY) FROM BlobStorage",
                "SELECT COUNT(*), 1 FROM BlobStorage",
                "SELECT DATE_ADD(timezone_hour, 1, UTCNOW()) FROM BlobStorage",
                "SELECT a ! b FROM BlobStorage"
            })
    void an_invalid_statement_is_refused(String statement) {
        assertRefused(statement, "Syntax error!");
    }

    @Test
    void it_has_at_most_49_columns() {
        assertThat(parse("SELECT " + "_1, ".repeat(48) + "_1 FROM BlobStorage")).isNotNull();
        assertRefused("SELECT " + "_1, ".repeat(49) + "_1 FROM BlobStorage", "Syntax error!");
    }

    @Test
    void it_cannot_exhaust_the_stack() {
        assertRefused("SELECT " + "(".repeat(50_000) + " FROM BlobStorage", "Syntax error!");
        assertRefused("SELECT 1" + "+1".repeat(50_000) + " FROM BlobStorage", "Syntax error!");
        assertRefused("SELECT " + "NOT ".repeat(50_000) + "TRUE FROM BlobStorage", "Syntax error!");
        assertThat(parse("SELECT '" + "''".repeat(100_000) + "' FROM BlobStorage"))
                .isNotNull();
    }

    @Test
    void it_splits_a_blob_into_parts_of_at_least_ten_megabytes() {
        assertRefused("SELECT sys.split(1) FROM BlobStorage", "The split size must be at least 10485760 bytes.");
    }

    private void assertRefused(String statement, String message) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> parse(statement))
                .extracting(StorageException::error)
                .isEqualTo(new RefusedQuery(message));
    }

    private static Select parse(String statement) {
        return SelectParser.parse(statement, NOON);
    }
}
