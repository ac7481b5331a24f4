package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operations that require Content-Length. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContentLengthTest {
    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
        service.put("/photos/cat.txt", "miau");
        service.appendBlob().put("/photos/app.log");
        service.pageBlob(512).put("/photos/disk.vhd");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/photos/dog.txt, x-ms-blob-type, BlockBlob",
        "/photos/dog.txt, x-ms-blob-type, AppendBlob",
        "/photos/dog.txt?comp=block&blockid=MQ==, , ",
        "/photos/dog.txt?comp=blocklist, , ",
        "/photos/app.log?comp=appendblock, , ",
        "/photos/disk.vhd?comp=page, x-ms-page-write, update",
        "/photos/cat.txt?comp=tags, , "
    })
    void a_body_in_chunks_is_refused(String path, @Nullable String name, @Nullable String value)
            throws IOException, InterruptedException {
        Map<String, String> headers = new HashMap<>(Map.of("x-ms-range", "bytes=0-511"));
        if (name != null && value != null) {
            headers.put(name, value);
        }

        HttpResponse<String> answer = service.putInChunks(path, "x", headers);

        assertThat(answer.statusCode()).isEqualTo(411);
        assertThat(answer.headers().firstValue("x-ms-error-code")).contains("MissingContentLengthHeader");
        assertThat(answer.body()).contains("Content-Length HTTP header is missing.");
    }

    @Test
    void setContainerAcl_accepts_a_document_in_chunks() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                service.putInChunks("/photos?restype=container&comp=acl", "<SignedIdentifiers/>", Map.of());

        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
