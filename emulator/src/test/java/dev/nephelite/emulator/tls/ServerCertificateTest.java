package dev.nephelite.emulator.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerCertificateTest {
    @TempDir
    private Path folder;

    @Nested
    class Given_a_certificate_and_its_key {
        @ParameterizedTest
        @CsvSource({"rsa.crt, rsa-pkcs8.key", "rsa.crt, rsa-pkcs1.key", "ec.crt,  ec-pkcs8.key", "ec.crt,  ec-sec1.key"
        })
        void fromPem_readsACertificateAndItsKey(String certificate, String key) throws Exception {
            assertServes(ServerCertificate.fromPem(file(certificate), file(key)));
        }

        @Test
        void fromPem_readsBothFromOneFileWithOtherText() throws Exception {
            String text = "Bag Attributes\n" + Files.readString(file("ec-sec1.key")) + "subject=/CN=localhost\n"
                    + Files.readString(file("ec.crt"));
            Path both = Files.writeString(folder.resolve("both.pem"), text);

            assertServes(ServerCertificate.fromPem(both, both));
        }

        @Test
        void fromPkcs12_readsACertificateAndItsKey() throws Exception {
            assertServes(ServerCertificate.fromPkcs12(file("ec.pfx"), "secret"));
        }

        private void assertServes(ServerCertificate certificate) throws Exception {
            ServerAddress address = new ServerAddress("127.0.0.1", 0, certificate.forServer());
            ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
            try (HttpServer server = new HttpServer(
                    address,
                    Handler.of(request -> Response.of(200).body(Body.text(request.scheme()))),
                    Clocks.single(clock))) {
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(certificate.forClients())
                        .build();
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(server.baseUrl())).build();

                assertThat(server.baseUrl()).startsWith("https://127.0.0.1:");
                assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("https");
            }
        }
    }

    @Nested
    class Given_names_in_a_certificate {
        @Test
        void hostNames_areTheDnsNamesInLowerCase() throws IOException {
            assertThat(ServerCertificate.fromPem(file("names.crt"), file("names.key"))
                            .hostNames())
                    .containsExactlyInAnyOrder("storage.example", "*.blob.example", "localhost");
        }

        @Test
        void hostNames_areEmptyWithoutAlternativeNames() throws IOException {
            assertThat(ServerCertificate.fromPem(file("nameless.crt"), file("nameless.key"))
                            .hostNames())
                    .isEmpty();
        }
    }

    @Nested
    class Given_files_that_cannot_be_used {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "none.crt     | rsa-pkcs8.key | none.crt does not exist. Check the path.",
                    "rsa.crt      | none.key      | none.key does not exist. Check the path.",
                    "ec.pfx       | ec-sec1.key   | ec.pfx has no certificate. A PEM file with one has a line"
                            + " -----BEGIN CERTIFICATE-----; a PKCS#12 file needs a password, and no file with a"
                            + " key.",
                    "rsa.crt      | rsa.crt       | rsa.crt has no private key. A PEM file with one has a line that"
                            + " ends in PRIVATE KEY-----.",
                    "ec.crt       | encrypted.key | encrypted.key is encrypted. Decrypt it with \"openssl pkcs8\", or"
                            + " use a PKCS#12 file and its password.",
                    "ec.crt       | other-ec.key  | other-ec.key is not the key of the certificate. Use the key"
                            + " that the certificate was made with.",
                    "rsa.crt      | ec-pkcs8.key  | ec-pkcs8.key is damaged, or not a key for RSA as the certificate"
                            + " is. Use the key that the certificate was made with."
                })
        void fromPem_namesTheMistakeAndTheRemedy(String certificate, String key, String message) {
            assertThatThrownBy(() -> ServerCertificate.fromPem(file(certificate), file(key)))
                    .isInstanceOf(UnusableCertificateException.class)
                    .hasMessageStartingWith(folder.toString())
                    .hasMessageEndingWith(message);
        }

        @ParameterizedTest
        @CsvSource({"ec.pfx, wrong", "ec.crt, secret"})
        void fromPkcs12_refusesAWrongPassword(String file, String password) {
            assertThatThrownBy(() -> ServerCertificate.fromPkcs12(file(file), password))
                    .isInstanceOf(UnusableCertificateException.class)
                    .hasMessageContaining(file + " cannot be opened: it is not a PKCS#12 file, or the password is");
        }
    }

    /** The resource of that name as a file, or the path of a file that there is not. */
    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!name.startsWith("none")) {
            try (InputStream resource = ServerCertificateTest.class.getResourceAsStream(name)) {
                Files.write(file, Objects.requireNonNull(resource, name).readAllBytes());
            }
        }
        return file;
    }
}
