package dev.nephelite.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TrustedHostsTest {
    private static final TrustedHosts CONFIGURED =
            new TrustedHosts(Set.of("storage.example", "*.dev.example", "*.localtest"), "allow");

    @Nested
    class Given_no_configured_names {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "localhost:7071",
                    "LOCALHOST",
                    "localhost.",
                    "localhost.:7071",
                    "localhost:",
                    ":7071",
                    ".",
                    "127.0.0.1.:7071",
                    "[::1].:7071",
                    "[FE80::1]",
                    "127.0.0.1:7071",
                    "[::1]",
                    "[fe80::1]:7071",
                    "192.168.1.20:7071",
                    "azurite",
                    "my_app-azurite-1:10000",
                    "devstoreaccount1.blob.localhost:10000",
                    "host.docker.internal:10000",
                    "host.containers.internal",
                    "azurite.ns.svc:10000",
                    "azurite.ns.svc.cluster.local"
                })
        void trustsHost_acceptsNamesThatNobodyElseCanRegister(String host) {
            assertThat(TrustedHosts.LOCAL.trustsHost(request(host, Map.of()))).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "evil.example",
                    "evil.example.",
                    "evil.example:7071",
                    "localhost.evil.example",
                    "127.0.0.1.evil.example:10000",
                    "host.docker.internal.evil.example",
                    "devstoreaccount1.blob.core.windows.net",
                    "svc.evil.example",
                    "1.2.3.4.5",
                    "1.2.3",
                    "1.2.3.",
                    "1..2.3",
                    "1.2.3.4444",
                    "1.2.3.a",
                    "::1",
                    "[]",
                    "[::1",
                    "[::g]",
                    "localhost..:7071\n",
                    "localhost:70:71",
                    "\u212Aelvin",
                    "[::1].evil.example",
                    "[::1]evil",
                    "localhost@evil.example",
                    "localhost:1@evil.example",
                    "localhost:evil",
                    ".localhost.evil",
                    "evil example",
                    "printer.local"
                })
        void trustsHost_refusesOtherNames(String host) {
            assertThat(TrustedHosts.LOCAL.trustsHost(request(host, Map.of()))).isFalse();
        }

        @Test
        void trustsHost_readsANameOfAnyLength() {
            assertThat(TrustedHosts.LOCAL.trustsHost(request("a.".repeat(100_000) + "localhost:1", Map.of())))
                    .isTrue();
            assertThat(TrustedHosts.LOCAL.trustsHost(request("a.".repeat(100_000) + "evil", Map.of())))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://localhost:3000",
                    "https://localhost",
                    "http://127.0.0.1:7071",
                    "http://[::1]:7071",
                    "http://devstoreaccount1.web.localhost:10000"
                })
        void trustsOrigin_acceptsAPageOfThisMachine(String origin) {
            assertThat(TrustedHosts.LOCAL.trustsOrigin(request("localhost:7071", Map.of("Origin", origin))))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://evil.example",
                    "http://localhost.evil.example",
                    "http://192.168.1.20",
                    "http://azurite:7071",
                    "http://localhost:1@evil.example",
                    "null",
                    "",
                    "%%%",
                    "file://",
                    "localhost"
                })
        void trustsOrigin_refusesOtherOrigins(String origin) {
            assertThat(TrustedHosts.LOCAL.trustsOrigin(request("localhost:7071", Map.of("Origin", origin))))
                    .isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "azurite:10000, http://azurite:10000, true",
            "192.168.1.20, https://192.168.1.20, true",
            "192.168.1.20:10000, http://192.168.1.20:8080, false",
            "evil.example:10000, http://evil.example:10000, false"
        })
        void trustsOrigin_trustsTheSameOriginAsMuchAsTheHost(String host, String origin, boolean trusted) {
            assertThat(TrustedHosts.LOCAL.trustsOrigin(request(host, Map.of("Origin", origin))))
                    .isEqualTo(trusted);
        }

        @ParameterizedTest
        @CsvSource({"cross-site, false", "same-site, true", "same-origin, true", "none, true"})
        void refusalToAdminister_refusesRequestsCausedByAnotherSite(String site, boolean answered) {
            assertThat(TrustedHosts.LOCAL
                            .refusalToAdminister(request("localhost", Map.of("Sec-Fetch-Site", site)))
                            .isEmpty())
                    .isEqualTo(answered);
        }

        @Test
        void refusalToAdminister_namesTheRemedy() {
            assertThat(new TrustedHosts(Set.of(), "permit")
                            .refusalToAdminister(request("storage.example:10000", Map.of())))
                    .hasValueSatisfying(reason -> assertThat(reason)
                            .contains("'storage.example'", "localhost", "or permit storage.example."));
        }
    }

    @Nested
    class Given_configured_names {
        @ParameterizedTest
        @CsvSource({
            "storage.example:443, true",
            "STORAGE.example, true",
            "a.b.dev.example, true",
            "dev.example, false",
            "evil-dev.example, false",
            "x.localtest, true",
            "sub.storage.example, false",
            "localhost, true"
        })
        void trustsHost_acceptsConfiguredNames(String host, boolean trusted) {
            assertThat(CONFIGURED.trustsHost(request(host, Map.of()))).isEqualTo(trusted);
        }

        @ParameterizedTest
        @CsvSource({"https://storage.example, true", "http://app.dev.example:3000, true", "https://evil.example, false"
        })
        void trustsOrigin_acceptsPagesOfConfiguredNames(String origin, boolean trusted) {
            assertThat(CONFIGURED.trustsOrigin(request("localhost", Map.of("Origin", origin))))
                    .isEqualTo(trusted);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://storage.example", "storage.example:443", "*", "*.*.example", "", "a b"})
    void new_refusesANameWithASchemeOrPort(String name) {
        assertThatThrownBy(() -> new TrustedHosts(Set.of(name), "allow"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without scheme and port");
    }

    private static HttpRequest request(String host, Map<String, String> headers) {
        return HttpRequest.builder("GET", "/admin/host/status", Instant.EPOCH)
                .host(host)
                .headers(Headers.of(headers))
                .build();
    }
}
