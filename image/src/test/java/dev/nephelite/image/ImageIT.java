package dev.nephelite.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The image that the build has made, without a container engine: its layers are unpacked, and its entry point is run. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the entry point is a script for sh")
class ImageIT {
    private static final long HANG_SECONDS = 240;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FREE_PORTS = List.of("--blobPort", "0", "--queuePort", "0", "--tablePort", "0");

    private static final String LISTENING = "Azurite Queue service is successfully listening at ";

    @TempDir
    private static Path folder;

    private static Path root;
    private static JsonNode config;

    @BeforeAll
    static void unpack() throws Exception {
        Path image = Files.createDirectory(folder.resolve("image"));
        root = Files.createDirectory(folder.resolve("root"));
        run("tar", "-xf", "target/jib-image.tar", "-C", image.toString());
        JsonNode manifest =
                JSON.readTree(image.resolve("manifest.json").toFile()).required(0);
        config = JSON.readTree(
                        image.resolve(manifest.required("Config").asText()).toFile())
                .required("config");
        for (JsonNode layer : manifest.required("Layers")) {
            run("tar", "-xzf", image.resolve(layer.asText()).toString(), "-C", root.toString());
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        // Some versions of tar note a time of creation that they do not know.
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        assertThat(process.waitFor()).isZero();
    }

    /** The entry point with these arguments, in a folder that stands for the volume. */
    private static ProcessBuilder entryPoint(Path data, List<String> arguments) {
        List<String> command = new ArrayList<>();
        config.required("Entrypoint").forEach(part -> command.add(root + part.asText()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(data.toFile()).redirectError(Redirect.INHERIT);
        builder.environment()
                .put(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin") + ":"
                                + builder.environment().get("PATH"));
        return builder;
    }

    @Test
    void it_runs_as_a_user_without_rights_in_the_folder_of_its_volume() throws IOException {
        assertThat(config.required("User").asText()).isEqualTo("1000:1000");
        assertThat(config.required("WorkingDir").asText()).isEqualTo("/data");
        assertThat(config.required("Volumes").has("/data")).isTrue();
        assertThat(config.required("ExposedPorts").fieldNames())
                .toIterable()
                .contains("10000/tcp", "10001/tcp", "10002/tcp", "7071/tcp");
        assertThat(Files.getPosixFilePermissions(root.resolve("data")))
                .isEqualTo(PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void the_Dockerfile_says_the_same() throws IOException {
        String dockerfile = Files.readString(Path.of("Dockerfile"));

        assertThat(dockerfile)
                .contains("\nUSER " + config.required("User").asText() + "\n")
                .contains("\nWORKDIR " + config.required("WorkingDir").asText() + "\n")
                .contains("\nENTRYPOINT " + list("Entrypoint") + "\n")
                .contains("\nCMD " + list("Cmd") + "\n");
    }

    private static String list(String member) {
        return config.required(member).toString().replace("\",\"", "\", \"");
    }

    @Test
    void it_takes_the_command_of_Testcontainers_for_Azurite_and_writes_only_to_its_volume(@TempDir Path data)
            throws Exception {
        Map<String, Long> before = files();
        List<String> command = new ArrayList<>(
                List.of("azurite", "--blobHost", "0.0.0.0", "--queueHost", "0.0.0.0", "--tableHost", "0.0.0.0"));
        command.addAll(FREE_PORTS);
        command.addAll(List.of("--control-port", "0"));
        Process azurite = entryPoint(data, command).start();
        try (BufferedReader lines = azurite.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.lines().anyMatch(line -> line.startsWith(LISTENING)))
                    .isTrue();
            JsonNode endpoints =
                    JSON.readTree(data.resolve(".nephelite/endpoints.json").toFile());
            String blob = endpoints.required("blob").asText();
            assertThat(statusOf(blob + "/photos?restype=container")).isEqualTo(404);
            Process health = entryPoint(
                            data,
                            List.of(
                                    "wait",
                                    "--timeout",
                                    "1",
                                    "--url",
                                    endpoints.required("control").asText()))
                    .redirectOutput(Redirect.INHERIT)
                    .start();
            assertThat(health.waitFor()).isZero();
            azurite.destroy();
            assertThat(azurite.waitFor(HANG_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            azurite.destroyForcibly();
        }
        assertThat(azurite.exitValue()).isEqualTo(143);
        assertThat(files()).isEqualTo(before);
    }

    private static int statusOf(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** When each file of the image was written. */
    private static Map<String, Long> files() throws IOException {
        Map<String, Long> times = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.toList()) {
                times.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
            }
        }
        return times;
    }
}
