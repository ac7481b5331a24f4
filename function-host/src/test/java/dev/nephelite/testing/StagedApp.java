package dev.nephelite.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** A folder as the Azure Functions plugin stages it, made of one class. */
public final class StagedApp {
    private static final String JAR = "app.jar";

    private final Path folder;
    private final Class<?> functions;

    public StagedApp(Path folder, Class<?> functions, Map<String, String> settings) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.functions = functions;
        Files.writeString(folder.resolve("host.json"), "{ \"version\": \"2.0\" }");
        StringBuilder values = new StringBuilder();
        settings.forEach((name, value) -> values.append(", \"%s\": \"%s\"".formatted(name, value)));
        Files.writeString(
                folder.resolve("local.settings.json"),
                "{ \"IsEncrypted\": false, \"Values\": { \"FUNCTIONS_WORKER_RUNTIME\": \"java\"%s } }"
                        .formatted(values));
        writeJar();
    }

    /** Adds a function with one binding, its trigger. */
    public StagedApp function(String name, String method, String trigger) throws IOException {
        Path function = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                function.resolve("function.json"),
                "{ \"scriptFile\": \"../%s\", \"entryPoint\": \"%s.%s\", \"bindings\": [ %s ] }"
                        .formatted(JAR, functions.getName(), method, trigger));
        return this;
    }

    private void writeJar() throws IOException {
        String entry = functions.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(folder.resolve(JAR));
                JarOutputStream jar = new JarOutputStream(file);
                InputStream bytes = Objects.requireNonNull(functions.getResourceAsStream("/" + entry))) {
            jar.putNextEntry(new ZipEntry(entry));
            bytes.transferTo(jar);
            jar.closeEntry();
        }
    }
}
