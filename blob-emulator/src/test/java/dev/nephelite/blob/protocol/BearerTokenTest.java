package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Tokens and user delegation keys where neither is available: over plain HTTP, and with the account key. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BearerTokenTest {
    private static final String WISH = "<KeyInfo><Expiry>2026-01-02T12:00:00Z</Expiry></KeyInfo>";

    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void a_token_is_refused_over_plain_HTTP() {
        RestAssured.given()
                .header("Authorization", "Bearer e30.e30.x")
                .header("x-ms-version", "2026-02-06")
                .get(service.endpoint() + "?comp=list")
                .then()
                .statusCode(403)
                .header("x-ms-error-code", "AuthenticationFailed")
                .body(
                        "Error.AuthenticationErrorDetail",
                        startsWith("Authentication scheme Bearer is not allowed with HTTP."));
    }

    @Test
    void a_key_is_not_lent_to_the_owner() {
        service.xml(WISH)
                .post("/?restype=service&comp=userdelegationkey")
                .then()
                .statusCode(403)
                .header("x-ms-error-code", "AuthenticationFailed")
                .body("Error.AuthenticationErrorDetail", equalTo("Only authentication scheme Bearer is supported"));
    }

    @Test
    void a_key_is_lent_to_nobody_who_shows_nothing() {
        RestAssured.given()
                .header("x-ms-version", "2026-02-06")
                .body(WISH)
                .post(service.endpoint() + "/?restype=service&comp=userdelegationkey")
                .then()
                .statusCode(401)
                .header("x-ms-error-code", "NoAuthenticationInformation");
    }
}
