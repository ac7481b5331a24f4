package dev.nephelite.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a running local cloud can be reached.
 *
 * @param function null when no function app runs
 */
record Endpoints(String blob, String queue, @Nullable String function, String connectionString) {
    private static final String FILE = "endpoints.json";

    /** Tells other programs by a file in {@code folder}, which appears at once and complete. */
    void publish(Path folder) {
        try {
            Path draft = Files.writeString(folder.resolve(FILE + ".draft"), json());
            Files.move(draft, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + folder.resolve(FILE), unwritable);
        }
    }

    /** Takes the file away again. */
    static void withdraw(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException undeletable) {
            throw new UncheckedIOException("cannot delete " + folder.resolve(FILE), undeletable);
        }
    }

    private String json() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("blob", blob);
        members.put("queue", queue);
        if (function != null) {
            members.put("function", function);
        }
        members.put("connectionString", connectionString);
        return members.entrySet().stream()
                .map(member -> "  \"%s\": \"%s\"".formatted(member.getKey(), member.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }
}
