package dev.nephelite.cli;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Query;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/** A start in a JVM of its own that answers one request on each service and ends, so that all its classes are known. */
final class Rehearsal {
    private static final String MARK = "nephelite.rehearsal";
    private static final String QUERY = "comp=list";

    private Rehearsal() {}

    /** Whether this process is one. */
    static boolean isThisOne() {
        return Boolean.getBoolean(MARK);
    }

    /** What follows the class path on the command line of one that writes to {@code folder}. */
    static List<String> command(Path folder) {
        return List.of(
                "-D" + MARK + "=true",
                Main.class.getName(),
                StartCommand.NAME,
                "--location=" + folder.resolve("data"),
                "--blob-port=0",
                "--queue-port=0");
    }

    /** Lists containers and queues, signed as clients sign. */
    static void play(LocalCloud cloud, Clock clock) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        for (String endpoint : List.of(cloud.blobEndpoint(), cloud.queueEndpoint())) {
            client.send(list(URI.create(endpoint + "?" + QUERY), cloud.account(), clock), BodyHandlers.discarding());
        }
    }

    private static HttpRequest list(URI uri, Account account, Clock clock) {
        Headers headers = new Headers.Builder()
                .add("x-ms-date", HttpDate.format(clock.now()))
                .add("x-ms-version", "2021-12-02")
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach(request::header);
        SigningKey key = account.keys().get(0);
        String signature = SharedKey.sign("GET", uri.getRawPath(), Query.parse(QUERY), headers, account.name(), key);
        return request.header("Authorization", signature).build();
    }
}
