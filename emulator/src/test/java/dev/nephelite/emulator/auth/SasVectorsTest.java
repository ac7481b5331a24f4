package dev.nephelite.emulator.auth;

import static dev.nephelite.emulator.error.CommonError.AUTHENTICATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nephelite.emulator.auth.AuthVectors.SignedBySas;
import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.auth.ResourceAccess.StoredAccessPolicy;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.value.Account;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SasVectorsTest {
    private static final Instant WHILE_ALL_ARE_GOOD = Instant.parse("2026-01-02T00:00:00Z");
    private static final StoredAccessPolicy POLICY =
            new StoredAccessPolicy(null, Instant.parse("2036-01-01T00:00:00Z"), "r");
    private static final Authorizer AUTHORIZER = new Authorizer(
            (account, resource, id) -> id.equals("pol1") ? POLICY : null,
            (account, delegation) -> AuthVectors.userDelegationKey(),
            OAuthMode.BASIC,
            new ManualClock(WHILE_ALL_ARE_GOOD));

    @Nested
    class Given_a_signature_that_a_client_library_made {
        private static final String SIGNATURES = "dev.nephelite.emulator.auth.AuthVectors#signatures";

        @ParameterizedTest
        @MethodSource(SIGNATURES)
        void authorize_acceptsTheSignatureOfAClientLibrary(SignedBySas vector) {
            Grant grant = authorize(vector, vector.rawQuery(), vector.container(), vector.blob());

            assertThat(grant.allows('r')).isTrue();
        }

        @ParameterizedTest
        @MethodSource(SIGNATURES)
        void authorize_refusesAnotherContainerOrQueue(SignedBySas vector) {
            if (!vector.isForAccount()) {
                assertRefused(vector, vector.rawQuery(), vector.container() + "x", vector.blob());
            }
        }

        @ParameterizedTest
        @MethodSource(SIGNATURES)
        void authorize_refusesAnotherSignatureWithTheStringToSign(SignedBySas vector) {
            String flipped = vector.rawQuery().replaceFirst("sig=.", "sig=_");

            StorageException refusal = assertRefused(vector, flipped, vector.container(), vector.blob());

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get("AuthenticationErrorDetail")).endsWith(vector.stringToSign());
        }

        @ParameterizedTest(name = "{1} of {0}")
        @MethodSource("dev.nephelite.emulator.auth.SasVectorsTest#fields")
        void authorize_refusesAnotherValueOfAField(SignedBySas vector, String field) {
            String changed = ("&" + vector.rawQuery()).replaceFirst("(&" + field + "=[^&]*)", "$10");

            assertRefused(vector, changed, vector.container(), vector.blob());
        }

        private static StorageException assertRefused(SignedBySas vector, String query, String container, String blob) {
            StorageException refusal =
                    catchThrowableOfType(StorageException.class, () -> authorize(vector, query, container, blob));
            assertThat(refusal).isNotNull().returns(403, thrown -> thrown.error()
                    .status());
            return refusal;
        }

        private static Grant authorize(SignedBySas vector, String query, String container, String blob) {
            SignedRequest request = new SignedRequest(
                    vector.service(),
                    "GET",
                    "/devstoreaccount1/as/it/may/be",
                    QueryParameters.parse(query),
                    Headers.of(Map.of("x-ms-foo", "bar", "Authorization", vector.authorization(WHILE_ALL_ARE_GOOD))),
                    "https",
                    vector.client(),
                    WHILE_ALL_ARE_GOOD);
            return AUTHORIZER.authorize(
                    request, Account.DEVELOPMENT, RequiredPermission.any(), container, blob.isEmpty() ? null : blob);
        }
    }

    static Stream<Arguments> fields() {
        return AuthVectors.signatures()
                .flatMap(vector -> vector.signedFields().stream().map(field -> Arguments.of(vector, field)));
    }
}
