package com.example.reports;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The API, a program of its own: {@code POST /reports/ID} with a topic orders a report, {@code GET /reports/ID} answers with
 * it, or with 404 as long as it is not written.
 */
public final class ReportApi implements AutoCloseable {
    private static final String PATH = "/reports/";

    private final QueueClient orders;
    private final BlobContainerClient reports;
    private final HttpServer server;

    /**
     * Starts to listen.
     *
     * @param port 0 for a free one
     */
    public ReportApi(int port, String connectionString) throws IOException {
        orders = new QueueServiceClientBuilder()
                .connectionString(connectionString)
                // What a function with a queue trigger expects.
                .messageEncoding(QueueMessageEncoding.BASE64)
                .buildClient()
                .getQueueClient("reports");
        orders.createIfNotExists();
        reports = new BlobServiceClientBuilder()
                .connectionString(connectionString)
                .buildClient()
                .createBlobContainerIfNotExists("reports");
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext(PATH, this::handle);
        server.start();
    }

    public static void main(String[] args) throws IOException {
        ReportApi api = new ReportApi(8080, System.getenv("AZURE_STORAGE_CONNECTION_STRING"));
        System.out.println("The API is at http://localhost:" + api.port() + PATH);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String id = exchange.getRequestURI().getPath().substring(PATH.length());
            if (exchange.getRequestMethod().equals("POST")) {
                String topic = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                orders.sendMessage(BinaryData.fromObject(Map.of("id", id, "topic", topic)));
                exchange.sendResponseHeaders(202, -1);
                return;
            }
            BlobClient report = reports.getBlobClient(id);
            if (!report.exists()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] text = report.downloadContent().toBytes();
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
