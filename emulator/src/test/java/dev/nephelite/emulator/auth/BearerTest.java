package dev.nephelite.emulator.auth;

import static dev.nephelite.emulator.error.CommonError.AUTHENTICATION_FAILED;
import static dev.nephelite.emulator.error.CommonError.INVALID_AUTHENTICATION_INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.auth.Grant.TokenIdentity;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BearerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Tokens token = Tokens.issuedAt(NOON);

    @Nested
    class Given_a_service_that_accepts_tokens {
        @Test
        void authorize_allowsEverythingWithAToken() {
            Grant grant = authorize(token.authorization(), NOON);

            assertThat(grant.allows('w')).isTrue();
            assertThat(grant.responseHeaders()).isEmpty();
        }

        @Test
        void authorize_returnsTheUserOfTheToken() {
            assertThat(authorize(token.authorization(), NOON).requireUser())
                    .isEqualTo(new TokenIdentity(Tokens.USER, Tokens.TENANT));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://storage.azure.com",
                    "https://storage.azure.com/",
                    "e406a681-f3d4-42a8-90b6-c2b029497af1",
                    "https://devstoreaccount1.blob.core.windows.net",
                    "https://devstoreaccount1.queue.core.usgovcloudapi.net/",
                    "https://devstoreaccount1.table.core.chinacloudapi.cn",
                    "https://devstoreaccount1.blob.core.cloudapi.de"
                })
        void authorize_acceptsATokenForStorageOrTheAccount(String audience) {
            assertThat(authorize(token.with("aud", audience).authorization(), NOON))
                    .isNotNull();
        }

        @Test
        void authorize_acceptsOneOfSeveralAudiences() {
            token.withJson("aud", "[\"https://graph.microsoft.com\", \"https://storage.azure.com\"]");

            assertThat(authorize(token.authorization(), NOON)).isNotNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://graph.microsoft.com",
                    "https://other.blob.core.windows.net",
                    "https://devstoreaccount1.file.core.windows.net",
                    "https://storage.azure.com.example.com",
                    "https://devstoreaccount1.blob.core.windows.net.example.com"
                })
        void authorize_refusesAnotherAudience(String audience) {
            assertRefused(token.with("aud", audience), "Invalid token audience. Request the token for https://storage");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/",
                    "https://sts.microsoftonline.de/t/",
                    "https://sts.chinacloudapi.cn/t/",
                    "https://sts.windows-ppe.net/t/",
                    "https://login.microsoftonline.com/ab1f708d-50f6-404c-a006-d71b2ac7a606/v2.0",
                    "https://login.microsoftonline.us/t/v2.0"
                })
        void authorize_acceptsTheIssuersOfEntra(String issuer) {
            assertThat(authorize(token.with("iss", issuer).authorization(), NOON))
                    .isNotNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://accounts.example.com/", "https://sts.windows.net.example.com/", "nobody"})
        void authorize_refusesAnotherIssuer(String issuer) {
            assertRefused(token.with("iss", issuer), "Invalid token issuer. It must be Microsoft Entra ID");
        }

        @Test
        void authorize_acceptsATokenFromItsFirstSecondToItsLast() {
            String authorization = token.authorization();

            assertThat(authorize(authorization, NOON.plusSeconds(3600))).isNotNull();
            assertThat(detail(authorization, NOON.plusSeconds(3601)))
                    .isEqualTo("Lifetime validation failed. The token is expired.");
            assertThat(detail(authorization, NOON.minusSeconds(1))).isEqualTo("Lifetime validation failed.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nbf", "exp", "iat", "iss", "aud"})
        void authorize_refusesATokenThatLacksAClaim(String claim) {
            assertRefused(token.without(claim), "The bearer token is not a token of Microsoft Entra ID");
        }

        @ParameterizedTest
        @CsvSource({"exp, '\"soon\"'", "exp, true", "exp, 1e300", "nbf, {}", "exp, [1, 2]"})
        void authorize_refusesATokenWithAnInvalidTime(String claim, String json) {
            assertRefused(token.withJson(claim, json), "The bearer token is not a token of Microsoft Entra ID");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Bearer abc", "Bearer a.b.c", "Bearer e30.e30", "Bearer e30.W10.x", "Bearer "})
        void authorize_refusesTextThatIsNoToken(String authorization) {
            assertThat(detail(authorization, NOON)).startsWith("The bearer token is not a token of Microsoft Entra ID");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Bearer", "bearer e30.e30.e30", "Bearerabc"})
        void authorize_refusesAnotherSpellingOfTheScheme(String authorization) {
            assertThat(refusal(OAuthMode.BASIC, "https", authorization, NOON).error())
                    .isEqualTo(INVALID_AUTHENTICATION_INFO);
        }

        @Test
        void authorize_refusesATokenOverHttp() {
            StorageException refusal = refusal(OAuthMode.BASIC, "http", token.authorization(), NOON);

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get("AuthenticationErrorDetail"))
                    .startsWith("Authentication scheme Bearer is not allowed with HTTP.")
                    .contains("To use it, accept tokens; or use a connection string.");
        }
    }

    @Nested
    class Given_a_service_that_accepts_none {
        @Test
        void authorize_refusesEveryTokenWithoutOAuth() {
            StorageException refusal = refusal(OAuthMode.NONE, "https", token.authorization(), NOON);

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get("AuthenticationErrorDetail"))
                    .startsWith("Authentication scheme Bearer is not supported.")
                    .contains("To use it, accept tokens; or use a connection string.");
        }
    }

    @Nested
    class Given_a_client_with_a_key {
        @Test
        void requireUser_refusesASharedKey() {
            StorageException refusal =
                    Objects.requireNonNull(catchThrowableOfType(StorageException.class, Grant.EVERYTHING::requireUser));

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details())
                    .containsEntry("AuthenticationErrorDetail", "Only authentication scheme Bearer is supported");
        }
    }

    private static void assertRefused(Tokens token, String detail) {
        assertThat(detail(token.authorization(), NOON)).startsWith(detail);
    }

    private static String detail(String authorization, Instant now) {
        StorageException refusal = refusal(OAuthMode.BASIC, "https", authorization, now);
        assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
        return Objects.requireNonNull(refusal.details().get("AuthenticationErrorDetail"));
    }

    private static StorageException refusal(OAuthMode oAuthMode, String scheme, String authorization, Instant now) {
        return Objects.requireNonNull(
                catchThrowableOfType(StorageException.class, () -> authorize(oAuthMode, scheme, authorization, now)));
    }

    private static Grant authorize(String authorization, Instant now) {
        return authorize(OAuthMode.BASIC, "https", authorization, now);
    }

    private static Grant authorize(OAuthMode oAuthMode, String scheme, String authorization, Instant now) {
        SignedRequest request = new SignedRequest(
                "blob",
                "PUT",
                "/devstoreaccount1/photos",
                QueryParameters.EMPTY,
                Headers.of(Map.of("Authorization", authorization)),
                scheme,
                "127.0.0.1",
                now);
        return new AuthorizationOptions(Accounts.DEVELOPMENT, oAuthMode, "accept tokens")
                .authorizer(ResourceAccess.NONE, new ManualClock(now))
                .authorize(request, Account.DEVELOPMENT, RequiredPermission.ownerOnly(), "photos", null);
    }
}
