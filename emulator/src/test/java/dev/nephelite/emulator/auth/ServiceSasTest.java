package dev.nephelite.emulator.auth;

import static dev.nephelite.emulator.auth.SasFixture.forContainer;
import static dev.nephelite.emulator.auth.SasFixture.forQueue;
import static dev.nephelite.emulator.error.CommonError.AUTHENTICATION_FAILED;
import static dev.nephelite.emulator.error.CommonError.AUTHORIZATION_FAILURE;
import static dev.nephelite.emulator.error.CommonError.AUTHORIZATION_PERMISSION_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.nephelite.emulator.auth.StoredAccessPolicies.StoredAccessPolicy;
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
        void it_opens_an_operation_that_accepts_one_of_its_letters() {
            assertThat(signature.authorize(LIST).allows('r')).isTrue();
        }

        @Test
        void it_does_not_open_an_operation_that_wants_another_letter() {
            RequiredPermission delete = RequiredPermission.object("d").orServiceSas("d");

            assertThat(signature.refusal(delete).error()).isEqualTo(AUTHORIZATION_PERMISSION_MISMATCH);
        }

        @Test
        void it_does_not_open_an_operation_that_accepts_signatures_for_the_account_only() {
            assertThat(signature.refusal(RequiredPermission.container("l")).error())
                    .isEqualTo(AUTHORIZATION_PERMISSION_MISMATCH);
        }

        @Test
        void it_does_not_open_what_is_for_the_owner_only() {
            assertThat(signature.refusal(RequiredPermission.ownerOnly()).error())
                    .isEqualTo(AUTHORIZATION_FAILURE);
        }

        @Test
        void it_may_replace_headers_of_the_answer() {
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
        void one_that_lacks_a_term_is_refused(String field) {
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
        void it_opens_the_snapshot() {
            assertThat(signature
                            .with("sr", "bs")
                            .with("snapshot", "2026-01-01T11:00:00.0000000Z")
                            .authorize(read)
                            .allows('r'))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"bs", "bv"})
        void it_does_not_open_the_blob_itself(String resource) {
            StorageException refusal = signature.with("sr", resource).refusal(read);

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get(DETAIL)).contains("sr=" + resource);
        }
    }

    @Nested
    class Given_a_signature_for_a_queue {
        @Test
        void it_opens_the_queue() {
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
        void the_policy_may_give_all_its_terms() {
            assertThat(signature
                            .with(only(policy("2026-01-01T11:00:00Z", ONE_O_CLOCK, "l")))
                            .authorize(LIST)
                            .allows('l'))
                    .isTrue();
        }

        @Test
        void the_policy_may_give_the_letters_and_the_signature_the_rest() {
            Grant grant = signature
                    .with("se", ONE_O_CLOCK)
                    .with(only(policy(null, null, "l")))
                    .authorize(LIST);

            assertThat(grant.allows('l')).isTrue();
        }

        @Test
        void the_policy_may_give_the_times_and_the_signature_the_letters() {
            Grant grant = signature
                    .with("sp", "l")
                    .with(only(policy(null, ONE_O_CLOCK, null)))
                    .authorize(LIST);

            assertThat(grant.allows('l')).isTrue();
        }

        @Test
        void a_term_that_both_give_is_refused() {
            StorageException refusal = signature
                    .with("sp", "l")
                    .with(only(policy(null, ONE_O_CLOCK, "l")))
                    .refusal(LIST);

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get(DETAIL)).contains("not both");
        }

        @Test
        void a_term_that_neither_gives_is_refused() {
            assertThat(signature
                            .with(only(policy(null, ONE_O_CLOCK, null)))
                            .refusal(LIST)
                            .error())
                    .isEqualTo(AUTHENTICATION_FAILED);
        }

        @Test
        void a_policy_that_has_expired_closes_the_signature() {
            assertThat(signature
                            .with(only(policy(null, "2026-01-01T12:00:00Z", "l")))
                            .refusal(LIST)
                            .error())
                    .isEqualTo(AUTHENTICATION_FAILED);
        }

        @Test
        void a_policy_that_was_removed_closes_the_signature() {
            StorageException refusal = signature.with(StoredAccessPolicies.NONE).refusal(LIST);

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details().get(DETAIL)).contains("'readers'", "'cont'");
        }

        private static StoredAccessPolicies only(StoredAccessPolicy policy) {
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
