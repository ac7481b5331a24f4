package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.tls.ClientTls;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.java.JavaRuntime;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.testing.Emulators;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function host with a certificate, as its clients see it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpsHostTest {
    @TempDir
    private Path folder;

    private final SystemClock clock = new SystemClock();
    private ServerCertificate certificate;
    private FunctionHost host;
    private HttpClient client;

    /** An app that tells its clients how it was called. */
    public static final class Address {
        @FunctionName("address")
        public String address(@HttpTrigger(name = "request") HttpRequestMessage<String> request) {
            return request.getUri().toString();
        }
    }

    @BeforeEach
    void start() throws IOException {
        Path file = folder.resolve("localhost.pfx");
        try (InputStream resource = HttpsHostTest.class.getResourceAsStream("/dev/nephelite/localhost.pfx")) {
            Files.copy(Objects.requireNonNull(resource), file);
        }
        certificate = ServerCertificate.fromPkcs12(file, "secret");
        host = new FunctionHost(HostOptions.builder(
                        TestApp.loader(app(Files.createDirectory(folder.resolve("app")))),
                        Clocks.single(clock),
                        RandomIds.unseeded())
                .clientTls(ClientTls.trusting(certificate))
                .address(new ServerAddress("127.0.0.1", 0, certificate.forServer()))
                .build());
        host.start();
        client = HttpClient.newBuilder().sslContext(certificate.forClients()).build();
    }

    @AfterEach
    void close() {
        host.close();
        clock.close();
    }

    private static App app(Path folder) throws IOException {
        Files.writeString(folder.resolve("host.json"), "{\"version\":\"2.0\"}");
        String name = Address.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("app.jar")));
                InputStream content = Objects.requireNonNull(Address.class.getResourceAsStream("/" + name))) {
            jar.putNextEntry(new JarEntry(name));
            content.transferTo(jar);
        }
        Files.writeString(
                Files.createDirectory(folder.resolve("address")).resolve("function.json"),
                ("{\"scriptFile\":\"../app.jar\",\"entryPoint\":\"%s.address\",\"bindings\":["
                                + "{\"type\":\"httpTrigger\",\"name\":\"request\"},"
                                + "{\"type\":\"http\",\"direction\":\"out\",\"name\":\"$return\"}]}")
                        .formatted(Address.class.getName()));
        return new AppLocation(
                        folder,
                        Map.of(),
                        Map.of(),
                        List.of(new JavaRuntime(folder, Map.of(), List.of(), true)),
                        FunctionHost.bindingTypes())
                .load(progress -> {});
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    @Test
    void clientTls_decides_which_storage_the_host_trusts() {
        host.close();
        try (Emulators emulators = new Emulators(certificate.forServer())) {
            AppSettings settings =
                    AppSettings.of(Map.of("AzureWebJobsStorage", emulators.connectionString()), Map.of(), Map.of());
            try (StorageAccounts trusting =
                            new StorageAccounts(settings, Clocks.single(clock), certificate.forClients());
                    StorageAccounts others = new StorageAccounts(settings, Clocks.single(clock), null)) {
                assertThat(trusting.account(null).blobs().createContainer("photos"))
                        .isTrue();
                assertThatExceptionOfType(RemoteStorageException.class)
                        .isThrownBy(() -> others.account(null).blobs().createContainer("music"))
                        .matches(RemoteStorageException::isUnreachable);
            }
        }
    }

    @Test
    void clientTls_is_the_default_of_the_process_only_while_a_Java_app_runs_in_it() throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(host.url() + "/api/address"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        SSLContext running = SSLContext.getDefault();

        host.close();

        assertThat(SSLContext.getDefault()).isNotSameAs(running);
    }

    @Test
    void every_address_says_HTTPS_and_that_is_what_it_speaks() throws Exception {
        String url = host.url() + "/api/address";

        assertThat(url).startsWith("https://localhost:");
        assertThat(host.functions()).extracting(HostedFunction::url).containsExactly(url);
        assertThat(get(url).body()).isEqualTo(url);
        assertThat(get(host.url() + "/").body()).contains("href=\"" + url + "\"");
        assertThat(get(host.url() + "/admin/functions").body()).contains("\"invoke_url_template\":\"" + url + "\"");
    }
}
