package dev.nephelite.program.crash;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** One storage service as its owner speaks to it. Each request is sent once, whatever becomes of it. */
record Wire(HttpClient http, String endpoint) {
    private static final Clock CLOCK = new SystemClock();
    /** Ends a test that hangs; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(4);

    private static final byte[] NOTHING = {};

    HttpResponse<byte[]> get(String target) throws IOException, InterruptedException {
        return send("GET", target, Map.of(), NOTHING);
    }

    XmlElement document(String target) throws IOException, InterruptedException {
        return document(require(200, "GET", target, NOTHING));
    }

    static XmlElement document(HttpResponse<byte[]> answer) {
        return XmlElement.parse(new ByteArrayInputStream(answer.body()));
    }

    HttpResponse<byte[]> require(int status, String method, String target, byte[] body)
            throws IOException, InterruptedException {
        return require(status, method, target, Map.of(), body);
    }

    HttpResponse<byte[]> require(int status, String method, String target) throws IOException, InterruptedException {
        return require(status, method, target, NOTHING);
    }

    /** Sends a request that can only be answered in one way. */
    HttpResponse<byte[]> require(int status, String method, String target, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(method, target, headers, body);
        if (answer.statusCode() != status) {
            throw new AssertionError("%s %s was to answer %d and answered %d: %s"
                    .formatted(
                            method,
                            target,
                            status,
                            answer.statusCode(),
                            new String(answer.body(), StandardCharsets.UTF_8)));
        }
        return answer;
    }

    private HttpResponse<byte[]> send(String method, String target, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        URI uri = URI.create(endpoint + target);
        Map<String, String> sent = new TreeMap<>(headers);
        sent.put("x-ms-date", HttpDate.format(CLOCK.now()));
        sent.put("x-ms-version", "2026-02-06");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(HANG_LIMIT)
                .method(
                        method,
                        body.length == 0 && !method.equals("PUT")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(body))
                .header("Authorization", signature(method, uri, sent, body.length));
        sent.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String signature(String method, URI uri, Map<String, String> headers, int length) {
        Map<String, String> signed = new TreeMap<>(headers);
        signed.put("Content-Length", Integer.toString(length));
        return SharedKey.sign(
                method,
                uri.getRawPath(),
                QueryParameters.parse(uri.getRawQuery()),
                Headers.of(signed),
                Account.DEVELOPMENT.name(),
                Account.DEVELOPMENT.keys().get(0));
    }
}
