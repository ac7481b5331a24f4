package dev.nephelite.emulator.service;

import static dev.nephelite.emulator.error.CommonError.AUTHENTICATION_FAILED;
import static dev.nephelite.emulator.error.CommonError.INVALID_XML_DOCUMENT;
import static dev.nephelite.emulator.error.CommonError.INVALID_XML_NODE_VALUE;
import static dev.nephelite.emulator.error.CommonError.MISSING_REQUIRED_XML_NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.auth.DelegationKeyLookup;
import dev.nephelite.emulator.auth.DelegationKeyLookup.DelegationKeyTerms;
import dev.nephelite.emulator.auth.Grant;
import dev.nephelite.emulator.auth.RequiredPermission;
import dev.nephelite.emulator.auth.ResourceAccess;
import dev.nephelite.emulator.auth.SignedRequest;
import dev.nephelite.emulator.auth.Tokens;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.emulator.value.SigningKey;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
class UserDelegationKeyIssuerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String TOMORROW = "<Expiry>2026-01-02T12:00:00Z</Expiry>";

    @Nested
    class Given_a_user_with_a_token {
        @Test
        void handle_issuesTheKeyOfTheTerms() throws IOException {
            XmlElement key = key("<Start>2026-01-01T13:00:00Z</Start>" + TOMORROW);

            DelegationKeyTerms terms = new DelegationKeyTerms(
                    Tokens.USER, Tokens.TENANT, "2026-01-01T13:00:00Z", "2026-01-02T12:00:00Z", "b", "2026-04-06");
            SigningKey lent = Objects.requireNonNull(DelegationKeyLookup.DERIVED.find("devstoreaccount1", terms));
            assertThat(key.children())
                    .extracting(XmlElement::name)
                    .containsExactly(
                            "SignedOid",
                            "SignedTid",
                            "SignedStart",
                            "SignedExpiry",
                            "SignedService",
                            "SignedVersion",
                            "Value");
            assertThat(key.children())
                    .extracting(XmlElement::text)
                    .containsExactly(
                            Tokens.USER,
                            Tokens.TENANT,
                            "2026-01-01T13:00:00Z",
                            "2026-01-02T12:00:00Z",
                            "b",
                            "2026-04-06",
                            lent.base64());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<Start/>", "<Start> </Start>"})
        void handle_startsNowByDefault(String start) throws IOException {
            assertThat(key(start + TOMORROW).textOf("SignedStart")).contains("2026-01-01T12:00:00Z");
        }

        @ParameterizedTest
        @CsvSource({
            "2026-01-02, 2026-01-02T00:00:00Z",
            "2026-01-02T12:30Z, 2026-01-02T12:30:00Z",
            "2026-01-02T12:30:15.7654321Z, 2026-01-02T12:30:15Z",
            "2026-01-02T12:30:15+01:00, 2026-01-02T11:30:15Z"
        })
        void handle_returnsTimesToTheSecond(String given, String told) throws IOException {
            assertThat(key("<Expiry>" + given + "</Expiry>").textOf("SignedExpiry"))
                    .contains(told);
        }

        @Test
        void handle_returnsTheTenantOfTheDelegatedUser() throws IOException {
            assertThat(key(TOMORROW + "<DelegatedUserTid>there</DelegatedUserTid>")
                            .textOf("SignedDelegatedUserTid"))
                    .contains("there");
        }

        @Test
        void handle_acceptsUpToSevenDays() throws IOException {
            assertThat(key("<Expiry>2026-01-08T12:00:00Z</Expiry>").textOf("SignedExpiry"))
                    .contains("2026-01-08T12:00:00Z");
            assertThat(refusal("<Expiry>2026-01-08T12:00:01Z</Expiry>"))
                    .returns(INVALID_XML_NODE_VALUE, StorageException::error)
                    .returns("Expiry", refusal -> refusal.details().get("XmlNodeName"));
        }

        @ParameterizedTest
        @CsvSource({
            "2025-12-25T11:59:59Z, 2025-12-31T00:00:00Z",
            "2026-01-01T00:00:00Z, 2026-01-01T12:00:00Z",
            "2026-01-02T00:00:00Z, 2026-01-02T00:00:00Z",
            "2025-12-30T00:00:00Z, 2026-01-07T00:00:00Z",
            "soon, 2026-01-02T00:00:00Z",
            "2026-01-02T00:00:00Z, later"
        })
        void handle_refusesTimesOutsideOfSevenDays(String start, String expiry) {
            assertThat(refusal("<Start>" + start + "</Start><Expiry>" + expiry + "</Expiry>")
                            .error())
                    .isEqualTo(INVALID_XML_NODE_VALUE);
        }

        @Test
        void handle_refusesARequestWithoutAnExpiry() {
            assertThat(refusal("<Start>2026-01-01T13:00:00Z</Start>"))
                    .returns(MISSING_REQUIRED_XML_NODE, StorageException::error)
                    .returns("Expiry", refusal -> refusal.details().get("XmlNodeName"));
        }

        @Test
        void handle_refusesAnotherDocument() {
            assertThat(refusal("</KeyInfo><KeyInfo>").error()).isEqualTo(INVALID_XML_DOCUMENT);
        }

        @Test
        void handle_refusesATokenWithoutAUser() {
            Tokens anonymous = Tokens.issuedAt(NOON).without("oid");
            StorageException refusal = Objects.requireNonNull(
                    catchThrowableOfType(StorageException.class, () -> answer(grant(anonymous), TOMORROW)));

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
        }
    }

    @Nested
    class Given_the_owner_of_the_account {
        @Test
        void handle_refusesASharedKey() {
            StorageException refusal = Objects.requireNonNull(
                    catchThrowableOfType(StorageException.class, () -> answer(Grant.EVERYTHING, TOMORROW)));

            assertThat(refusal.error()).isEqualTo(AUTHENTICATION_FAILED);
            assertThat(refusal.details())
                    .containsEntry("AuthenticationErrorDetail", "Only authentication scheme Bearer is supported");
        }
    }

    private static StorageException refusal(String info) {
        return Objects.requireNonNull(catchThrowableOfType(StorageException.class, () -> key(info)));
    }

    private static XmlElement key(String info) throws IOException {
        Response response = answer(grant(Tokens.issuedAt(NOON)), info);
        Written written = new Written();
        response.body().writeTo(written);
        assertThat(response.status()).isEqualTo(200);
        return XmlElement.parse(new ByteArrayInputStream(written.bytes.toByteArray()));
    }

    private static Response answer(Grant grant, String info) throws IOException {
        ResourcePath target = ResourcePath.parse("/devstoreaccount1/", "localhost", Accounts.DEVELOPMENT);
        HttpRequest http = request(Headers.of(Map.of("x-ms-version", "2026-04-06")), info);
        return UserDelegationKeyIssuer.answer(
                new Request(http, target, QueryParameters.EMPTY, Map.of(), grant, "id", sent -> Response.of(501)), "b");
    }

    private static Grant grant(Tokens token) {
        HttpRequest http = request(Headers.of(Map.of("Authorization", token.authorization())), "");
        return new AuthorizationOptions(Accounts.DEVELOPMENT, OAuthMode.BASIC)
                .authorizer(ResourceAccess.NONE, new ManualClock(NOON))
                .authorize(
                        SignedRequest.of("blob", http, QueryParameters.EMPTY),
                        Account.DEVELOPMENT,
                        RequiredPermission.any(),
                        null,
                        null);
    }

    private static HttpRequest request(Headers headers, String info) {
        byte[] body = ("<KeyInfo>" + info + "</KeyInfo>").getBytes(StandardCharsets.UTF_8);
        return HttpRequest.builder("POST", "/devstoreaccount1/", NOON)
                .scheme("https")
                .headers(headers)
                .body(new ByteArrayInputStream(body), body.length)
                .build();
    }

    private static final class Written implements BodySink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(byte[] content, int offset, int length) {
            bytes.write(content, offset, length);
        }

        @Override
        public void transfer(FileChannel file, long position, long count) {
            throw new IllegalStateException("no document is a file");
        }

        @Override
        public void flush() {
            // Nobody waits for it.
        }
    }
}
