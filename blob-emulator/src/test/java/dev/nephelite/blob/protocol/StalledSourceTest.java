package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.value.Account;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Copies from a server that sends one byte and then nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StalledSourceTest {
    private static final int MOST_WAITING_REQUESTS = 256;
    private static final int REQUEST_BYTES = 4096;
    private static final byte[] BEGIN =
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nm".getBytes(StandardCharsets.US_ASCII);

    private final BlobService service = new BlobService();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> stalled = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<HttpResponse<Void>>> copies = new ArrayList<>();
    private ServerSocket source;

    @BeforeEach
    void open() throws IOException {
        service.container("photos");
        source = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "stalled source");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        for (Socket socket : stalled) {
            socket.close();
        }
        copies.forEach(CompletableFuture::join);
        service.close();
    }

    @Test
    void copyBlobFromURL_leaves_threads_to_other_requests_while_sources_stall() {
        for (int i = 0; i < MOST_WAITING_REQUESTS; i++) {
            copies.add(copy("copy" + i));
        }
        Await.until("all copies wait", () -> stalled.size() == MOST_WAITING_REQUESTS);

        HttpResponse<Void> refused = copy("one.more").join();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("x-ms-error-code")).hasValue("ServerBusy");
        service.request().get("?comp=list").then().statusCode(200);
    }

    private CompletableFuture<HttpResponse<Void>> copy(String name) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(service.signed(Account.DEVELOPMENT, "photos", name, "cw")))
                .header("x-ms-copy-source", "http://127.0.0.1:" + source.getLocalPort() + "/cat.jpg")
                .header("x-ms-requires-sync", "true")
                .PUT(BodyPublishers.noBody())
                .build();
        return client.sendAsync(request, BodyHandlers.discarding());
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = source.accept();
                if (socket.getInputStream().read(new byte[REQUEST_BYTES]) > 0) {
                    socket.getOutputStream().write(BEGIN);
                }
                stalled.add(socket);
            }
        } catch (IOException ignored) {
            // The test is over.
        }
    }
}
