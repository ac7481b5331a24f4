package dev.nephelite.cli.command;

import dev.nephelite.cli.Main;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.function.run.RunFilter;
import dev.nephelite.function.run.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A cloud with {@link ParcelFunctions}, and commands that ask it. */
final class ParcelCloud implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    final LocalCloud cloud;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    ParcelCloud() {
        this(app("pack"));
    }

    /** One with other functions than {@code pack}. */
    static ParcelCloud of(String... functions) {
        return new ParcelCloud(app(functions));
    }

    private ParcelCloud(FunctionApp app) {
        cloud = LocalCloud.builder().controlPort(0).functions(app).start();
    }

    /** One whose functions run in a worker process. */
    static ParcelCloud withWorkerProcess() {
        return new ParcelCloud(app("pack").inWorkerProcess());
    }

    private static FunctionApp app(String... functions) {
        return FunctionApp.ofClasses(classes()).only(List.of(functions));
    }

    private static Path classes() {
        try {
            return Path.of(ParcelFunctions.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Executes a command and returns its exit code. */
    int nephelite(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--url=" + cloud.endpoints().control();
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    /** What the commands have printed on standard output. */
    String out() {
        return out.toString();
    }

    /** What the commands have printed on standard error. */
    String err() {
        return err.toString();
    }

    /** Calls the function and returns its run. */
    RunSummary pack(String path, String content) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(cloud.endpoints().functions() + "/api/pack/" + path))
                .POST(BodyPublishers.ofString(content)));
        return newest();
    }

    /** Sends messages to the queue {@code parcels}, and waits until they have been handled. */
    void weigh(String... parcels) throws IOException, InterruptedException {
        put("queue/devstoreaccount1/parcels", "");
        for (String parcel : parcels) {
            String text = Base64.getEncoder().encodeToString(parcel.getBytes(StandardCharsets.UTF_8));
            send(control("/v1/storage/queue/devstoreaccount1/parcels/messages")
                    .POST(BodyPublishers.ofString(
                            "<QueueMessage><MessageText>" + text + "</MessageText></QueueMessage>")));
        }
        cloud.awaitIdle(LONGEST);
    }

    /** Writes blobs to the container {@code labels}, and waits until they have been handled. */
    void label(String text, String... names) throws IOException, InterruptedException {
        put("blob/devstoreaccount1/labels?restype=container", "");
        for (String name : names) {
            put("blob/devstoreaccount1/labels/" + name, text);
        }
        cloud.awaitIdle(LONGEST);
    }

    private void put(String path, String content) throws IOException, InterruptedException {
        send(control("/v1/storage/" + path)
                .header("x-ms-blob-type", "BlockBlob")
                .PUT(BodyPublishers.ofString(content)));
    }

    /** Runs a function again for the event of an earlier run. */
    void repeat(RunSummary run, String options) throws IOException, InterruptedException {
        send(control("/v1/runs/" + run.id() + "/rerun").POST(BodyPublishers.ofString(options)));
    }

    private HttpRequest.Builder control(String path) {
        return HttpRequest.newBuilder(URI.create(cloud.endpoints().control() + path));
    }

    private static void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding());
    }

    RunSummary newest() {
        return cloud.functionHost()
                .orElseThrow()
                .runs()
                .newest(RunFilter.ALL, 1)
                .get(0);
    }

    @Override
    public void close() {
        cloud.close();
    }
}
