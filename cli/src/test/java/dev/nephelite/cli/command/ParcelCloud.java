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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A cloud with {@link ParcelFunctions}, and commands that ask it. */
final class ParcelCloud implements AutoCloseable {
    final LocalCloud cloud;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    ParcelCloud() {
        this(app());
    }

    private ParcelCloud(FunctionApp app) {
        cloud = LocalCloud.builder().controlPort(0).functions(app).start();
    }

    /** One whose functions run in a worker process. */
    static ParcelCloud withWorkerProcess() {
        return new ParcelCloud(app().inWorkerProcess());
    }

    private static FunctionApp app() {
        return FunctionApp.ofClasses(classes()).only(List.of("pack"));
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
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(cloud.endpoints().functions() + "/api/pack/" + path))
                                .POST(BodyPublishers.ofString(content))
                                .build(),
                        BodyHandlers.discarding());
        return newest();
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
