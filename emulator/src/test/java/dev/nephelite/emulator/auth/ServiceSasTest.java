package dev.nephelite.emulator.auth;

import static dev.nephelite.emulator.auth.SasFixture.forContainer;
import static dev.nephelite.emulator.auth.SasFixture.forQueue;
import static dev.nephelite.emulator.error.CommonError.AUTHENTICATION_FAILED;
import static dev.nephelite.emulator.error.CommonError.AUTHORIZATION_FAILURE;
import static dev.nephelite.emulator.error.CommonError.AUTHORIZATION_PERMISSION_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.nephelite.emulator.auth.ResourceAccess.StoredAccessPolicy;
import dev.nephelite.emulator.error.StorageException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServiceSasTest {
    private static final String ONE_O_CLOCK = "2026-01-01T13:00:00Z";
    private static final RequiredPermission LIST =
            RequiredPermission.container("l").orServiceSas("l");
    private static final String DETAIL = "AuthenticationErrorDetail";

    @Nested
    class Given_a_signature_for_a_container {
        private final SasFixture signature = forContainer().with("sp", "rl").with("se", ONE_O_CLOCK);

        @Test
        void authorize_acceptsAPermissionOfTheOperation() {
            assertThat(signature.authorize(LIST).allows('r')).isTrue();
        }

        @Test
        void authorize_refusesAnOperationThatNeedsAnotherPermission() {
            RequiredPermission delete = RequiredPermission.object("d").orServiceSas("d");

            assertThat(signature.refusal(delete).error()).isEqualTo(AUTHORIZATION_PERMISSION_MISMATCH);
        }

        @Test
        void authorize_refusesAnOperationThatNeedsAnAccountSas() {
            assertThat(signature.refusal(RequiredPermission.container("l")).error())
                    .isEqualTo(AUTHORIZATION_PERMISSION_MISMATCH);
        }

        @Test
        void authorize_refusesAnOperationOfTheOwner() {
            assertThat(signature.refusal(RequiredPermission.ownerOnly()).error())
                    .isEqualTo(AUTHORIZATION_FAILURE);
        }

        @Test
        void authorize_returnsTheResponseHeadersOfTheSignature() {
            Grant grant = signature
                    .with("rscc", "no-store")
                    .with("rscd", "attachment; filename=\"a b\"")
                    .with("rsce", "gzip")
                    .with("rscl", "de")
                    .with("rsct", "text/plain")
                    .authorize(LIST);

            assertThat(grant.responseHeaders())
                    .containsOnly(
                            entry("Cache-Control", "no-store"),
                            entry("Content-Disposition", "attachment; filename=\"a b\""),
                            entry("Content-Encoding", "gzip"),
                            entry("Content-Language", "de"),
                            entry("Content-Type", "text/plain"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"sp", "se"})
        void authorize_namesAMissingTerm(String field) {
            StorageException refusal = signature.with(field, "").refusal(LIST);

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get(DETAIL)).endsWith(": " + field);
        }
    }

    @Nested
    class Given_a_signature_for_a_snapshot {
        private final RequiredPermission read = RequiredPermission.object("r").orServiceSas("r");
        private final SasFixture signature = forContainer().with("sp", "r").with("se", ONE_O_CLOCK);

        @Test
        void authorize_acceptsASnapshotSignatureForTheSnapshot() {
            assertThat(signature
                            .with("sr", "bs")
                            .with("snapshot", "2026-01-01T11:00:00.0000000Z")
                            .authorize(read)
                            .allows('r'))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"bs", "bv"})
        void authorize_refusesASnapshotSignatureForTheBlob(String resource) {
            StorageException refusal = signature.with("sr", resource).refusal(read);

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get(DETAIL)).contains("sr=" + resource);
        }
    }

    @Nested
    class Given_a_signature_for_a_queue {
        @Test
        void authorize_acceptsAQueueSignatureForTheQueue() {
            RequiredPermission peek = RequiredPermission.object("r").orServiceSas("r");

            assertThat(forQueue()
                            .with("sp", "r")
                            .with("se", ONE_O_CLOCK)
                            .authorize(peek)
                            .allows('r'))
                    .isTrue();
        }
    }

    @Nested
    class Given_a_signature_that_names_a_stored_policy {
        private final SasFixture signature = forContainer().with("si", "readers");

        @Test
        void authorize_takesAllTermsFromThePolicy() {
            assertThat(signature
                            .with(only(policy("2026-01-01T11:00:00Z", ONE_O_CLOCK, "l")))
                            .authorize(LIST)
                            .allows('l'))
                    .isTrue();
        }

        @Test
        void authorize_takesPermissionsFromThePolicyAndTheRestFromTheSignature() {
            Grant grant = signature
                    .with("se", ONE_O_CLOCK)
                    .with(only(policy(null, null, "l")))
                    .authorize(LIST);

            assertThat(grant.allows('l')).isTrue();
        }

        @Test
        void authorize_takesTimesFromThePolicyAndPermissionsFromTheSignature() {
            Grant grant = signature
                    .with("sp", "l")
                    .with(only(policy(null, ONE_O_CLOCK, null)))
                    .authorize(LIST);

            assertThat(grant.allows('l')).isTrue();
        }

        @Test
        void authorize_refusesATermThatPolicyAndSignatureGive() {
            StorageException refusal = signature
                    .with("sp", "l")
                    .with(only(policy(null, ONE_O_CLOCK, "l")))
                    .refusal(LIST);

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get(DETAIL)).contains("not both");
        }

        @Test
        void authorize_refusesATermThatNeitherGives() {
            assertThat(signature
                            .with(only(policy(null, ONE_O_CLOCK, null)))
                            .refusal(LIST)
                            .error())
                    .isEqualTo(AUTHENTICATION_FAILED);
        }

        @Test
        void authorize_refusesAnExpiredPolicy() {
            assertThat(signature
                            .with(only(policy(null, "2026-01-01T12:00:00Z", "l")))
                            .refusal(LIST)
                            .error())
                    .isEqualTo(AUTHENTICATION_FAILED);
        }

        @Test
        void authorize_refusesARemovedPolicy() {
            StorageException refusal = signature.with(ResourceAccess.NONE).refusal(LIST);

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get(DETAIL)).contains("'readers'", "'cont'");
        }

        private static ResourceAccess only(StoredAccessPolicy policy) {
            return (account, resource, id) ->
                    account.equals("devstoreaccount1") && resource.equals("cont") && id.equals("readers")
                            ? policy
                            : null;
        }

        private static StoredAccessPolicy policy(
                @Nullable String start, @Nullable String expiry, @Nullable String permission) {
            return new StoredAccessPolicy(
                    start == null ? null : Instant.parse(start),
                    expiry == null ? null : Instant.parse(expiry),
                    permission);
        }
    }
}
