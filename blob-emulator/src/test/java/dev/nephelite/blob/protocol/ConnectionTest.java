package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of bytes on one connection. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectionTest {
    private static final String FIVE_BYTES = "Content-Length: 5\r\n";
    private static final String ASKS_FIRST = "Expect: 100-continue\r\n";

    /** Ends a test that hangs; no assertion depends on it. */
    private static final int HANG_MILLIS = 240_000;

    private final BlobService service = new BlobService();
    private Socket connection;
    private BufferedReader received;
    private Writer sent;

    @BeforeEach
    void connect() throws IOException {
        service.container("photos");
        URI uri = URI.create(service.endpoint());
        connection = new Socket(uri.getHost(), uri.getPort());
        connection.setSoTimeout(HANG_MILLIS);
        received = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        sent = new OutputStreamWriter(connection.getOutputStream(), StandardCharsets.ISO_8859_1);
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        service.close();
    }

    @Test
    void who_asks_first_learns_of_a_refusal_before_anything_was_uploaded() throws IOException {
        send(put("Photos", "Content-Length: 1000000\r\n" + ASKS_FIRST));

        assertThat(head()).contains("x-ms-error-code: InvalidResourceName");
    }

    @Test
    void who_asks_first_and_has_no_right_to_is_not_encouraged() throws IOException {
        send("PUT /devstoreaccount1/photos/a HTTP/1.1\r\nHost: x\r\nx-ms-blob-type: BlockBlob\r\n" + ASKS_FIRST
                + "Content-Length: 1000000\r\n\r\n");

        assertThat(head()).first().asString().doesNotContain("100 Continue").contains(" 404 ");
    }

    @Test
    void who_asks_first_and_may_upload_is_told_so() throws IOException {
        send(put("photos", FIVE_BYTES + ASKS_FIRST));
        assertThat(head()).containsExactly("HTTP/1.1 100 Continue");

        send("hello");
        assertThat(head()).first().isEqualTo("HTTP/1.1 201 Created");
        assertThat(service.request().get("/photos/a").asString()).isEqualTo("hello");
    }

    @Test
    void who_asks_first_and_would_send_chunks_is_refused_before_anything_was_uploaded() throws IOException {
        send(put("photos", "Transfer-Encoding: chunked\r\n" + ASKS_FIRST));

        assertThat(head()).contains("x-ms-error-code: MissingContentLengthHeader");
    }

    @Test
    void a_refusal_comes_while_the_client_still_sends() throws IOException {
        send(put("Photos", "Content-Length: 1000000\r\n") + "only a part of it");

        assertThat(head()).contains("x-ms-error-code: InvalidResourceName");
    }

    @Test
    void a_connection_serves_one_request_after_the_other() throws IOException {
        for (int i = 0; i < 3; i++) {
            send(put("photos", FIVE_BYTES) + "hello");

            assertThat(head()).first().isEqualTo("HTTP/1.1 201 Created");
        }
    }

    @Test
    void a_connection_outlives_a_refusal_whose_body_has_come() throws IOException {
        send(put("nowhere", FIVE_BYTES) + "hello");
        List<String> refusal = head();
        assertThat(refusal).first().asString().startsWith("HTTP/1.1 404 ");
        skip(length(refusal));

        send(put("photos", FIVE_BYTES) + "hello");
        assertThat(head()).first().isEqualTo("HTTP/1.1 201 Created");
    }

    @ParameterizedTest
    @ValueSource(strings = {"photos/100%", "photos/a?q=100%", "pho%zztos/a", "photos/%4?comp=list"})
    void a_percent_sign_that_begins_no_escape_is_refused(String target) throws IOException {
        send("GET /devstoreaccount1/" + target + " HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(head())
                .contains(
                        "HTTP/1.1 400 The requested URI does not represent any resource on the server.",
                        "x-ms-error-code: InvalidUri");
    }

    private void send(String text) throws IOException {
        sent.write(text);
        sent.flush();
    }

    /** A signed request for a blob, up to the beginning of its body. */
    private String put(String container, String moreHeaders) {
        String path = "/devstoreaccount1/" + container + "/a";
        Headers.Builder signed = new Headers.Builder()
                .add("x-ms-date", HttpDate.format(service.clock.now()))
                .add("x-ms-version", "2026-02-06")
                .add("x-ms-blob-type", "BlockBlob");
        StringBuilder head = new StringBuilder("PUT " + path + " HTTP/1.1\r\nHost: x\r\n");
        signed.build().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        String[] length = moreHeaders.split("\r\n", -1)[0].split(": ", -1);
        Account owner = Account.DEVELOPMENT;
        String signature = SharedKey.sign(
                "PUT",
                path,
                QueryParameters.EMPTY,
                signed.add(length[0], length[1]).build(),
                owner.name(),
                owner.keys().get(0));
        return head + "Authorization: " + signature + "\r\n" + moreHeaders + "\r\n";
    }

    /** The lines of the head of the next response. */
    private List<String> head() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = received.readLine(); line != null && !line.isEmpty(); line = received.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    private static long length(List<String> head) {
        return head.stream()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToLong(line -> Long.parseLong(line.substring("Content-Length: ".length())))
                .sum();
    }

    private void skip(long characters) throws IOException {
        for (long i = 0; i < characters; i++) {
            received.read();
        }
    }
}
