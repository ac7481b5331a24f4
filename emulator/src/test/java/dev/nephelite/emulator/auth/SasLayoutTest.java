package dev.nephelite.emulator.auth;

import static dev.nephelite.emulator.error.CommonError.AUTHENTICATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.value.Account;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was signed in each version of the protocol, as the reference of service SAS lists it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SasLayoutTest {
    private static final String EXPIRY = "2026-01-01T13:00:00Z";
    private static final String TERMS = "sp=r&se=" + EXPIRY;
    private static final String SIGNED_TERMS = "r\n\n" + EXPIRY + "\n";
    private static final Authorizer AUTHORIZER = new Authorizer(
            ResourceAccess.NONE, DelegationKeyLookup.NONE, OAuthMode.NONE, new ManualClock(Instant.EPOCH));

    @Nested
    class Given_a_signature_for_a_blob {
        private static final String RESOURCE = "/devstoreaccount1/photos/a/cat\n";

        @Test
        void authorize_expectsNoVersionInABlobSignatureBefore2012() {
            assertAccepted("blob", "sr=b", RESOURCE);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "2012-02-12, ''",
            "2013-08-15, |||||",
            "2014-02-14, |||||",
        })
        void authorize_expectsNoServiceInABlobSignatureBefore2015(String version, String overrides) {
            assertAccepted("blob", "sr=b&sv=" + version, RESOURCE + "\n" + version + overrides.replace('|', '\n'));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "2015-02-21, VERSION|||||",
            "2015-04-05, ||VERSION|||||",
            "2018-03-28, ||VERSION|||||",
            "2018-11-09, ||VERSION|b||||||",
            "2020-10-02, ||VERSION|b||||||",
            "2020-12-06, ||VERSION|b|||||||",
            "2031-01-01, ||VERSION|b|||||||"
        })
        void authorize_expectsTheServiceInALaterBlobSignature(String version, String rest) {
            String lines = rest.replace("VERSION", version).replace('|', '\n');
            assertAccepted("blob", "sr=b&sv=" + version, "/blob" + RESOURCE + "\n" + lines);
        }

        @Test
        void authorize_acceptsASignatureForAVersionForThatVersionOnly() {
            String signed = "/blob" + RESOURCE + "\n\n\n2020-12-06\nbv\n2026-01-01T11:00:00.0000000Z\n\n\n\n\n\n";
            String query = "sr=bv&sv=2020-12-06&versionid=2026-01-01T11:00:00.0000000Z";

            assertAccepted("blob", query, signed);
            assertRefused("blob", query.replace("T11", "T10"), signed);
            assertRefused("blob", "sr=bv&sv=2020-12-06", signed);
        }

        @Test
        void authorize_acceptsASignatureForADirectoryForBlobsBelow() {
            String signed = "/blob/devstoreaccount1/photos/a\n\n\n\n2020-12-06\nd\n\n\n\n\n\n\n";

            assertAccepted("blob", "sr=d&sdd=1&sv=2020-12-06", signed);
            assertRefused("blob", "sr=d&sdd=2&sv=2020-12-06", signed);
            assertRefused("blob", "sr=d&sv=2020-12-06", signed);
        }

        @Test
        void authorize_takesABackslashInTheNameForASlash() {
            String lines = "\n\n\n2020-12-06\nb\n\n\n\n\n\n\n";
            String directory = "/blob/devstoreaccount1/photos/a\n\n\n\n2020-12-06\nd\n\n\n\n\n\n\n";

            assertThat(authorize("blob", "a\\cat", "sr=b&sv=2020-12-06", "/blob" + RESOURCE + lines)
                            .allows('r'))
                    .isTrue();
            assertThat(authorize("blob", "a\\cat", "sr=d&sdd=1&sv=2020-12-06", directory)
                            .allows('r'))
                    .isTrue();
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> authorize(
                            "blob", "a\\cat", "sr=b&sv=2020-12-06", "/blob/devstoreaccount1/photos/a\\cat\n" + lines))
                    .returns(AUTHENTICATION_FAILED, StorageException::error);
        }

        @ParameterizedTest
        @CsvSource({"x", "''", "q"})
        void authorize_refusesABlobSignatureForAnotherResource(String resource) {
            assertRefused("blob", "sr=" + resource + "&sv=2020-12-06", "");
        }
    }

    @Nested
    class Given_a_signature_for_a_queue {
        @ParameterizedTest(name = "{0}")
        @CsvSource({"2012-02-12, '', VERSION", "2015-02-21, /queue, VERSION", "2015-04-05, /queue, ||VERSION"})
        void authorize_expectsTheLinesOfTheVersionOfAQueueSignature(String version, String service, String rest) {
            String lines = rest.replace("VERSION", version).replace('|', '\n');
            assertAccepted("queue", "sv=" + version, service + "/devstoreaccount1/photos\n\n" + lines);
        }
    }

    @Nested
    class Given_a_signature_for_a_table {
        @ParameterizedTest(name = "{0}")
        @CsvSource({"2012-02-12, '', VERSION||||", "2015-04-05, /table, ||VERSION||||"})
        void authorize_expectsTheLinesOfTheVersionOfATableSignature(String version, String service, String rest) {
            String lines = rest.replace("VERSION", version).replace('|', '\n');
            assertAccepted("table", "tn=Photos&sv=" + version, service + "/devstoreaccount1/photos\n\n" + lines);
        }

        @Test
        void authorize_refusesATableSignatureForAnotherTable() {
            assertRefused("table", "tn=videos&sv=2012-02-12", "/devstoreaccount1/videos\n\n2012-02-12\n\n\n\n");
        }
    }

    private static void assertAccepted(String service, String fields, String signed) {
        assertThat(authorize(service, fields, signed).allows('r')).isTrue();
    }

    private static void assertRefused(String service, String fields, String signed) {
        StorageException refusal = Objects.requireNonNull(
                catchThrowableOfType(StorageException.class, () -> authorize(service, fields, signed)));
        assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
    }

    private static Grant authorize(String service, String fields, String signed) {
        return authorize(service, service.equals("blob") ? "a/cat" : null, fields, signed);
    }

    private static Grant authorize(String service, @Nullable String blob, String fields, String signed) {
        String signature = Account.DEVELOPMENT.keys().get(0).sign(SIGNED_TERMS + signed);
        String query = TERMS + "&" + fields + "&sig=" + URLEncoder.encode(signature, StandardCharsets.UTF_8);
        SignedRequest request = new SignedRequest(
                service,
                "GET",
                "/devstoreaccount1/photos",
                QueryParameters.parse(query),
                Headers.NONE,
                "http",
                "127.0.0.1",
                Instant.parse("2026-01-01T12:00:00Z"));
        return AUTHORIZER.authorize(request, Account.DEVELOPMENT, RequiredPermission.any(), "photos", blob);
    }
}
