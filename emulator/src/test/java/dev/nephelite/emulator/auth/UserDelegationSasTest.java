package dev.nephelite.emulator.auth;

import static dev.nephelite.emulator.error.CommonError.AUTHENTICATION_FAILED;
import static dev.nephelite.emulator.error.CommonError.AUTHORIZATION_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.auth.DelegationKeyLookup.DelegationKeyTerms;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.value.Account;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UserDelegationSasTest {
    private static final RequiredPermission READ =
            RequiredPermission.object("r").orServiceSas("r");
    private static final Instant GOOD = Instant.parse("2026-01-02T00:00:00Z");
    private static final DelegationKeyTerms LENT = new DelegationKeyTerms(
            "11111111-1111-1111-1111-111111111111",
            "22222222-2222-2222-2222-222222222222",
            "2026-01-01T00:00:00Z",
            "2026-01-07T00:00:00Z",
            "b",
            "2020-12-06");

    @Nested
    class Given_a_signature_made_with_an_issued_key {
        private final AuthVectors.SignedBySas vector = AuthVectors.signatures()
                .filter(each -> each.rawQuery().contains("skv=2020-12-06"))
                .findFirst()
                .orElseThrow();

        @Test
        void authorize_acceptsASignatureWhileItsKeyIsValid() {
            assertThat(authorize(vector.rawQuery(), lent(), GOOD).allows('r')).isTrue();
        }

        @Test
        void authorize_refusesASignatureWhoseKeyHasExpired() {
            StorageException refusal = refusal(vector.rawQuery(), lent(), Instant.parse("2026-01-07T00:00:00Z"));

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get("AuthenticationErrorDetail"))
                    .contains("Expiry [Wed, 07 Jan 2026 00:00:00 GMT]");
        }

        @Test
        void authorize_refusesAnUnknownKey() {
            StorageException refusal = refusal(vector.rawQuery(), DelegationKeyLookup.NONE, GOOD);

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"skoid=", "sktid=", "skt=", "ske=", "skv=", "sks=q", "si=policy"})
        void authorize_refusesTermsThatNoKeyHas(String term) {
            String name = term.substring(0, term.indexOf('='));
            String changed = vector.rawQuery().replaceFirst("&" + name + "=[^&]*", "") + "&" + term;

            assertThat(refusal(changed, lent(), GOOD).error()).isEqualTo(AUTHORIZATION_FAILURE);
        }

        private DelegationKeyLookup lent() {
            return (account, delegation) -> account.equals("devstoreaccount1") && delegation.equals(LENT)
                    ? AuthVectors.userDelegationKey()
                    : null;
        }

        private StorageException refusal(String query, DelegationKeyLookup keys, Instant now) {
            return Objects.requireNonNull(
                    catchThrowableOfType(StorageException.class, () -> authorize(query, keys, now)));
        }

        private Grant authorize(String query, DelegationKeyLookup keys, Instant now) {
            SignedRequest request = new SignedRequest(
                    "blob",
                    "GET",
                    "/devstoreaccount1/c/b",
                    QueryParameters.parse(query),
                    Headers.NONE,
                    "http",
                    "::1",
                    now);
            return new Authorizer(ResourceAccess.NONE, keys, OAuthMode.NONE, new ManualClock(now))
                    .authorize(request, Account.DEVELOPMENT, READ, vector.container(), vector.blob());
        }
    }

    @Nested
    class Given_a_signature_for_one_further_user {
        private static final String TERMS = "sp=r&se=2026-01-03T00:00:00Z&skoid=o&sktid=t&skt=2026-01-01T00:00:00Z"
                + "&ske=2026-01-07T00:00:00Z&sks=b&skv=2026-02-06&sduoid=" + Tokens.USER + "&skdutid=" + Tokens.TENANT
                + "&sv=2025-07-05&sr=b";

        private final Tokens token = Tokens.issuedAt(GOOD);

        @Test
        void authorize_acceptsTheDelegatedUser() {
            assertThat(authorize("https", token).allows('r')).isTrue();
        }

        @Test
        void authorize_refusesAnotherUser() {
            assertThat(detail("https", token.with("oid", "me"))).contains("'" + Tokens.USER + "'", "'me'");
        }

        @Test
        void authorize_refusesAUserOfAnotherTenant() {
            assertThat(detail("https", token.with("tid", "elsewhere"))).contains("'" + Tokens.USER + "'");
        }

        @Test
        void authorize_refusesAnExpiredTokenAndOneOverHttp() {
            assertThat(detail("https", token.with("exp", 0))).contains("expired");
            assertThat(detail("http", Tokens.issuedAt(GOOD))).contains("not allowed with HTTP");
        }

        @Test
        void authorize_refusesARequestOfADelegatedUserWithoutAToken() {
            StorageException refusal = Objects.requireNonNull(
                    catchThrowableOfType(StorageException.class, () -> authorize("https", Headers.NONE)));

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
        }

        private String detail(String scheme, Tokens shown) {
            StorageException refusal = Objects.requireNonNull(
                    catchThrowableOfType(StorageException.class, () -> authorize(scheme, shown)));
            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            return Objects.requireNonNull(refusal.details().get("AuthenticationErrorDetail"));
        }

        private Grant authorize(String scheme, Tokens shown) {
            return authorize(scheme, Headers.of(Map.of("Authorization", shown.authorization())));
        }

        private Grant authorize(String scheme, Headers headers) {
            QueryParameters query =
                    QueryParameters.parse(TERMS + "&sig=" + URLEncoder.encode(signature(), StandardCharsets.UTF_8));
            SignedRequest request = new SignedRequest(
                    "blob", "GET", "/devstoreaccount1/photos/cat", query, headers, scheme, "::1", GOOD);
            return new Authorizer(
                            ResourceAccess.NONE,
                            (account, terms) -> AuthVectors.userDelegationKey(),
                            OAuthMode.BASIC,
                            new ManualClock(GOOD))
                    .authorize(request, Account.DEVELOPMENT, READ, "photos", "cat");
        }

        private String signature() {
            return AuthVectors.userDelegationKey()
                    .sign("r\n\n2026-01-03T00:00:00Z\n/blob/devstoreaccount1/photos/cat\no\nt\n2026-01-01T00:00:00Z\n"
                            + "2026-01-07T00:00:00Z\nb\n2026-02-06\n\n\n\n" + Tokens.TENANT + "\n" + Tokens.USER
                            + "\n\n\n2025-07-05\nb\n\n\n\n\n\n\n");
        }
    }
}
