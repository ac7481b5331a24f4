package dev.nephelite.program;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Functions to list, invoke and watch from the command line. */
public final class ToldFunctions {
    /** The bindings of each function. */
    private static final Map<String, String> FUNCTIONS =
            new LinkedHashMap<>(Map.of("greet", """
            {"type": "httpTrigger", "direction": "in", "name": "request", "methods": ["GET", "POST"],
             "authLevel": "ANONYMOUS", "route": "greet/{name}/{mood?}"},
            {"type": "http", "direction": "out", "name": "$return"}""", "take", """
            {"type": "queueTrigger", "direction": "in", "name": "message", "queueName": "taken"}""", "drop", """
            {"type": "queueTrigger", "direction": "in", "name": "message", "queueName": "dropped"}""", "off", """
            {"type": "queueTrigger", "direction": "in", "name": "message", "queueName": "nothing"}""", "lost", """
            {"type": "queueTrigger", "direction": "in", "name": "message", "queueName": "x", "connection": "Nowhere"}""", "hang", """
            {"type": "queueTrigger", "direction": "in", "name": "message", "queueName": "hung"}"""));

    public HttpResponseMessage greet(
            @HttpTrigger(name = "request") HttpRequestMessage<String> request, ExecutionContext context) {
        String body = request.getBody() == null ? "" : request.getBody();
        HttpStatus status = body.equals("bad") ? HttpStatus.BAD_REQUEST : HttpStatus.OK;
        return request.createResponseBuilder(status)
                .header("X-Asked", request.getHeaders().getOrDefault("x-ask", "nothing"))
                .body(request.getHttpMethod() + " " + request.getUri().getRawPath() + " " + request.getQueryParameters()
                        + " " + body)
                .build();
    }

    public void take(
            @QueueTrigger(name = "message", queueName = "any", connection = "any") String message,
            ExecutionContext context) {
        context.getLogger().info("took " + message);
    }

    public void drop(@QueueTrigger(name = "message", queueName = "any", connection = "any") String message) {
        if (!message.isEmpty()) {
            throw new IllegalStateException("butterfingers");
        }
    }

    public void off(@QueueTrigger(name = "message", queueName = "any", connection = "any") String message) {}

    public void lost(@QueueTrigger(name = "message", queueName = "any", connection = "any") String message) {}

    public void hang(
            @QueueTrigger(name = "message", queueName = "any", connection = "any") String message,
            ExecutionContext context)
            throws InterruptedException {
        if (message.equals("at the end")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> new CompletableFuture<Void>().join()));
            context.getLogger().info("going to hang");
            return;
        }
        context.getLogger().info("hanging");
        new CountDownLatch(1).await();
    }

    /** Puts the app into a folder, as a plugin would stage it. */
    static Path stage(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("host.json"), "{\"version\":\"2.0\"}");
        settings(folder, "\"Values\": {\"AzureWebJobs.off.Disabled\": \"true\"}");
        String file = ToldFunctions.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("app.jar")));
                InputStream content = Objects.requireNonNull(ToldFunctions.class.getResourceAsStream("/" + file))) {
            jar.putNextEntry(new JarEntry(file));
            content.transferTo(jar);
        }
        for (Map.Entry<String, String> function : FUNCTIONS.entrySet()) {
            Files.writeString(
                    Files.createDirectory(folder.resolve(function.getKey())).resolve("function.json"),
                    "{\"scriptFile\": \"../app.jar\", \"entryPoint\": \"%s.%s\", \"bindings\": [%s]}"
                            .formatted(ToldFunctions.class.getName(), function.getKey(), function.getValue()));
        }
        return folder;
    }

    /** Gives the app other settings. */
    static void settings(Path folder, String sections) throws IOException {
        Files.writeString(folder.resolve("local.settings.json"), "{\"IsEncrypted\": false, " + sections + "}");
    }
}
