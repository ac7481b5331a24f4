package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.event.ChangeEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Set Blob Tier, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SetBlobTierTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String TIER = CAT + "?comp=tier";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private List<String> eventTypes() {
        return service.events().stream()
                .map(ChangeEvent::type)
                .map(type -> type.substring("Microsoft.Storage.".length()))
                .toList();
    }

    private void setTier(String tier, int status) {
        service.request().header("x-ms-access-tier", tier).put(TIER).then().statusCode(status);
    }

    @Test
    void a_blob_that_is_made_in_a_tier_is_there_from_that_moment_on() {
        service.blob("miaow").header("x-ms-access-tier", "Cool").put(CAT).then().statusCode(201);

        service.request()
                .head(CAT)
                .then()
                .header("x-ms-access-tier", "Cool")
                .header("x-ms-access-tier-inferred", nullValue())
                .header("x-ms-access-tier-change-time", BlobService.NOON_AS_HEADER);
    }

    @Nested
    class Given_a_blob {
        private String etag;

        @BeforeEach
        void put() {
            etag = service.put(CAT, "miaow");
        }

        @ParameterizedTest
        @CsvSource({"Hot, Hot", "cool, Cool", "COLD, Cold", "Archive, Archive"})
        void it_moves_to_another_tier_at_once_and_stays_what_it_is(String sent, String told) {
            service.clock.advance(Duration.ofMinutes(1));
            setTier(sent, 200);

            service.request()
                    .head(CAT)
                    .then()
                    .header("ETag", etag)
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("x-ms-access-tier", told)
                    .header("x-ms-access-tier-inferred", nullValue())
                    .header("x-ms-access-tier-change-time", "Thu, 01 Jan 2026 12:01:00 GMT");
        }

        @Test
        void who_follows_the_events_is_told() {
            setTier("Cool", 200);

            assertThat(eventTypes()).containsExactly("BlobCreated", "BlobTierChanged");
            assertThat(service.events().get(1).data())
                    .containsEntry("api", "SetBlobTier")
                    .containsEntry("accessTier", "Cool")
                    .containsEntry("previousTier", "Default");
        }

        @ParameterizedTest
        @CsvSource({"Freezing, High, InvalidHeaderValue", "Hot, Now, InvalidHeaderValue"})
        void what_is_no_tier_or_no_priority_is_refused(String tier, String priority, String code) {
            service.request()
                    .header("x-ms-access-tier", tier)
                    .header("x-ms-rehydrate-priority", priority)
                    .put(TIER)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", code);
        }

        @Test
        void a_tier_that_only_the_cloud_has_is_not_implemented() {
            service.request()
                    .header("x-ms-access-tier", "Smart")
                    .put(TIER)
                    .then()
                    .statusCode(501)
                    .header("x-ms-error-code", "NotImplemented");
        }

        @Test
        void the_tier_must_be_said() {
            service.request().put(TIER).then().statusCode(400).header("x-ms-error-code", "MissingRequiredHeader");
        }
    }

    @Nested
    class Given_a_blob_in_the_archive {
        @BeforeEach
        void archive() {
            service.put(CAT, "miaow");
            setTier("Archive", 200);
        }

        @Test
        void it_cannot_be_read() {
            service.request().get(CAT).then().statusCode(409).header("x-ms-error-code", "BlobArchived");
        }

        @ParameterizedTest
        @ValueSource(strings = {"properties", "metadata", "snapshot"})
        void it_cannot_be_modified(String component) {
            service.request()
                    .header("x-ms-meta-Owner", "Anna")
                    .put(CAT + "?comp=" + component)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobArchived");

            service.request().head(CAT).then().header("x-ms-meta-Owner", nullValue());
        }

        @ParameterizedTest
        @CsvSource({"Standard, 15", "High, 1"})
        void its_way_out_takes_a_while(String priority, int seconds) {
            service.request()
                    .header("x-ms-access-tier", "Cool")
                    .header("x-ms-rehydrate-priority", priority)
                    .put(TIER)
                    .then()
                    .statusCode(202);
            service.clock.advance(Duration.ofMillis(seconds * 1000L - 1));

            service.request()
                    .head(CAT)
                    .then()
                    .header("x-ms-access-tier", "Archive")
                    .header("x-ms-archive-status", "rehydrate-pending-to-cool")
                    .header("x-ms-rehydrate-priority", priority);
            service.request().get(CAT).then().statusCode(409);

            service.clock.advance(Duration.ofMillis(1));

            service.request()
                    .head(CAT)
                    .then()
                    .header("x-ms-access-tier", "Cool")
                    .header("x-ms-archive-status", nullValue());
            service.request().get(CAT).then().statusCode(200).body(equalTo("miaow"));
        }

        @Test
        void the_end_of_the_way_is_told_as_its_beginning_is() {
            setTier("Hot", 202);
            service.clock.advance(Duration.ofSeconds(15));

            assertThat(eventTypes())
                    .containsExactly("BlobCreated", "BlobTierChanged", "AsyncOperationInitiated", "BlobTierChanged");
            assertThat(service.events().get(3).data())
                    .containsEntry("accessTier", "Hot")
                    .containsEntry("previousTier", "Archive")
                    .containsKeys("url", "sequencer", "blobType");
        }

        @Test
        void on_its_way_to_one_tier_it_cannot_be_sent_to_another() {
            setTier("Hot", 202);

            service.request()
                    .header("x-ms-access-tier", "Cool")
                    .put(TIER)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobBeingRehydrated");
        }

        @Test
        void on_its_way_it_may_be_hurried() {
            setTier("Hot", 202);
            service.request()
                    .header("x-ms-access-tier", "Hot")
                    .header("x-ms-rehydrate-priority", "High")
                    .put(TIER)
                    .then()
                    .statusCode(202);
            service.clock.advance(Duration.ofSeconds(1));

            service.request().get(CAT).then().statusCode(200);
        }
    }

    @Test
    void a_snapshot_has_a_tier_of_its_own() {
        service.put(CAT, "miaow");
        String snapshot = service.snapshot(CAT);

        service.request()
                .header("x-ms-access-tier", "Cool")
                .put(TIER + "&snapshot=" + snapshot)
                .then()
                .statusCode(200);

        service.request().head(CAT).then().header("x-ms-access-tier", "Hot");
        service.request().head(CAT + "?snapshot=" + snapshot).then().header("x-ms-access-tier", "Cool");
    }

    @Test
    void other_types_of_blobs_have_none() {
        service.pageBlob(512).put(CAT).then().statusCode(201);

        service.request()
                .header("x-ms-access-tier", "Cool")
                .put(TIER)
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "AccessTierNotSupportedForBlobType");
    }
}
