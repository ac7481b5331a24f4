package dev.nephelite.benchmark;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Writes, compiles and stages an app with as many functions as one likes: of each kind of trigger about a quarter. */
public record ManyFunctions(Path folder, int count) {
    private static final String JAR = "app.jar";

    private static final List<String> KINDS = List.of("Http", "Queue", "Blob", "Timer");

    private static final String SOURCE = """
            package app;
            import com.microsoft.azure.functions.*;
            import com.microsoft.azure.functions.annotation.*;
            import java.util.*;
            public class %1$s {
                public static class Order { public String id; public int count; public List<String> lines; }
                private final Map<String, Order> known = new TreeMap<>();
                @FunctionName("%1$s")
                @QueueOutput(name = "$return", queueName = "out%2$d", connection = "AzureWebJobsStorage")
                public %3$s
                private String remember(String text) {
                    Order order = new Order();
                    order.id = text;
                    known.put(text, order);
                    return known.values().stream().map(each -> each.id).reduce("", String::concat);
                }
            }
            """;

    /** Makes the app whose functions are described by {@code function.json} files. */
    public void stage() throws IOException {
        Path classes = Files.createDirectories(folder.resolveSibling("classes"));
        Path sources = Files.createDirectories(folder.resolveSibling("sources"));
        List<String> files = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String name = KINDS.get(index % KINDS.size()) + index;
            Path source = sources.resolve(name + ".java");
            Files.writeString(source, SOURCE.formatted(name, index, method(index)));
            files.add(source.toString());
            write(name + "/function.json", """
                    {"scriptFile": "../%s", "entryPoint": "app.%s.run", "bindings": [%s, %s]}
                    """.formatted(JAR, name, trigger(index), output(index)));
        }
        write("host.json", "{\"version\": \"2.0\"}");
        write("local.settings.json", "{\"IsEncrypted\": false, \"Values\": {\"FUNCTIONS_WORKER_RUNTIME\": \"java\"}}");
        compile(files, classes);
        jar(classes);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static String method(int index) {
        return switch (KINDS.get(index % KINDS.size())) {
            case "Http" ->
                "String run(@HttpTrigger(name = \"in\", route = \"items%d/{id}\") HttpRequestMessage<Optional<String>> in)"
                                .formatted(index)
                        + " { return remember(in.getBody().orElse(\"\")); }";
            case "Queue" ->
                "String run(@QueueTrigger(name = \"in\", queueName = \"in%d\") String in, ExecutionContext context)"
                                .formatted(index)
                        + " { return remember(in); }";
            case "Blob" ->
                "String run(@BlobTrigger(name = \"in\", path = \"in%d/{name}\", dataType = \"binary\") byte[] in)"
                                .formatted(index)
                        + " { return remember(\"\" + in.length); }";
            default ->
                "String run(@TimerTrigger(name = \"in\", schedule = \"0 0 3 * * *\") String in)"
                        + " { return remember(in); }";
        };
    }

    private static String trigger(int index) {
        return switch (KINDS.get(index % KINDS.size())) {
            case "Http" ->
                "{\"type\": \"httpTrigger\", \"name\": \"in\", \"route\": \"items%d/{id}\"}".formatted(index);
            case "Queue" -> "{\"type\": \"queueTrigger\", \"name\": \"in\", \"queueName\": \"in%d\"}".formatted(index);
            case "Blob" ->
                "{\"type\": \"blobTrigger\", \"name\": \"in\", \"path\": \"in%d/{name}\", \"dataType\": \"binary\"}"
                        .formatted(index);
            default -> "{\"type\": \"timerTrigger\", \"name\": \"in\", \"schedule\": \"0 0 3 * * *\"}";
        };
    }

    private static String output(int index) {
        return "{\"type\": \"queue\", \"direction\": \"out\", \"name\": \"$return\", \"queueName\": \"out%d\"}"
                .formatted(index);
    }

    private static void compile(List<String> sources, Path classes) {
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-cp", functionsApi()));
        arguments.addAll(sources);
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IllegalStateException("The generated functions do not compile.");
        }
    }

    private static String functionsApi() {
        return String.join(File.pathSeparator, place(FunctionName.class), place(ExecutionContext.class));
    }

    private static String place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private void jar(Path classes) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(JAR)));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, jar);
            }
        }
    }
}
