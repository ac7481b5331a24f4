package dev.nephelite.protocol.fuzz;

import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.HostOptions;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.app.discovery.AppSource;
import dev.nephelite.testing.StagedApp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A function host with its own services, in which it keeps its keys. One serves all rounds, for it takes long to start. */
final class FuzzedHost implements AutoCloseable {
    private final Services services;
    private final FunctionHost host;

    FuzzedHost(Path folder, long seed) throws IOException {
        services = new Services(seed);
        String storage = services.connectionString();
        new StagedApp(folder, FuzzedFunctions.class, Map.of("AzureWebJobsStorage", storage))
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
        host = new FunctionHost(HostOptions.builder(
                        AppLocation.of(new AppSource(
                                        folder, folder, Map.of(), Map.of(), List.of(), FunctionHost.bindingTypes())
                                .load(progress -> {})),
                        services.clock,
                        RandomIds.seeded(seed))
                .developmentStorage(storage)
                .build());
        host.start();
    }

    Subject subject() {
        int port = URI.create(host.url()).getPort();
        return Subject.ofOwnPaths(Corpus.of("host", "", host.url(), ""), new Scribe(services.clock, port));
    }

    @Override
    public void close() {
        host.close();
        services.close();
    }
}
