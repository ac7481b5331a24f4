package dev.nephelite.benchmark.junit;

import dev.nephelite.emulator.time.RandomIds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Each method has a queue and a container of its own on one server that all methods share. The nearest to isolation that a server
 * without such a thing allows: accounts, clock and faults are shared.
 */
class SharedServerSuite {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name = "test-" + RandomIds.unseeded().uuid();

    @BeforeEach
    void create() throws IOException, InterruptedException {
        send("PUT", SuiteProgram.BLOB_URL, "restype=container&");
        send("PUT", SuiteProgram.QUEUE_URL, "");
    }

    @RepeatedTest(SuiteProgram.METHODS)
    void begins() {}

    @AfterEach
    void delete() throws IOException, InterruptedException {
        send("DELETE", SuiteProgram.BLOB_URL, "restype=container&");
        send("DELETE", SuiteProgram.QUEUE_URL, "");
    }

    private void send(String method, String url, String query) throws IOException, InterruptedException {
        URI uri = URI.create(
                System.getProperty(url) + "/" + name + "?" + query + System.getProperty(SuiteProgram.SIGNATURE));
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(uri)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + url + " was answered with " + answer.statusCode());
        }
    }
}
