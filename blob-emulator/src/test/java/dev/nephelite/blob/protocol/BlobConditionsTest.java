package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The outcomes of conditional requests, over the wire. The blob was written at noon; {@code SAME} is its entity tag.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobConditionsTest {
    private static final String CAT = ConditionalWrite.Blobs.BLOCK;
    private static final String CONDITIONS_OF_WRITES = """
            done <- If-Match: SAME
            done <- If-Match: BARE
            done <- If-Match: *
            412 <- If-Match: OTHER
            done <- If-None-Match: OTHER
            412 <- If-None-Match: SAME
            done <- If-Modified-Since: BEFORE
            412 <- If-Modified-Since: NOON
            done <- If-Unmodified-Since: NOON
            412 <- If-Unmodified-Since: BEFORE
            done <- If-Match: SAME and If-Unmodified-Since: BEFORE
            done <- If-None-Match: OTHER and If-Modified-Since: NOON
            400 <- If-Match: SAME and If-None-Match: OTHER
            400 <- If-Modified-Since: BEFORE and If-Unmodified-Since: NOON
            400 <- If-Match: SAME, OTHER
            """;

    private final BlobService service = new BlobService();
    private final Map<String, String> etags = new HashMap<>();
    private String etag = "";

    @BeforeEach
    void create() {
        service.container("photos");
        etag = service.put(CAT, "miau");
        etags.put(CAT, etag);
        etags.put(
                ConditionalWrite.Blobs.PAGE,
                service.pageBlob(512).put(ConditionalWrite.Blobs.PAGE).header("ETag"));
        etags.put(
                ConditionalWrite.Blobs.APPEND,
                service.appendBlob().put(ConditionalWrite.Blobs.APPEND).header("ETag"));
        service.put("/photos/" + ConditionalWrite.Blobs.SOURCE, "wau");
        service.clock.advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_request_that_reads {
        @ParameterizedTest
        @CsvSource({
            "If-Match: SAME, , 200",
            "If-Match: BARE, , 200",
            "If-Match: *, , 200",
            "If-Match: OTHER, , 412",
            "If-Match: nonsense, , 412",
            "If-None-Match: OTHER, , 200",
            "If-None-Match: SAME, , 304",
            "If-None-Match: *, , 400",
            "If-Modified-Since: BEFORE, , 200",
            "If-Modified-Since: NOON, , 304",
            "If-Unmodified-Since: NOON, , 200",
            "If-Unmodified-Since: BEFORE, , 412",
            "If-None-Match: SAME, If-Modified-Since: BEFORE, 200",
            "If-None-Match: SAME, If-Modified-Since: NOON, 304",
            "If-Match: SAME, If-Unmodified-Since: BEFORE, 412"
        })
        void one_that_is_there_is_sent_or_not(String first, @Nullable String second, int status) {
            assertThat(request(first, second).get(CAT).statusCode()).isEqualTo(status);
            assertThat(request(first, second).head(CAT).statusCode()).isEqualTo(status);
            for (String part : List.of("metadata", "tags", "blocklist")) {
                assertThat(request(first, second).get(CAT + "?comp=" + part).statusCode())
                        .isEqualTo(status);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "If-Match: OTHER, 404, BlobNotFound",
            "If-Match: *, 404, BlobNotFound",
            "If-None-Match: *, 400, UnsatisfiableCondition",
            "If-None-Match: OTHER, 404, BlobNotFound",
            "If-Modified-Since: BEFORE, 404, BlobNotFound"
        })
        void one_that_is_not_there_is_missed_whatever_the_condition(String condition, int status, String code) {
            request(condition, null)
                    .get("/photos/dog.txt")
                    .then()
                    .statusCode(status)
                    .header("x-ms-error-code", code);
        }
    }

    @Nested
    class Given_a_request_that_writes {
        static Stream<Arguments> writesAndConditions() {
            return Arrays.stream(ConditionalWrite.values())
                    .flatMap(write -> CONDITIONS_OF_WRITES.lines().map(line -> Arguments.of(write, line)));
        }

        @ParameterizedTest
        @MethodSource("writesAndConditions")
        void one_that_is_there_is_changed_or_not(ConditionalWrite write, String line) {
            String[] outcomeAndConditions = line.split(" <- ", -1);
            String[] conditions = outcomeAndConditions[1].split(" and ", -1);
            etag = Objects.requireNonNull(etags.get(write.blob()));
            RequestSpecification request = request(conditions[0], conditions.length > 1 ? conditions[1] : null);
            Response response = write.send(service, request, write.blob());

            String outcome = response.statusCode() < 300 ? "done" : Integer.toString(response.statusCode());
            assertThat(outcome).isEqualTo(outcomeAndConditions[0]);
        }

        @ParameterizedTest
        @CsvSource({
            "SET_METADATA, 412, ConditionNotMet",
            "SET_PROPERTIES, 412, ConditionNotMet",
            "DELETE, 412, ConditionNotMet",
            "PUT_BLOB, 409, BlobAlreadyExists",
            "PUT_BLOCK_LIST, 409, BlobAlreadyExists",
            "COPY, 409, BlobAlreadyExists",
            "COPY_FROM_URL, 409, BlobAlreadyExists",
            "PUT_BLOB_FROM_URL, 409, BlobAlreadyExists",
            "PUT_PAGE, 412, ConditionNotMet",
            "APPEND_BLOCK, 412, ConditionNotMet",
            "SNAPSHOT, 412, ConditionNotMet",
            "LEASE, 412, ConditionNotMet",
            "SET_TIER, 412, ConditionNotMet"
        })
        void one_that_must_not_be_there_is_in_the_way(ConditionalWrite write, int status, String code) {
            write.send(service, request("If-None-Match: *", null), write.blob())
                    .then()
                    .statusCode(status)
                    .header("x-ms-error-code", code);
        }

        @ParameterizedTest
        @EnumSource(
                mode = EXCLUDE,
                names = {"SNAPSHOT", "LEASE"})
        void one_that_is_leased_asks_for_the_lease_id_before_it_compares_anything(ConditionalWrite write) {
            service.request()
                    .header("x-ms-lease-action", "acquire")
                    .header("x-ms-lease-duration", -1)
                    .put(write.blob() + "?comp=lease")
                    .then()
                    .statusCode(201);

            for (String condition : List.of("If-None-Match: *", "If-Match: OTHER")) {
                write.send(service, request(condition, null), write.blob())
                        .then()
                        .statusCode(412)
                        .header("x-ms-error-code", "LeaseIdMissing");
            }
        }

        @Test
        void putBlob_compares_when_it_has_the_lease_id() {
            String lease = service.request()
                    .header("x-ms-lease-action", "acquire")
                    .header("x-ms-lease-duration", -1)
                    .put(CAT + "?comp=lease")
                    .header("x-ms-lease-id");

            ConditionalWrite.PUT_BLOB
                    .send(service, request("If-None-Match: *", null).header("x-ms-lease-id", lease), CAT)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobAlreadyExists");
        }

        @ParameterizedTest
        @CsvSource({
            "SET_METADATA, If-Match: *, 412",
            "SET_METADATA, If-None-Match: *, 404",
            "DELETE, If-Match: OTHER, 412",
            "DELETE, If-Unmodified-Since: BEFORE, 404",
            "PUT_BLOB, If-Match: *, 412",
            "PUT_BLOB, If-None-Match: *, 201",
            "PUT_BLOCK_LIST, If-Match: OTHER, 412",
            "PUT_BLOCK_LIST, If-Unmodified-Since: BEFORE, 201",
            "COPY, If-Match: *, 412",
            "COPY, If-None-Match: *, 202",
            "PUT_PAGE, If-Match: *, 412",
            "PUT_PAGE, If-None-Match: OTHER, 404",
            "APPEND_BLOCK, If-Match: OTHER, 412",
            "APPEND_BLOCK, If-Modified-Since: BEFORE, 404",
            "SNAPSHOT, If-Match: *, 412",
            "SNAPSHOT, If-None-Match: OTHER, 404",
            "LEASE, If-Match: *, 412",
            "LEASE, If-Unmodified-Since: NOON, 404"
        })
        void one_that_is_not_there_is_made_or_missed(ConditionalWrite write, String condition, int status) {
            write.send(service, request(condition, null), "/photos/dog.txt")
                    .then()
                    .statusCode(status);
        }
    }

    @Nested
    class Given_many_clients_who_each_want_to_be_the_first {
        @Test
        void one_is() {
            List<Integer> outcomes = IntStream.range(0, 16)
                    .parallel()
                    .mapToObj(i -> ConditionalWrite.PUT_BLOB.send(
                            service, request("If-None-Match: *", null), "/photos/dog.txt"))
                    .map(Response::statusCode)
                    .toList();

            assertThat(outcomes).containsOnlyOnce(201).containsOnly(201, 409);
        }
    }

    private RequestSpecification request(String first, @Nullable String second) {
        RequestSpecification request = service.request();
        add(request, first);
        if (second != null) {
            add(request, second);
        }
        return request;
    }

    private void add(RequestSpecification request, String condition) {
        String[] nameAndValue = condition.split(": ", 2);
        request.header(
                nameAndValue[0],
                nameAndValue[1]
                        .replace("SAME", etag)
                        .replace("BARE", etag.replace("\"", ""))
                        .replace("OTHER", "\"0x8D0000000000000\"")
                        .replace("BEFORE", "Thu, 01 Jan 2026 11:59:59 GMT")
                        .replace("NOON", BlobService.NOON_AS_HEADER));
    }
}
