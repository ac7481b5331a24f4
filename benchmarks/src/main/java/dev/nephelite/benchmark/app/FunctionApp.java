package dev.nephelite.benchmark.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** A folder as Azure's Maven plugin stages it, with as many of the functions as wanted. */
public final class FunctionApp {
    private static final String JAR = "app.jar";
    private static final List<Class<?>> CLASSES = List.of(ArrivalFunctions.class, EchoFunctions.class);

    private final Path folder;

    /**
     * Stages an app without functions.
     *
     * @param milestone the number of calls after which the function that counts tells of it, and again after as many more
     */
    public FunctionApp(Path folder, Arrivals arrivals, long milestone) throws IOException {
        this.folder = Files.createDirectories(folder);
        // Messages of the load generator are text.
        write("host.json", "{\"version\": \"2.0\", \"extensions\": {\"queues\": {\"messageEncoding\": \"none\"}}}");
        write(
                "local.settings.json",
                "{\"IsEncrypted\": false, \"Values\": {\"FUNCTIONS_WORKER_RUNTIME\": \"java\", \"%s\": \"%d\", \"%s\": \"%d\"}}"
                        .formatted(
                                ArrivalFunctions.PORT_SETTING,
                                arrivals.port(),
                                ArrivalFunctions.MILESTONE_SETTING,
                                milestone));
        writeJar();
    }

    public Path folder() {
        return folder;
    }

    /** Counts the messages of a queue. */
    public void count(String queue) throws IOException {
        function("Count", "count", queueTrigger(queue));
    }

    /** Tells of each message of a queue, which is its number. */
    public void onMessage(String name, String queue) throws IOException {
        function(name, "onMessage", queueTrigger(queue));
    }

    /** Tells of each blob of a container, whose name is its number. */
    public void onBlob(String name, String container) throws IOException {
        function(
                name,
                "onBlob",
                "{\"type\": \"blobTrigger\", \"name\": \"blob\", \"path\": \"%s/{number}\"}".formatted(container));
    }

    /** Answers requests to {@code /api/NAME}. */
    public void answer(String name) throws IOException {
        function(
                name,
                "answer",
                "{\"type\": \"httpTrigger\", \"name\": \"body\", \"direction\": \"in\", \"authLevel\": \"ANONYMOUS\"},"
                        + " {\"type\": \"http\", \"name\": \"$return\", \"direction\": \"out\"}");
    }

    /** Answers requests to {@code /api/NAME} with the document they bring. */
    public void echo(String name) throws IOException {
        function(
                name,
                EchoFunctions.class,
                "echo",
                "{\"type\": \"httpTrigger\", \"name\": \"request\", \"direction\": \"in\", \"authLevel\": \"ANONYMOUS\"},"
                        + " {\"type\": \"http\", \"name\": \"$return\", \"direction\": \"out\"}");
    }

    private static String queueTrigger(String queue) {
        return "{\"type\": \"queueTrigger\", \"name\": \"message\", \"queueName\": \"%s\"}".formatted(queue);
    }

    private void function(String name, String method, String bindings) throws IOException {
        function(name, ArrivalFunctions.class, method, bindings);
    }

    private void function(String name, Class<?> type, String method, String bindings) throws IOException {
        Files.createDirectories(folder.resolve(name));
        write(
                name + "/function.json",
                "{\"scriptFile\": \"../%s\", \"entryPoint\": \"%s.%s\", \"bindings\": [%s]}"
                        .formatted(JAR, type.getName(), method, bindings));
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }

    private void writeJar() throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(JAR));
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Class<?> type : CLASSES) {
                add(jar, type);
            }
        }
    }

    private static void add(JarOutputStream jar, Class<?> type) throws IOException {
        String entry = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = Objects.requireNonNull(type.getResourceAsStream("/" + entry))) {
            jar.putNextEntry(new ZipEntry(entry));
            bytes.transferTo(jar);
            jar.closeEntry();
        }
    }
}
