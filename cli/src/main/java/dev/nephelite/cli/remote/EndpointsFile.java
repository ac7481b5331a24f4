package dev.nephelite.cli.remote;

import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cli.output.OutputFile;
import dev.nephelite.cloud.Endpoints;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.emulator.store.disk.OwnerOnlyFiles;
import dev.nephelite.emulator.tls.ServerCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a running local cloud can be reached.
 *
 * @param function null when no function app runs
 * @param certificate of all of them in Base64, so that clients of ours can trust it; null where they speak plain HTTP
 */
public record EndpointsFile(
        String blob,
        String queue,
        @Nullable String function,
        String connectionString,
        @Nullable String certificate) {
    /** What the file is called in a data folder. */
    public static final String FILE = "endpoints.json";

    /** What tells such a file from others. */
    private static final byte[] FIRST_LINES = "{\n  \"blob\": \"".getBytes(StandardCharsets.UTF_8);

    /** No value has a character that JSON would escape. */
    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\"\\s*:\\s*\"([^\"]*)\"");

    /** The addresses of a cloud that has started. */
    public static EndpointsFile of(LocalCloud cloud, @Nullable ServerCertificate certificate) {
        Endpoints endpoints = cloud.endpoints();
        return new EndpointsFile(
                endpoints.blob(),
                endpoints.queue(),
                endpoints.functions(),
                cloud.connectionString(),
                certificate == null ? null : certificate.base64());
    }

    /** Refuses a file that cannot be written, or that is something else than the file of an earlier start. */
    public static void requireReplaceable(CommandSpec command, Path file) throws IOException {
        new OutputFile(command, "--endpoints-file", file)
                .requireReplaceable("a file that 'nephelite start' has written", FIRST_LINES);
    }

    /** Tells other programs by {@code file}, which appears at once and complete. */
    public void publish(Path file) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".draft");
            // It has the account's key.
            OwnerOnlyFiles.createFile(draft);
            Files.writeString(draft, json());
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(
                    "The file " + file + ", which says where everything can be reached, cannot be written: "
                            + FailureText.reason(unwritable)
                            + ". Make its folder writable, or name another one with --location or --endpoints-file.",
                    unwritable);
        }
    }

    /** Takes the file away again. */
    public static void withdraw(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException undeletable) {
            throw new UncheckedIOException("cannot delete " + file, undeletable);
        }
    }

    /**
     * Reads what a running program has published.
     *
     * @throws IOException if there is no such file, or it is something else
     */
    public static EndpointsFile read(Path file) throws IOException {
        Map<String, String> members = new HashMap<>();
        Matcher member = MEMBER.matcher(Files.readString(file));
        while (member.find()) {
            members.put(member.group(1), member.group(2));
        }
        @Nullable String blob = members.get("blob");
        @Nullable String queue = members.get("queue");
        @Nullable String connectionString = members.get("connectionString");
        if (blob == null || queue == null || connectionString == null) {
            throw new IOException(file + " is not a file that 'nephelite start' has written.");
        }
        return new EndpointsFile(blob, queue, members.get("function"), connectionString, members.get("certificate"));
    }

    private String json() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("blob", blob);
        members.put("queue", queue);
        if (function != null) {
            members.put("function", function);
        }
        members.put("connectionString", connectionString);
        if (certificate != null) {
            members.put("certificate", certificate);
        }
        return members.entrySet().stream()
                .map(member -> "  \"%s\": \"%s\"".formatted(member.getKey(), member.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }
}
