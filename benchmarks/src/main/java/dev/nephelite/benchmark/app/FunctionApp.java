package dev.nephelite.benchmark.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** A function app in a folder, as Azure's Maven plugin stages it. */
public final class FunctionApp {
    private static final String JAR = "app.jar";
    private static final Class<?> FUNCTIONS = BenchmarkFunctions.class;

    private final Path folder;

    /**
     * Stages an app without functions.
     *
     * @param calls receives the reports of the functions
     * @param interval the function that counts reports each call whose number is a multiple of this
     */
    public FunctionApp(Path folder, CallReceiver calls, long interval) throws IOException {
        this.folder = Files.createDirectories(folder);
        // The load generator sends text that is not encoded.
        write("host.json", "{\"version\": \"2.0\", \"extensions\": {\"queues\": {\"messageEncoding\": \"none\"}}}");
        write(
                "local.settings.json",
                "{\"IsEncrypted\": false, \"Values\": {\"FUNCTIONS_WORKER_RUNTIME\": \"java\", \"%s\": \"%s\", \"%s\": \"%s\"}}"
                        .formatted(
                                BenchmarkFunctions.PORT_SETTING,
                                calls.port(),
                                BenchmarkFunctions.INTERVAL_SETTING,
                                interval));
        writeJar();
    }

    public Path folder() {
        return folder;
    }

    /** Adds a function that counts the messages of a queue. */
    public void count(String queue) throws IOException {
        function("Count", "count", queueTrigger(queue));
    }

    /** Adds a function that reports each message of a queue. The text of a message is its number. */
    public void onMessage(String name, String queue) throws IOException {
        function(name, "onMessage", queueTrigger(queue));
    }

    /** Adds a function that reports each blob of a container. The name of a blob is its number. */
    public void onBlob(String name, String container) throws IOException {
        function(
                name,
                "onBlob",
                "{\"type\": \"blobTrigger\", \"name\": \"blob\", \"path\": \"%s/{number}\"}".formatted(container));
    }

    /** Adds a function that answers requests to {@code /api/NAME}. */
    public void answer(String name) throws IOException {
        function(
                name,
                "answer",
                "{\"type\": \"httpTrigger\", \"name\": \"body\", \"direction\": \"in\", \"authLevel\": \"ANONYMOUS\"},"
                        + " {\"type\": \"http\", \"name\": \"$return\", \"direction\": \"out\"}");
    }

    /** Adds a function that answers requests to {@code /api/NAME} with the document in the request. */
    public void echo(String name) throws IOException {
        function(
                name,
                "echo",
                "{\"type\": \"httpTrigger\", \"name\": \"request\", \"direction\": \"in\", \"authLevel\": \"ANONYMOUS\"},"
                        + " {\"type\": \"http\", \"name\": \"$return\", \"direction\": \"out\"}");
    }

    /** Adds a function that harms its process as the request says. */
    public void harm(String name) throws IOException {
        function(
                name,
                "harm",
                "{\"type\": \"httpTrigger\", \"name\": \"how\", \"direction\": \"in\", \"authLevel\": \"ANONYMOUS\"},"
                        + " {\"type\": \"http\", \"name\": \"$return\", \"direction\": \"out\"}");
    }

    private static String queueTrigger(String queue) {
        return "{\"type\": \"queueTrigger\", \"name\": \"message\", \"queueName\": \"%s\"}".formatted(queue);
    }

    private void function(String name, String method, String bindings) throws IOException {
        Files.createDirectories(folder.resolve(name));
        write(
                name + "/function.json",
                "{\"scriptFile\": \"../%s\", \"entryPoint\": \"%s.%s\", \"bindings\": [%s]}"
                        .formatted(JAR, FUNCTIONS.getName(), method, bindings));
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }

    private void writeJar() throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(JAR));
                JarOutputStream jar = new JarOutputStream(file)) {
            String entry = FUNCTIONS.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new ZipEntry(entry));
            try (InputStream bytes = Objects.requireNonNull(FUNCTIONS.getResourceAsStream("/" + entry))) {
                bytes.transferTo(jar);
            }
            jar.closeEntry();
        }
    }
}
