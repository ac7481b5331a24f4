package dev.nephelite.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The addresses of a running local cloud, and the file with which they are published.
 *
 * @param function null if no function app runs
 * @param control the control plane; null if there is none
 * @param controlToken the bearer token for the control plane; null if it needs none
 * @param certificate of all services in Base64, for the other commands; null if they speak plain HTTP
 * @param pid the process that ends with the cloud; null if it is not known
 */
public record EndpointsFile(
        String blob,
        String queue,
        @Nullable String function,
        @Nullable String control,
        @Nullable String controlToken,
        String connectionString,
        @Nullable String certificate,
        @Nullable Long pid) {
    /** What the file is called in a data folder. */
    public static final String FILE = "endpoints.json";

    /** What tells such a file from others. */
    private static final byte[] FIRST_LINES = "{\n  \"blob\": \"".getBytes(StandardCharsets.UTF_8);

    /** The addresses of a cloud that has started in this process. */
    public static EndpointsFile of(LocalCloud cloud, @Nullable ServerCertificate certificate) {
        Endpoints endpoints = cloud.endpoints();
        return new EndpointsFile(
                endpoints.blob(),
                endpoints.queue(),
                endpoints.functions(),
                endpoints.control(),
                cloud.controlToken().orElse(null),
                cloud.connectionString(),
                certificate == null ? null : certificate.base64(),
                ProcessHandle.current().pid());
    }

    /** Refuses a file that cannot be written, or that is something else than the file of an earlier start. */
    public static void requireReplaceable(CommandSpec command, Path file) throws IOException {
        new OutputFile(command, "--endpoints-file", file)
                .requireReplaceable("a file that 'nephelite start' has written", FIRST_LINES);
    }

    /** Writes {@code file} for other programs. It is replaced in one step, so it is complete whenever it exists. */
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

    /** Deletes the file, if it exists. */
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
        try {
            JsonNode members = Json.MAPPER.readTree(Files.readString(file));
            @Nullable String blob = members.path("blob").textValue();
            @Nullable String queue = members.path("queue").textValue();
            @Nullable String connectionString = members.path("connectionString").textValue();
            if (blob == null || queue == null || connectionString == null) {
                throw new IOException(file + " is not a file that 'nephelite start' has written.");
            }
            return new EndpointsFile(
                    blob,
                    queue,
                    members.path("function").textValue(),
                    members.path("control").textValue(),
                    members.path("controlToken").textValue(),
                    connectionString,
                    members.path("certificate").textValue(),
                    members.path("pid").isNumber() ? members.path("pid").longValue() : null);
        } catch (JsonProcessingException otherFile) {
            throw new IOException(file + " is not a file that 'nephelite start' has written.", otherFile);
        }
    }

    /** Written without the JSON library, which a start without functions need not load. No value has to be escaped. */
    private String json() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("blob", blob);
        members.put("queue", queue);
        if (function != null) {
            members.put("function", function);
        }
        if (control != null) {
            members.put("control", control);
        }
        if (controlToken != null) {
            members.put("controlToken", controlToken);
        }
        members.put("connectionString", connectionString);
        if (certificate != null) {
            members.put("certificate", certificate);
        }
        String texts = members.entrySet().stream()
                .map(member -> "  \"%s\": \"%s\"".formatted(member.getKey(), member.getValue()))
                .collect(Collectors.joining(",\n"));
        String number = pid == null ? "" : ",\n  \"pid\": " + pid;
        return "{\n" + texts + number + "\n}\n";
    }

    /** A class of its own, so that only commands that read the file load the JSON library. */
    private static final class Json {
        static final JsonMapper MAPPER = new JsonMapper();
    }
}
