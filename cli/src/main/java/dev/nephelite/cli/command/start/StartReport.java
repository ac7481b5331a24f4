package dev.nephelite.cli.command.start;

import dev.nephelite.cli.options.StorageOptions;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.function.FunctionList.HostedFunction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code nephelite start} prints on standard output: the addresses, the functions, and that everything is ready. */
record StartReport(PrintWriter out) {
    /** The line that scripts may wait for. It comes last and never changes. */
    static final String READY = "Nephelite is ready.";

    /** What is printed in its place as long as the app is offline. */
    static final String OFFLINE = "Storage is ready; the app is offline until app_offline.htm is removed.";

    void storage(EndpointsFile endpointsFile, StorageOptions storage) {
        out.println("Blob service:  " + endpointsFile.blob());
        out.println("Queue service: " + endpointsFile.queue());
        out.println("Control plane: " + endpointsFile.control());
        out.println("Dashboard:     " + endpointsFile.control() + "/");
        out.println("Data:          " + data(storage));
        out.println("Connection string:");
        out.println("  " + endpointsFile.connectionString());
        out.println();
        out.flush();
    }

    /** Lists the functions. The log, which is also printed, says why one cannot run. */
    void functions(List<HostedFunction> functions) {
        out.println("Functions:");
        out.println();
        functions.forEach(function -> out.println(PrintableText.line("  " + line(function))));
        if (functions.isEmpty()) {
            out.println("  none");
        }
        out.println();
    }

    void ready() {
        out.println(READY);
        out.flush();
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
        if (!function.errors().isEmpty()) {
            return function.name() + ": in error, see the log";
        }
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
