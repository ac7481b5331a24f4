package dev.nephelite.emulator.auth;

import static dev.nephelite.emulator.error.CommonError.AUTHENTICATION_FAILED;
import static dev.nephelite.emulator.error.CommonError.INVALID_AUTHENTICATION_INFO;
import static dev.nephelite.emulator.error.CommonError.NO_AUTHENTICATION_INFORMATION;
import static dev.nephelite.emulator.error.CommonError.RESOURCE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthorizerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String DETAIL = "AuthenticationErrorDetail";

    private final Authorizer authorizer =
            new Authorizer(ResourceAccess.NONE, DelegationKeyLookup.NONE, OAuthMode.NONE, new ManualClock(NOON));

    @Nested
    class Given_a_signed_request {
        @Test
        void authorize_acceptsADate15MinutesAgo() {
            assertThat(authorize(signedAt(NOON.minus(Duration.ofMinutes(15))))).isSameAs(Grant.EVERYTHING);
        }

        @Test
        void authorize_refusesAnOlderDateWithBothTimes() {
            StorageException refusal = refusal(signedAt(NOON.minus(Duration.ofMinutes(16))));

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get(DETAIL))
                    .contains("too old", "Thu, 01 Jan 2026 11:44:00 GMT", "Thu, 01 Jan 2026 12:00:00 GMT");
        }

        @Test
        void authorize_comparesTheDateWithTheMachinesClock() {
            SignedRequest request = signedAt(NOON);
            SignedRequest receivedLater = new SignedRequest(
                    request.service(),
                    request.method(),
                    request.rawPath(),
                    request.query(),
                    request.headers(),
                    request.scheme(),
                    request.remoteAddress(),
                    NOON.plus(Duration.ofDays(30)));

            assertThat(authorize(receivedLater)).isSameAs(Grant.EVERYTHING);
        }

        @Test
        void authorize_refusesADateInTheFuture() {
            StorageException refusal = refusal(signedAt(NOON.plus(Duration.ofMinutes(16))));

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get(DETAIL)).contains("too new");
        }

        @Test
        void authorize_refusesARequestWithoutADate() {
            StorageException refusal =
                    refusal(request("blob", Map.of("Authorization", "SharedKey devstoreaccount1:AAAA")));

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get(DETAIL)).contains("missing");
        }

        @Test
        void authorize_namesBothAccountsForTheKeyOfAnotherOne() {
            StorageException refusal = refusal(request("blob", Map.of("Authorization", "SharedKey other:AAAA")));

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get(DETAIL)).contains("'other'", "'devstoreaccount1'");
        }

        private SignedRequest signedAt(Instant date) {
            Headers unsigned = Headers.of(Map.of("x-ms-date", HttpDate.format(date)));
            String authorization = SharedKey.sign(
                    "GET",
                    "/devstoreaccount1",
                    QueryParameters.EMPTY,
                    unsigned,
                    "devstoreaccount1",
                    Account.DEVELOPMENT.keys().get(0));
            return request("blob", Map.of("x-ms-date", HttpDate.format(date), "Authorization", authorization));
        }
    }

    @Nested
    class Given_an_authorization_of_another_form {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SharedKey",
                    "SharedKey devstoreaccount1",
                    "SharedKey devstoreaccount1:",
                    "SharedKey :AAAA",
                    "SharedKeyHeavy devstoreaccount1:AAAA",
                    "Basic dXNlcjpwYXNz",
                    "sharedkey devstoreaccount1:AAAA"
                })
        void authorize_refusesAMalformedAuthorization(String authorization) {
            StorageException refusal = refusal(request("blob", Map.of("Authorization", authorization)));

            assertThat(refusal.error()).isEqualTo(INVALID_AUTHENTICATION_INFO);
        }

        @Test
        void authorize_refusesABearerTokenOverHttp() {
            StorageException refusal = refusal(request("blob", Map.of("Authorization", "Bearer abc")));

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get(DETAIL))
                    .startsWith("Authentication scheme Bearer is not allowed with HTTP.");
        }
    }

    @Nested
    class Given_a_request_that_shows_nothing {
        @Test
        void authorize_challengesAnAnonymousRequestSince2019_12_12() {
            StorageException refusal = refusal(request("queue", Map.of("x-ms-version", "2019-12-12")));

            assertThat(refusal.error()).isEqualTo(NO_AUTHENTICATION_INFORMATION);
            assertThat(refusal.headers().get("WWW-Authenticate")).startsWith("Bearer authorization_uri=");
        }

        @ParameterizedTest
        @ValueSource(strings = {"2019-07-07", "2009-09-19"})
        void authorize_findsNoBlobForAnAnonymousRequestOfAnOlderVersion(String version) {
            assertThat(refusal(request("blob", Map.of("x-ms-version", version))).error())
                    .isEqualTo(RESOURCE_NOT_FOUND);
        }

        @Test
        void authorize_findsNoBlobForAnAnonymousRequestWithoutAVersion() {
            assertThat(refusal(request("blob", Map.of())).error()).isEqualTo(RESOURCE_NOT_FOUND);
        }

        @Test
        void authorize_refusesAnAnonymousRequestForAQueue() {
            assertThat(refusal(request("queue", Map.of())).error()).isEqualTo(AUTHENTICATION_FAILED);
        }
    }

    private Grant authorize(SignedRequest request) {
        return authorizer.authorize(request, Account.DEVELOPMENT, RequiredPermission.service("l"), null, null);
    }

    private StorageException refusal(SignedRequest request) {
        StorageException refusal = catchThrowableOfType(StorageException.class, () -> authorize(request));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static SignedRequest request(String service, Map<String, String> headers) {
        return new SignedRequest(
                service,
                "GET",
                "/devstoreaccount1",
                QueryParameters.EMPTY,
                Headers.of(headers),
                "http",
                "127.0.0.1",
                NOON);
    }
}
