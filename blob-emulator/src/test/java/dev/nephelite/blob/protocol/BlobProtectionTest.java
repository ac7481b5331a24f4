package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Immutability policies and legal holds, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobProtectionTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String POLICY = CAT + "?comp=immutabilityPolicies";
    private static final String HOLD = CAT + "?comp=legalhold";
    private static final String UNTIL = "x-ms-immutability-policy-until-date";
    private static final String MODE = "x-ms-immutability-policy-mode";
    private static final String TOMORROW = "Fri, 02 Jan 2026 12:00:00 GMT";
    private static final String IN_TWO_DAYS = "Sat, 03 Jan 2026 12:00:00 GMT";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
        service.put(CAT, "miaow");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private void requireImmutable(String code) {
        service.request().delete(CAT).then().statusCode(409).header("x-ms-error-code", code);
        service.blob("purr").put(CAT).then().statusCode(409).header("x-ms-error-code", code);
        service.request().put(CAT + "?comp=metadata").then().statusCode(409).header("x-ms-error-code", code);
        service.request().put(CAT + "?comp=properties").then().statusCode(409).header("x-ms-error-code", code);
        service.request().get(CAT).then().statusCode(200).body(equalTo("miaow"));
    }

    private void setPolicy(String until, String mode) {
        service.request()
                .header(UNTIL, until)
                .header(MODE, mode)
                .put(POLICY)
                .then()
                .statusCode(200)
                .header(UNTIL, until)
                .header(MODE, mode);
    }

    @Nested
    class Given_a_policy {
        @Test
        void nothing_changes_the_blob_until_it_is_over() {
            setPolicy(TOMORROW, "unlocked");

            requireImmutable("BlobImmutableDueToPolicy");
            service.request().head(CAT).then().header(UNTIL, TOMORROW).header(MODE, "unlocked");

            service.clock.advance(Duration.ofDays(1));

            service.request().delete(CAT).then().statusCode(202);
        }

        @Test
        void one_that_is_not_locked_can_be_deleted() {
            setPolicy(TOMORROW, "unlocked");

            service.request().delete(POLICY).then().statusCode(200);

            service.request().head(CAT).then().header(UNTIL, nullValue()).header(MODE, nullValue());
            service.request().delete(CAT).then().statusCode(202);
        }

        @Test
        void one_that_is_locked_can_be_extended_and_nothing_else() {
            setPolicy(TOMORROW, "locked");
            setPolicy(IN_TWO_DAYS, "locked");

            service.request().delete(POLICY).then().statusCode(409);
            service.request()
                    .header(UNTIL, TOMORROW)
                    .header(MODE, "locked")
                    .put(POLICY)
                    .then()
                    .statusCode(409);
            service.request()
                    .header(UNTIL, IN_TWO_DAYS)
                    .header(MODE, "unlocked")
                    .put(POLICY)
                    .then()
                    .statusCode(409);
            service.request().head(CAT).then().header(UNTIL, IN_TWO_DAYS).header(MODE, "locked");
        }

        @Test
        void it_may_come_with_the_blob() {
            service.blob("miaow")
                    .header(UNTIL, TOMORROW)
                    .header(MODE, "unlocked")
                    .put(CAT)
                    .then()
                    .statusCode(201);

            requireImmutable("BlobImmutableDueToPolicy");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "Wed, 31 Dec 2025 12:00:00 GMT | unlocked | InvalidHeaderValue",
                    "tomorrow | unlocked | InvalidHeaderValue",
                    "Fri, 02 Jan 2026 12:00:00 GMT | mutable | InvalidHeaderValue"
                })
        void one_that_makes_no_sense_is_refused(String until, String mode, String code) {
            service.request()
                    .header(UNTIL, until)
                    .header(MODE, mode)
                    .put(POLICY)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", code);
            service.request().head(CAT).then().header(UNTIL, nullValue());
        }
    }

    @Nested
    class Given_a_legal_hold {
        @Test
        void nothing_changes_the_blob_until_it_is_lifted() {
            service.request()
                    .header("x-ms-legal-hold", "true")
                    .put(HOLD)
                    .then()
                    .statusCode(200)
                    .header("x-ms-legal-hold", "true");

            requireImmutable("BlobImmutableDueToLegalHold");

            service.request()
                    .header("x-ms-legal-hold", "false")
                    .put(HOLD)
                    .then()
                    .statusCode(200);
            service.request().delete(CAT).then().statusCode(202);
        }

        @Test
        void it_may_come_with_the_blob() {
            service.blob("miaow")
                    .header("x-ms-legal-hold", "true")
                    .put(CAT)
                    .then()
                    .statusCode(201);

            requireImmutable("BlobImmutableDueToLegalHold");
        }

        @Test
        void it_must_be_said_whether_it_holds() {
            service.request().put(HOLD).then().statusCode(400).header("x-ms-error-code", "MissingRequiredHeader");
        }
    }
}
