package dev.nephelite.emulator.auth;

import static dev.nephelite.emulator.auth.SasFixture.forAccount;
import static dev.nephelite.emulator.error.CommonError.AUTHENTICATION_FAILED;
import static dev.nephelite.emulator.error.CommonError.AUTHORIZATION_FAILURE;
import static dev.nephelite.emulator.error.CommonError.AUTHORIZATION_PERMISSION_MISMATCH;
import static dev.nephelite.emulator.error.CommonError.AUTHORIZATION_PROTOCOL_MISMATCH;
import static dev.nephelite.emulator.error.CommonError.AUTHORIZATION_RESOURCE_TYPE_MISMATCH;
import static dev.nephelite.emulator.error.CommonError.AUTHORIZATION_SERVICE_MISMATCH;
import static dev.nephelite.emulator.error.CommonError.AUTHORIZATION_SOURCE_IP_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountSasTest {
    private static final RequiredPermission READ_CONTAINER = RequiredPermission.container("r");

    @Nested
    class Given_a_signature_for_the_account {
        @ParameterizedTest(name = "{0}={1}")
        @CsvSource({
            "sip, 127.0.0.1",
            "sip, 127.0.0.0-127.0.0.9",
            "spr, 'https,http'",
            "st, 2026-01-01T12:00:00Z",
            "st, 2026-01-01T12:00Z",
            "st, 2026-01-01",
            "se, 2026-01-01T12:00:00.0000001Z",
            "se, 2026-01-02",
            "ss, b",
            "srt, c",
            "sp, r"
        })
        void authorize_allowsWhatTheTermsAllow(String field, String value) {
            assertThat(forAccount().with(field, value).authorize(READ_CONTAINER).allows('r'))
                    .isTrue();
        }

        @ParameterizedTest(name = "{0}={1}: {2}")
        @MethodSource("dev.nephelite.emulator.auth.AccountSasTest#terms")
        void authorize_refusesWhatTheTermsDoNotAllow(String field, String value, CommonError error) {
            assertThat(forAccount().with(field, value).refusal(READ_CONTAINER).error())
                    .isEqualTo(error);
        }

        @Test
        void authorize_refusesAnExpiredSignatureWithAllTimes() {
            StorageException refusal = forAccount()
                    .with("st", "2026-01-01T10:00:00Z")
                    .with("se", "2026-01-01T11:00:00Z")
                    .refusal(READ_CONTAINER);

            assertThat(refusal.details())
                    .containsEntry(
                            "AuthenticationErrorDetail",
                            "Signature not valid in the specified time frame: Start [Thu, 01 Jan 2026 10:00:00 GMT]"
                                    + " - Expiry [Thu, 01 Jan 2026 11:00:00 GMT]"
                                    + " - Current [Thu, 01 Jan 2026 12:00:00 GMT]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ss", "srt", "sp", "se"})
        void authorize_namesAMissingField(String field) {
            StorageException refusal = forAccount().with(field, "").refusal(READ_CONTAINER);

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get("AuthenticationErrorDetail")).endsWith(": " + field);
        }

        @Test
        void authorize_allowsThePermissionsOfTheSignatureOnly() {
            Grant grant = forAccount().with("sp", "rc").authorize(READ_CONTAINER);

            assertThat(grant.allows('c')).isTrue();
            assertThat(grant.allows('w')).isFalse();
        }

        @Test
        void authorize_acceptsAnyPermissionOfTheOperation() {
            assertThat(forAccount()
                            .with("sp", "w")
                            .authorize(RequiredPermission.container("cw"))
                            .allows('w'))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"c", "o"})
        void authorize_acceptsEitherResourceTypeOfTheOperation(String type) {
            assertThat(forAccount()
                            .with("srt", type)
                            .authorize(RequiredPermission.containerOrObject("p"))
                            .allows('p'))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"s", "c", "o"})
        void authorize_acceptsAnySignatureForAnOperationOpenToAny(String type) {
            assertThat(forAccount()
                            .with("srt", type)
                            .authorize(RequiredPermission.any())
                            .allows('r'))
                    .isTrue();
        }

        @Test
        void authorize_refusesAnOperationOfTheOwner() {
            assertThat(forAccount().refusal(RequiredPermission.ownerOnly()).error())
                    .isEqualTo(AUTHORIZATION_FAILURE);
        }
    }

    static Stream<Arguments> terms() {
        return Stream.of(
                Arguments.of("se", "2026-01-01T12:00:00Z", AUTHENTICATION_FAILED),
                Arguments.of("se", "2026-01-01", AUTHENTICATION_FAILED),
                Arguments.of("se", "tomorrow", AUTHENTICATION_FAILED),
                Arguments.of("st", "2026-01-01T12:00:01Z", AUTHENTICATION_FAILED),
                Arguments.of("sip", "127.0.0.2", AUTHORIZATION_SOURCE_IP_MISMATCH),
                Arguments.of("sip", "10.0.0.1-10.0.0.9", AUTHORIZATION_SOURCE_IP_MISMATCH),
                Arguments.of("sip", "localhost", AUTHENTICATION_FAILED),
                Arguments.of("spr", "https", AUTHORIZATION_PROTOCOL_MISMATCH),
                Arguments.of("spr", "http", AUTHENTICATION_FAILED),
                Arguments.of("spr", "https,", AUTHENTICATION_FAILED),
                Arguments.of("spr", "https,ftp", AUTHENTICATION_FAILED),
                Arguments.of("ss", "qtf", AUTHORIZATION_SERVICE_MISMATCH),
                Arguments.of("srt", "so", AUTHORIZATION_RESOURCE_TYPE_MISMATCH),
                Arguments.of("sp", "wdl", AUTHORIZATION_PERMISSION_MISMATCH),
                Arguments.of("sv", "2014-02-14", AUTHENTICATION_FAILED),
                Arguments.of("sv", "soon", AUTHENTICATION_FAILED));
    }
}
