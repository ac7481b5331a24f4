package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.nephelite.emulator.http.fault.FaultInjector.ActiveRule;
import dev.nephelite.emulator.http.fault.FaultInjector.Fault;
import dev.nephelite.emulator.http.fault.FaultInjector.Rule;
import dev.nephelite.emulator.value.Account;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Rules by which requests fail on purpose. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InjectedFaultTest {
    private final BlobService service = new BlobService();

    @BeforeEach
    void createContainer() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void putBlob_is_not_handled_if_a_rule_answers_it_with_an_error() {
        service.faults.add(Rule.always(Fault.error(503, "ServerBusy", "Try again."))
                .operation("PutBlob")
                .resource("devstoreaccount1/photos/cat*")
                .onCall(1));

        service.blob("meow")
                .put("/photos/cat.txt")
                .then()
                .statusCode(503)
                .header("x-ms-error-code", equalTo("ServerBusy"))
                .header("Server", equalTo("Nephelite-blob"))
                .body("Error.Code", equalTo("ServerBusy"));
        service.request().head("/photos/cat.txt").then().statusCode(404);
    }

    @Test
    void putBlob_fails_with_headers_that_let_a_page_of_another_origin_see_the_error() {
        service.xml("<StorageServiceProperties><Cors><CorsRule><AllowedOrigins>https://app.example</AllowedOrigins>"
                        + "<AllowedMethods>PUT</AllowedMethods><AllowedHeaders>*</AllowedHeaders>"
                        + "<ExposedHeaders>x-ms-*</ExposedHeaders><MaxAgeInSeconds>60</MaxAgeInSeconds>"
                        + "</CorsRule></Cors></StorageServiceProperties>")
                .put("?restype=service&comp=properties")
                .then()
                .statusCode(202);
        service.faults.add(Rule.always(Fault.error(503, "ServerBusy", "Try again.")));

        service.blob("meow")
                .header("Origin", "https://app.example")
                .put("/photos/cat.txt")
                .then()
                .statusCode(503)
                .header("Access-Control-Allow-Origin", equalTo("https://app.example"))
                .header("Access-Control-Expose-Headers", containsString("x-ms-error-code"));
    }

    @Test
    void blobBatch_is_one_request_for_a_rule() {
        service.blob("meow").put("/photos/cat.txt").then().statusCode(201);
        ActiveRule deletions = service.faults.add(Rule.always(Fault.reset()).operation("DeleteBlob"));
        String batch = "--b\r\nContent-Type: application/http\r\nContent-ID: 0\r\n\r\nDELETE " + "/devstoreaccount1"
                + signedPath() + " HTTP/1.1\r\nx-ms-version: 2026-02-06\r\n\r\n--b--\r\n";

        service.request()
                .contentType("multipart/mixed; boundary=b")
                .body(batch.getBytes(StandardCharsets.UTF_8))
                .post("/?comp=batch")
                .then()
                .statusCode(202);

        assertThat(deletions.faults()).isZero();
        service.request().head("/photos/cat.txt").then().statusCode(404);
    }

    private String signedPath() {
        String url = service.signed(Account.DEVELOPMENT, "photos", "cat.txt", "d");
        return url.substring(url.indexOf("/photos"));
    }
}
