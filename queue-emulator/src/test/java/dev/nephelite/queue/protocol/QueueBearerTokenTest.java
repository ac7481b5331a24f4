package dev.nephelite.queue.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Tokens, and the key that is lent for one, where neither can be had: over plain HTTP, and by the account's key. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueBearerTokenTest {
    private static final String WISH = "<KeyInfo><Expiry>2026-01-02T12:00:00Z</Expiry></KeyInfo>";

    private final QueueService service = new QueueService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void listQueues_refusesATokenOverPlainHttp() {
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
    void getUserDelegationKey_refusesSharedKey() {
        service.xml(WISH)
                .post("/?restype=service&comp=userdelegationkey")
                .then()
                .statusCode(403)
                .header("x-ms-error-code", "AuthenticationFailed")
                .body("Error.AuthenticationErrorDetail", equalTo("Only authentication scheme Bearer is supported"));
    }

    @Test
    void getUserDelegationKey_refusesAnAnonymousRequest() {
        RestAssured.given()
                .header("x-ms-version", "2026-02-06")
                .body(WISH)
                .post(service.endpoint() + "/?restype=service&comp=userdelegationkey")
                .then()
                .statusCode(401)
                .header("x-ms-error-code", "NoAuthenticationInformation");
    }
}
