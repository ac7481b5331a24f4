package com.example.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The API runs in the process of this test, the functions in one of Nephelite's. */
class ReportsIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aReportThatTheApiHasOrderedIsWrittenByAFunction() throws Exception {
        try (ReportApi api = new ReportApi(0, System.getProperty("storage"))) {
            String report = "http://localhost:" + api.port() + "/reports/7";
            assertEquals(404, get(report).statusCode());

            client.send(
                    HttpRequest.newBuilder(URI.create(report))
                            .POST(BodyPublishers.ofString("rain"))
                            .build(),
                    BodyHandlers.discarding());
            // Answers when the functions have handled everything.
            assertEquals(
                    200,
                    get(System.getProperty("control-plane") + "/v1/idle?timeout=60")
                            .statusCode());

            assertEquals("Report 7 is about rain.", get(report).body());
        }
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
