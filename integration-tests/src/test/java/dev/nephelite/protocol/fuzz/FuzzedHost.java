package dev.nephelite.protocol.fuzz;

import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.testing.StagedApp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A function host with its own services, in which it keeps its keys. One serves all rounds, for it takes long to start. */
final class FuzzedHost implements AutoCloseable {
    private final Services services;

    FuzzedHost(Path folder, long seed) throws IOException {
        new StagedApp(folder, FuzzedFunctions.class, Map.of("AzureWebJobsStorage", "UseDevelopmentStorage=true"))
                .function(
                        "echo",
                        "echo",
                        "{\"type\": \"httpTrigger\", \"direction\": \"in\", \"name\": \"request\", \"authLevel\":"
                                + " \"anonymous\", \"route\": \"echo/{id:int?}\"}, {\"type\": \"http\", \"direction\":"
                                + " \"out\", \"name\": \"$return\"}")
                .function(
                        "grid", "grid", "{\"type\": \"eventGridTrigger\", \"direction\": \"in\", \"name\": \"event\"}")
                .function(
                        "upload",
                        "upload",
                        "{\"type\": \"blobTrigger\", \"direction\": \"in\", \"name\": \"content\", \"path\":"
                                + " \"uploads/{name}\", \"source\": \"EventGrid\"}")
                .function(
                        "work",
                        "work",
                        "{\"type\": \"queueTrigger\", \"direction\": \"in\", \"name\": \"message\", \"queueName\":"
                                + " \"work\"}");
        services = new Services(seed, FunctionApp.in(folder).cache(folder));
    }

    Subject subject() {
        String url = services.functions();
        return Subject.ofOwnPaths(
                Corpus.of("host", "", url, ""),
                new Scribe(services.clock, URI.create(url).getPort()));
    }

    @Override
    public void close() {
        services.close();
    }
}
