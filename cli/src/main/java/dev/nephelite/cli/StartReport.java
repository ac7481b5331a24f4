package dev.nephelite.cli;

import dev.nephelite.function.HostedFunction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code nephelite start} tells people once everything runs.
 *
 * @param colours whether what cannot run is red
 */
record StartReport(PrintWriter out, boolean colours) {
    /** The line that scripts may wait for. It comes last and never changes. */
    static final String READY = "Nephelite is ready.";

    void storage(Endpoints endpoints, StorageOptions storage) {
        out.println("Blob service:  " + endpoints.blob());
        out.println("Queue service: " + endpoints.queue());
        out.println("Data:          " + data(storage));
        out.println("Connection string:");
        out.println("  " + endpoints.connectionString());
        out.println();
    }

    void functions(List<HostedFunction> functions) {
        out.println("Functions:");
        out.println();
        functions.stream()
                .filter(function -> function.errors().isEmpty())
                .forEach(function -> out.println("  " + line(function)));
        for (HostedFunction function : functions) {
            function.errors().forEach(error -> out.println("  " + inError(function.name(), error)));
        }
        if (functions.isEmpty()) {
            out.println("  none: the app has no method with @FunctionName, nor a folder with a function.json.");
        }
        out.println();
    }

    void ready() {
        out.println(READY);
        out.flush();
    }

    private String inError(String function, String message) {
        String line = function + ": cannot run. " + message;
        return colours ? Colours.red(line) : line;
    }

    private static String data(StorageOptions storage) {
        @Nullable Path location = storage.location();
        if (location == null) {
            return "in memory: nothing survives the end of this process";
        }
        Path folder = location.toAbsolutePath().normalize();
        return switch (storage.durability()) {
            case PROCESS -> folder.toString();
            case FSYNC -> folder + ", on disk before a write is acknowledged";
        };
    }

    private static String line(HostedFunction function) {
        if (function.disabled()) {
            return function.name() + ": disabled";
        }
        if (function.url() == null) {
            return function.name() + ": " + function.triggerType();
        }
        String methods = function.methods().isEmpty() ? "" : "[" + String.join(",", function.methods()) + "] ";
        return function.name() + ": " + methods + function.url();
    }
}
