package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.value.Account;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Headers that client libraries sign and send in unusual ways, byte for byte. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignedHeadersTest {
    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void metadata_in_UTF_8_comes_back_as_it_was_sent() throws IOException {
        assertThat(put("Größe XL", "Größe XL", StandardCharsets.UTF_8)).startsWith("HTTP/1.1 201 ");

        assertThat(head(StandardCharsets.UTF_8)).contains("x-ms-meta-size: Größe XL\r\n");
    }

    @Test
    void metadata_in_Latin_1_comes_back_as_it_was_sent() throws IOException {
        assertThat(put("Größe", "Größe", StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 201 ");

        assertThat(head(StandardCharsets.ISO_8859_1)).contains("x-ms-meta-size: Größe\r\n");
    }

    @Test
    void spaces_may_be_folded_for_signing() throws IOException {
        assertThat(put("far    apart", "far apart", StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 201 ");
    }

    @Test
    void another_text_than_was_signed_is_refused() throws IOException {
        assertThat(put("Größe", "Grösse", StandardCharsets.UTF_8)).startsWith("HTTP/1.1 403 ");
    }

    private String put(String sent, String signed, Charset charset) throws IOException {
        String text = "PUT\n\n\n\n\n\n\n\n\n\n\n\nx-ms-blob-type:BlockBlob\nx-ms-date:" + BlobService.NOON_AS_HEADER
                + "\nx-ms-meta-size:" + signed
                + "\nx-ms-version:2021-12-02\n/devstoreaccount1/devstoreaccount1/photos/cat";
        return exchange(
                "PUT",
                text,
                "x-ms-blob-type: BlockBlob\r\nx-ms-meta-size: " + sent + "\r\nContent-Length: 0\r\n",
                charset);
    }

    private String head(Charset charset) throws IOException {
        String text = "HEAD\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:" + BlobService.NOON_AS_HEADER
                + "\nx-ms-version:2021-12-02\n/devstoreaccount1/devstoreaccount1/photos/cat";
        return exchange("HEAD", text, "", charset);
    }

    private String exchange(String method, String signed, String headers, Charset charset) throws IOException {
        String signature = Account.DEVELOPMENT.keys().get(0).sign(signed);
        URI origin = URI.create(service.baseUrl());
        try (Socket socket = new Socket(origin.getHost(), origin.getPort())) {
            String request = method + " /devstoreaccount1/photos/cat HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    + "Connection: close\r\nx-ms-date: " + BlobService.NOON_AS_HEADER
                    + "\r\nx-ms-version: 2021-12-02\r\nAuthorization: SharedKey devstoreaccount1:" + signature + "\r\n"
                    + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(charset));
            return new String(socket.getInputStream().readAllBytes(), charset);
        }
    }
}
