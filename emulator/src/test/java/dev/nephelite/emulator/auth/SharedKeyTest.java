package dev.nephelite.emulator.auth;

import static dev.nephelite.emulator.error.CommonError.AUTHENTICATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nephelite.emulator.auth.AuthVectors.SignedByKey;
import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.SigningKey;
import dev.nephelite.table.TableKeyScheme;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SharedKeyTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final SigningKey KEY = Account.DEVELOPMENT.keys().get(0);
    private static final Authorizer AUTHORIZER =
            new Authorizer(ResourceAccess.NONE, DelegationKeyLookup.NONE, OAuthMode.NONE, new ManualClock(NOON));

    @Nested
    class Given_a_request_that_a_client_library_signed {
        private static final String REQUESTS = "dev.nephelite.emulator.auth.AuthVectors#requests";

        @ParameterizedTest
        @MethodSource(REQUESTS)
        void authorize_allowsEverythingWithASharedKey(SignedByKey vector) {
            assertThat(authorize(vector, vector.request())).isSameAs(Grant.EVERYTHING);
        }

        @ParameterizedTest
        @MethodSource(REQUESTS)
        void authorize_refusesAnotherPath(SignedByKey vector) {
            assertRefused(
                    vector, vector.request(vector.path() + "x", vector.query(), vector.signed(vector.signature())));
        }

        @ParameterizedTest
        @MethodSource(REQUESTS)
        void authorize_refusesAnotherDate(SignedByKey vector) {
            assertRefused(vector, vector.request(vector.path(), vector.query(), vector.signedWithOtherDate()));
        }

        @ParameterizedTest
        @MethodSource("dev.nephelite.emulator.auth.AuthVectors#requestsWithSignedHeaders")
        void authorize_refusesAnotherValueOfAHeader(SignedByKey vector) {
            assertRefused(vector, vector.request(vector.path(), vector.query(), vector.signedWithOtherVersion()));
        }

        @ParameterizedTest
        @MethodSource(REQUESTS)
        void authorize_refusesAnotherQuery(SignedByKey vector) {
            QueryParameters changed = QueryParameters.parse("comp=other");
            assertRefused(vector, vector.request(vector.path(), changed, vector.signed(vector.signature())));
        }

        @ParameterizedTest
        @MethodSource(REQUESTS)
        void authorize_refusesAnotherSignatureWithTheStringToSign(SignedByKey vector) {
            String flipped = (vector.signature().charAt(0) == 'A' ? "B" : "A")
                    + vector.signature().substring(1);
            StorageException refusal =
                    assertRefused(vector, vector.request(vector.path(), vector.query(), vector.signed(flipped)));
            if (!vector.hasHabits()) {
                assertThat(refusal.details().get("AuthenticationErrorDetail"))
                        .contains("'" + vector.stringToSign() + "'");
            }
        }

        @ParameterizedTest
        @MethodSource("dev.nephelite.emulator.auth.AuthVectors#ordinaryRequests")
        void sign_equalsTheSignatureOfTheClientLibrary(SignedByKey vector) {
            String signed = SharedKey.sign(
                    vector.request().method(),
                    vector.path(),
                    vector.query(),
                    vector.unsigned(),
                    vector.account().name(),
                    KEY);

            assertThat(signed).isEqualTo(vector.authorization(vector.signature()));
        }

        private static StorageException assertRefused(SignedByKey vector, SignedRequest changed) {
            StorageException refusal = catchThrowableOfType(StorageException.class, () -> authorize(vector, changed));
            assertThat(refusal).returns(AUTHENTICATION_FAILED, StorageException::error);
            return refusal;
        }

        private static Grant authorize(SignedByKey vector, SignedRequest request) {
            ManualClock clock = new ManualClock(request.receivedAt());
            Authorizer authorizer = new Authorizer(
                    ResourceAccess.NONE,
                    DelegationKeyLookup.NONE,
                    OAuthMode.NONE,
                    "accept tokens",
                    request.service().equals("table") ? TableKeyScheme::named : KeyScheme::named,
                    clock);
            return authorizer.authorize(request, vector.account(), RequiredPermission.object("w"), "cont", "blob");
        }
    }

    @Nested
    class Given_clients_with_habits_of_their_own {
        private static final String DATE = HttpDate.format(NOON);

        private final Headers.Builder headers = new Headers.Builder();
        private String authorization = "";

        @Test
        void authorize_acceptsASignedDateBesideXMsDate() {
            headers.add("Date", "yesterday").add("x-ms-date", DATE);

            assertAccepted("", "yesterday", "x-ms-date:" + DATE + "\n");
        }

        @Test
        void authorize_acceptsAnUnsignedDateBesideXMsDate() {
            headers.add("Date", "yesterday").add("x-ms-date", DATE);

            assertAccepted("", "", "x-ms-date:" + DATE + "\n");
        }

        @Test
        void authorize_joinsTheValuesOfARepeatedHeader() {
            headers.add("Date", DATE).add("x-ms-meta-a", "1").add("X-MS-Meta-A", "2");

            assertAccepted("", DATE, "x-ms-meta-a:1,2\n");
        }

        @Test
        void authorize_expectsAnEmptyHeaderSince2016_05_31() {
            headers.add("Date", DATE).add("x-ms-meta-a", "").add("x-ms-version", "2016-05-31");

            assertAccepted("", DATE, "x-ms-meta-a:\nx-ms-version:2016-05-31\n");
        }

        @Test
        void authorize_expectsNoEmptyHeaderBefore2016_05_31() {
            headers.add("Date", DATE).add("x-ms-meta-a", "").add("x-ms-version", "2015-12-11");

            assertAccepted("", DATE, "x-ms-version:2015-12-11\n");
        }

        @Test
        void authorize_expectsNoLengthOfZeroSince2015_02_21() {
            headers.add("Date", DATE).add("Content-Length", "0").add("x-ms-version", "2015-02-21");

            assertAccepted("", DATE, "x-ms-version:2015-02-21\n");
        }

        @Test
        void authorize_expectsALengthOfZeroBefore2015_02_21() {
            headers.add("Date", DATE).add("Content-Length", "0").add("x-ms-version", "2014-02-14");

            assertAccepted("0", DATE, "x-ms-version:2014-02-14\n");
        }

        @Test
        void authorize_acceptsFoldedAndUnfoldedSpaces() {
            headers.add("Date", DATE).add("x-ms-meta-a", "far \t  apart");

            assertAccepted("", DATE, "x-ms-meta-a:far apart\n");
            assertAccepted("", DATE, "x-ms-meta-a:far \t  apart\n");
        }

        @Test
        void authorize_acceptsAHeaderSignedAsUtf8() {
            String utf8ByByte = new String("Größe  XL".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            headers.add("Date", DATE).add("x-ms-meta-a", utf8ByByte);

            assertAccepted("", DATE, "x-ms-meta-a:Größe  XL\n");
            assertAccepted("", DATE, "x-ms-meta-a:Größe XL\n");
            assertAccepted("", DATE, "x-ms-meta-a:" + utf8ByByte + "\n");
        }

        @Test
        void authorize_acceptsAHeaderInLatin1() {
            headers.add("Date", DATE).add("x-ms-meta-a", "Größe");

            assertAccepted("", DATE, "x-ms-meta-a:Größe\n");
        }

        @Test
        void authorize_acceptsTheSecondKey() {
            SigningKey first = new SigningKey(new byte[] {1, 2, 3});
            headers.add("Date", DATE);
            sign("", DATE, "");

            Account account = new Account("devstoreaccount1", List.of(first, KEY));
            assertThat(AUTHORIZER.authorize(request(), account, RequiredPermission.service("l"), null, null))
                    .isSameAs(Grant.EVERYTHING);
        }

        private void assertAccepted(String length, String date, String canonicalHeaders) {
            sign(length, date, canonicalHeaders);
            assertThat(AUTHORIZER.authorize(
                            request(), Account.DEVELOPMENT, RequiredPermission.service("l"), null, null))
                    .isSameAs(Grant.EVERYTHING);
        }

        private void sign(String length, String date, String canonicalHeaders) {
            String text = "GET\n\n\n" + length + "\n\n\n" + date + "\n\n\n\n\n\n" + canonicalHeaders
                    + "/devstoreaccount1/devstoreaccount1\ncomp:list";
            authorization = "SharedKey devstoreaccount1:" + KEY.sign(text);
        }

        private SignedRequest request() {
            Headers.Builder signed = new Headers.Builder().add("Authorization", authorization);
            headers.build().forEach(signed::add);
            return new SignedRequest(
                    "blob",
                    "GET",
                    "/devstoreaccount1",
                    QueryParameters.parse("comp=list"),
                    signed.build(),
                    "http",
                    "127.0.0.1",
                    NOON);
        }
    }
}
