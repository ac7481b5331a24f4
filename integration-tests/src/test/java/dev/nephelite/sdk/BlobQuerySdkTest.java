package dev.nephelite.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobQueryDelimitedSerialization;
import com.azure.storage.blob.models.BlobQueryError;
import com.azure.storage.blob.models.BlobQueryJsonSerialization;
import com.azure.storage.blob.models.BlobQueryProgress;
import com.azure.storage.blob.models.BlobQuerySerialization;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlobQueryOptions;
import dev.nephelite.testing.TemporaryCloud;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Query Blob Contents, as the official client asks and understands it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobQuerySdkTest {
    private static final BlobQuerySerialization CSV = delimited(true);
    private static final BlobQuerySerialization PLAIN = delimited(false);
    private static final BlobQuerySerialization JSON = new BlobQueryJsonSerialization().setRecordSeparator('\n');

    private final TemporaryCloud cloud = new TemporaryCloud();
    private final BlobContainerClient container = cloud.blobs().getBlobContainerClient("tables");
    private final BlobClient blob = container.getBlobClient("people");
    private final List<BlobQueryError> errors = new ArrayList<>();
    private final List<Long> progress = new ArrayList<>();

    @BeforeEach
    void create() {
        container.create();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Nested
    class Given_delimited_text {
        @BeforeEach
        void upload() {
            put("name,age,city\nAnna,31,Bern\nBert,25,\"Basel, Stadt\"\nCara,47,Chur\n");
        }

        @Test
        void a_query_gives_the_rows_that_count() {
            assertThat(query("SELECT city FROM BlobStorage WHERE age BETWEEN 20 AND 40 AND name LIKE 'B%'", CSV, null))
                    .isEqualTo("\"Basel, Stadt\"\n");
        }

        @Test
        void it_may_be_answered_in_JSON() {
            assertThat(query("SELECT name, CAST(age AS INT) + 1 AS next FROM BlobStorage LIMIT 1", CSV, JSON))
                    .isEqualTo("{\"name\":\"Anna\",\"next\":32}\n");
        }

        @Test
        void a_stream_gives_the_same() throws IOException {
            try (InputStream stream = blob.openQueryInputStream("SELECT _1 FROM BlobStorage")) {
                assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("name\nAnna\nBert\nCara\n");
            }
        }

        @Test
        void rows_can_be_counted() {
            assertThat(query("SELECT COUNT(*) FROM BlobStorage", CSV, null)).isEqualTo("3\n");
        }

        @Test
        void the_client_learns_how_far_it_has_come() {
            query("SELECT * FROM BlobStorage", CSV, null);

            assertThat(progress)
                    .isNotEmpty()
                    .isSorted()
                    .last()
                    .isEqualTo(blob.getProperties().getBlobSize());
        }

        @Test
        void a_record_that_does_not_fit_is_told_about_and_left_out() {
            put("1,x\ntwo,y\n3,z\n");

            assertThat(query("SELECT _2 FROM BlobStorage WHERE _1 > 0", null, null))
                    .isEqualTo("x\nz\n");
            assertThat(errors).singleElement().satisfies(error -> {
                assertThat(error.isFatal()).isFalse();
                assertThat(error.getName()).isEqualTo("InvalidTypeConversion");
                assertThat(error.getPosition()).isEqualTo(4);
            });
        }

        @Test
        void a_statement_that_is_none_is_refused() {
            assertThatExceptionOfType(BlobStorageException.class)
                    .isThrownBy(() -> query("SELECT FROM BlobStorage", null, null))
                    .satisfies(refusal -> {
                        assertThat(refusal.getStatusCode()).isEqualTo(400);
                        assertThat(refusal.getErrorCode()).hasToString("ErrorProcessingQueryExpression");
                    });
        }
    }

    @Nested
    class Given_JSON {
        @BeforeEach
        void upload() {
            put("""
                    {"id":1,"name":"mouse","tags":["wireless"],"houses":[{"latitude":41.8}]}
                    {"id":2,"tags":[],"houses":[{"latitude":1},{"latitude":2}]}
                    """);
        }

        @Test
        void a_query_gives_the_rows_that_count() {
            assertThat(query("SELECT name, tags[0] AS tag FROM BlobStorage WHERE id = 1", JSON, JSON))
                    .isEqualTo("{\"name\":\"mouse\",\"tag\":\"wireless\"}\n");
        }

        @Test
        void it_may_be_answered_in_delimited_text() {
            assertThat(query("SELECT latitude FROM BlobStorage[*].houses[*]", JSON, PLAIN))
                    .isEqualTo("41.8\n1\n2\n");
        }

        @Test
        void what_is_no_JSON_ends_the_query() {
            put("100,200\n");

            query("SELECT * FROM BlobStorage", JSON, null);

            assertThat(errors).singleElement().satisfies(error -> {
                assertThat(error.isFatal()).isTrue();
                assertThat(error.getName()).isEqualTo("ParseError");
                assertThat(error.getDescription())
                        .startsWith("Unexpected token ',' at [byte: 3]. Expecting tokens '{', or '['.");
            });
        }
    }

    private void put(String content) {
        blob.upload(BinaryData.fromString(content), true);
    }

    private String query(
            String statement, @Nullable BlobQuerySerialization input, @Nullable BlobQuerySerialization output) {
        try (ByteArrayOutputStream result = new ByteArrayOutputStream()) {
            BlobQueryOptions options = new BlobQueryOptions(statement, result)
                    .setInputSerialization(input)
                    .setOutputSerialization(output)
                    .setErrorConsumer(errors::add)
                    .setProgressConsumer((BlobQueryProgress made) -> progress.add(made.getBytesScanned()));
            blob.queryWithResponse(options, null, Context.NONE);
            return result.toString(StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static BlobQuerySerialization delimited(boolean headers) {
        return new BlobQueryDelimitedSerialization()
                .setRecordSeparator('\n')
                .setColumnSeparator(',')
                .setFieldQuote('"')
                .setEscapeChar('\\')
                .setHeadersPresent(headers);
    }
}
