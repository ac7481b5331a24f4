package dev.nephelite.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.program.Nephelite;
import dev.nephelite.testing.TemporaryCloud;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests in {@code integration-tests/javascript}, which are written against the libraries for JavaScript. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JavaScriptSdkTest {
    private static final String PASSWORD = "secret";
    private static final NodeProject PROJECT =
            new NodeProject(Path.of("javascript").toAbsolutePath());

    @Test
    void the_libraries_for_javascript_find_what_they_expect() throws Exception {
        try (TemporaryCloud cloud = new TemporaryCloud()) {
            runTests(cloud, Map.of());
        }
    }

    @Test
    void they_find_what_blobs_and_containers_leave_behind() throws Exception {
        try (TemporaryCloud cloud =
                new TemporaryCloud(builder -> builder.features(new BlobEmulator.Features(true, 7)))) {
            runTests(cloud, Map.of(), "history.js");
        }
    }

    @Test
    void they_let_users_in_over_https(@TempDir Path folder) throws Exception {
        Path keys = Files.write(folder.resolve("localhost.pfx"), resource("/dev/nephelite/localhost.pfx"));
        Path pem = writePem(keys, folder.resolve("localhost.pem"));
        try (TemporaryCloud cloud =
                new TemporaryCloud(builder -> builder.certificate(ServerCertificate.fromPkcs12(keys, PASSWORD)))) {
            runTests(cloud, Map.of("NODE_EXTRA_CA_CERTS", pem.toString()), "users.js");
        }
    }

    @Test
    void an_agent_uses_every_tool_of_the_control_plane() throws Exception {
        FunctionApp photos = FunctionApp.in(Nephelite.HOME.resolve("samples/photos/target/azure-functions/photos"))
                .environment(System.getenv())
                .settings(Map.of("SUMMARY_SCHEDULE", "0 0 0 1 1 *"));
        try (LocalCloud cloud = LocalCloud.builder()
                .functions(photos)
                .functionPort(0)
                .controlPort(0)
                .start()) {
            cloud.ready().get();
            run(Map.of("NEPHELITE_CONTROL", String.valueOf(cloud.endpoints().control())), "agent.js");
        }
    }

    private static void runTests(TemporaryCloud cloud, Map<String, String> settings, String... files) throws Exception {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("AZURE_STORAGE_CONNECTION_STRING", cloud.connectionString());
        run(environment, files);
    }

    private static void run(Map<String, String> environment, String... files) throws Exception {
        Program node = PROJECT.require(environment);
        List<String> command = new ArrayList<>(List.of("--test", "--test-reporter=spec"));
        command.addAll(List.of(files));

        String report = node.run(command.toArray(String[]::new));

        assertThat(report).containsPattern("\\bpass [1-9]");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream resource = JavaScriptSdkTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(resource).readAllBytes();
        }
    }

    /** Writes down whom to trust, in the form that Node reads. */
    private static Path writePem(Path keys, Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        String alias = store.aliases().nextElement();
        String base64 = Base64.getMimeEncoder()
                .encodeToString(store.getCertificate(alias).getEncoded());
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }
}
