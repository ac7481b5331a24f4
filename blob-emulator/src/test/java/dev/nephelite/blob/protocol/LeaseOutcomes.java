package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that the leases of blobs and of containers have in common. */
interface LeaseOutcomes {
    Map<String, String> REFUSALS = Map.of(
            "AlreadyPresent", "LeaseAlreadyPresent",
            "BreakingNoAcquire", "LeaseIsBreakingAndCannotBeAcquired",
            "BreakingNoChange", "LeaseIsBreakingAndCannotBeChanged",
            "BrokenNoRenew", "LeaseIsBrokenAndCannotBeRenewed",
            "Mismatch", "LeaseIdMismatchWithLeaseOperation",
            "NotPresent", "LeaseNotPresentWithLeaseOperation");

    BlobService service();

    /** The leased resource, which exists. */
    LeasedThing thing();

    /** Its name in error messages. */
    String kind();

    @ParameterizedTest
    @MethodSource("dev.nephelite.blob.protocol.LeaseTable#ofActions")
    default void each_action_has_the_outcome_that_the_reference_says(String action, String state, String outcome) {
        thing().begin(state);
        LeasedThing.wait(service(), state);
        Response before = thing().look();

        Response answer = thing().act(action);

        if (REFUSALS.containsKey(outcome)) {
            answer.then().statusCode(409).header("x-ms-error-code", REFUSALS.get(outcome));
            assertThat(thing().state()).isEqualTo(before.header("x-ms-lease-state"));
        } else {
            assertDone(answer, action, outcome);
            answer.then().header("ETag", before.header("ETag")).header("Last-Modified", before.header("Last-Modified"));
        }
    }

    private void assertDone(Response answer, String action, String outcome) {
        String[] word = outcome.split(" ", -1);
        String verb = action.split(" ", -1)[0];
        answer.then().statusCode(Map.of("acquire", 201, "break", 202).getOrDefault(verb, 200));
        assertThat(thing().state()).isEqualTo(word[0]);
        if (verb.equals("break")) {
            answer.then().header("x-ms-lease-time", word[1]).header("x-ms-lease-id", nullValue());
        } else if (verb.equals("release")) {
            answer.then().header("x-ms-lease-id", nullValue());
        } else {
            String id = word.length > 1 ? LeasedThing.IDS.get(word[1]) : "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
            answer.then().header("x-ms-lease-id", matchesPattern(id)).header("x-ms-lease-time", nullValue());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "available, unlocked, ",
        "leased, locked, fixed",
        "leased for ever, locked, infinite",
        "breaking, locked, ",
        "broken, unlocked, ",
        "expired, unlocked, "
    })
    default void the_properties_tell_the_state(String state, String status, String duration) {
        thing().begin(state);
        LeasedThing.wait(service(), state);

        thing().look()
                .then()
                .header("x-ms-lease-state", state.equals("leased for ever") ? "leased" : state)
                .header("x-ms-lease-status", status)
                .header("x-ms-lease-duration", equalTo(duration));
    }

    @Test
    default void a_lease_lasts_for_its_time_and_not_longer() {
        thing().begin("leased");

        service().clock.advance(Duration.ofMillis(29_999));
        assertThat(thing().state()).isEqualTo("leased");
        service().clock.advance(Duration.ofMillis(1));
        assertThat(thing().state()).isEqualTo("expired");
    }

    @Test
    default void a_renewed_lease_lasts_as_long_again() {
        thing().begin("leased");
        service().clock.advance(Duration.ofSeconds(10));
        thing().act("renew A").then().statusCode(200);

        service().clock.advance(Duration.ofSeconds(29));
        assertThat(thing().state()).isEqualTo("leased");
        service().clock.advance(Duration.ofSeconds(1));
        assertThat(thing().state()).isEqualTo("expired");
    }

    @Test
    default void a_changed_lease_lasts_no_longer() {
        thing().begin("leased");
        service().clock.advance(Duration.ofSeconds(10));
        thing().act("change A to B").then().statusCode(200);

        service().clock.advance(Duration.ofSeconds(20));
        assertThat(thing().state()).isEqualTo("expired");
        thing().act("renew A").then().statusCode(409);
        thing().act("renew B").then().statusCode(200);
    }

    @Test
    default void a_lease_taken_again_lasts_as_the_client_says_now() {
        thing().begin("leased for ever");
        thing().act("acquire A").then().statusCode(201);

        service().clock.advance(Duration.ofSeconds(45));
        assertThat(thing().state()).isEqualTo("expired");
    }

    @Test
    default void a_second_that_has_begun_counts_until_a_lease_is_broken() {
        thing().begin("leased for ever");
        thing().act("break 10").then().header("x-ms-lease-time", "10");
        service().clock.advance(Duration.ofMillis(9_001));

        thing().act("break").then().statusCode(202).header("x-ms-lease-time", "1");
        service().clock.advance(Duration.ofMillis(999));
        assertThat(thing().state()).isEqualTo("broken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AAAAAAAA-0000-4000-8000-000000000001",
                "aaaaaaaa000040008000000000000001",
                "{aaaaaaaa-0000-4000-8000-000000000001}",
                "(AAAAAAAA-0000-4000-8000-000000000001)"
            })
    default void an_id_may_be_written_in_any_of_the_forms_of_a_GUID(String id) {
        thing().begin("leased");

        thing().send(thing().request("renew").header("x-ms-lease-id", id))
                .then()
                .statusCode(200)
                .header("x-ms-lease-id", LeasedThing.IDS.get("A"));
    }

    @ParameterizedTest
    @CsvSource({
        "acquire, x-ms-lease-duration, 14",
        "acquire, x-ms-lease-duration, 61",
        "acquire, x-ms-lease-duration, 0",
        "acquire, x-ms-lease-duration, -2",
        "acquire, x-ms-lease-duration, long",
        "acquire, x-ms-proposed-lease-id, mine",
        "renew, x-ms-lease-id, 1-1-1-1-1",
        "change, x-ms-proposed-lease-id, aaaaaaaa-0000-4000-8000",
        "break, x-ms-lease-break-period, -1",
        "break, x-ms-lease-break-period, 61",
        "break, x-ms-lease-break-period, soon",
        "lend, x-ms-lease-action, lend"
    })
    default void values_that_mean_nothing_are_refused(String action, String header, String value) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "x-ms-lease-action",
                action,
                "x-ms-lease-duration",
                "15",
                "x-ms-lease-id",
                LeasedThing.IDS.get("A"),
                "x-ms-proposed-lease-id",
                LeasedThing.IDS.get("B")));
        headers.put(header, value);

        thing().send(service().request().headers(headers))
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidHeaderValue")
                .body("Error.HeaderName", equalTo(header))
                .body("Error.HeaderValue", equalTo(value));
        assertThat(thing().state()).isEqualTo("available");
    }

    @ParameterizedTest
    @CsvSource({
        "acquire, x-ms-lease-duration",
        "renew, x-ms-lease-id",
        "change, x-ms-lease-id",
        "change, x-ms-proposed-lease-id",
        "release, x-ms-lease-id"
    })
    default void headers_that_an_action_needs_must_be_there(String action, String missing) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "x-ms-lease-action",
                action,
                "x-ms-lease-duration",
                "15",
                "x-ms-lease-id",
                LeasedThing.IDS.get("A"),
                "x-ms-proposed-lease-id",
                LeasedThing.IDS.get("B")));
        headers.remove(missing);

        thing().send(service().request().headers(headers))
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "MissingRequiredHeader")
                .body("Error.HeaderName", equalTo(missing));
    }

    @Test
    default void a_request_that_does_not_say_what_to_do_is_refused() {
        thing().send(service().request())
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "MissingRequiredHeader")
                .body("Error.HeaderName", equalTo("x-ms-lease-action"));
    }

    @ParameterizedTest
    @CsvSource({
        "If-Unmodified-Since, 'Thu, 01 Jan 2026 11:59:59 GMT', 412",
        "If-Unmodified-Since, 'Thu, 01 Jan 2026 12:00:00 GMT', 201",
        "If-Modified-Since, 'Thu, 01 Jan 2026 12:00:00 GMT', 412",
        "If-Modified-Since, 'Thu, 01 Jan 2026 11:59:59 GMT', 201"
    })
    default void a_lease_may_depend_on_when_the_resource_changed(String condition, String moment, int status) {
        thing().send(thing().request("acquire")
                        .header("x-ms-lease-duration", -1)
                        .header(condition, moment))
                .then()
                .statusCode(status);
        assertThat(thing().state()).isEqualTo(status == 201 ? "leased" : "available");
    }

    @Test
    default void refusals_say_of_what_the_lease_is() {
        thing().act("break").then().statusLine("HTTP/1.1 409 There is currently no lease on the " + kind() + ".");
        thing().act("renew A")
                .then()
                .statusLine("HTTP/1.1 409 The lease ID specified did not match the lease ID for the " + kind() + ".");
    }
}
