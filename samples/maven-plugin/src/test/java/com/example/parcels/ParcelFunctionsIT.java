package com.example.parcels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class ParcelFunctionsIT {
    private static final String FUNCTIONS = System.getProperty("functions");
    private static final String CONTROL_PLANE = System.getProperty("control-plane");

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aParcelGetsALabelWithTheAddressOfItsReceiver() throws Exception {
        send(HttpRequest.newBuilder(URI.create(FUNCTIONS + "/api/parcels/4711")).POST(BodyPublishers.ofString("ada")));

        // Answers when the functions have handled everything.
        get(CONTROL_PLANE + "/v1/idle?timeout=60");

        assertEquals("Parcel 4711 to 12 St James's Square, London", get(FUNCTIONS + "/api/labels/4711"));
    }

    private String get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        assertEquals(2, response.statusCode() / 100, response.toString());
        return response.body();
    }
}
