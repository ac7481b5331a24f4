package dev.nephelite.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where functions are served, and to whom, if both the app and the cloud say so. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FunctionAddressTest {
    @TempDir
    private Path folder;

    private int portOfApp;
    private FunctionApp app;

    @BeforeEach
    void writeSettings() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            portOfApp = probe.getLocalPort();
        }
        Files.writeString(folder.resolve("local.settings.json"), """
                {"Host": {"LocalHttpPort": %d, "CORS": "https://app.example"}}
                """.formatted(portOfApp));
        app = FunctionApp.ofClasses(folder);
    }

    @Test
    void the_app_goes_before_the_default() {
        try (LocalCloud cloud =
                LocalCloud.builder().functions(app).defaultFunctionPort(1).start()) {
            assertThat(cloud.endpoints().functions()).isEqualTo("http://localhost:" + portOfApp);
        }
    }

    @Test
    void the_cloud_goes_before_the_app() {
        try (LocalCloud cloud = LocalCloud.builder()
                .functions(app)
                .functionHost("localhost")
                .functionPort(0)
                .start()) {
            assertThat(cloud.endpoints().functions())
                    .startsWith("http://localhost:")
                    .isNotEqualTo("http://localhost:" + portOfApp);
        }
    }

    @Test
    void the_origins_of_the_cloud_replace_those_of_the_app() throws Exception {
        FunctionApp changed = app.corsOrigins(List.of("https://one.example"));
        try (LocalCloud cloud =
                LocalCloud.builder().functions(changed).functionPort(0).start()) {
            assertThat(allowed(cloud, "https://one.example")).isEqualTo("https://one.example");
            assertThat(allowed(cloud, "https://app.example")).isEmpty();
        }
    }

    private static String allowed(LocalCloud cloud, String origin) throws IOException, InterruptedException {
        HttpRequest preflight = HttpRequest.newBuilder(
                        URI.create(cloud.endpoints().functions() + "/api/any"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .build();
        HttpResponse<Void> response = HttpClient.newHttpClient().send(preflight, BodyHandlers.discarding());
        return response.headers().firstValue("Access-Control-Allow-Origin").orElse("");
    }
}
