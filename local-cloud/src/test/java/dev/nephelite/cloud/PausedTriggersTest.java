package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.container;
import static dev.nephelite.cloud.Clients.letters;
import static dev.nephelite.cloud.Clients.queue;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Paused triggers leave messages, blobs and timers where they are until they go on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PausedTriggersTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private LocalCloud cloud;
    private BlobContainerClient answers;

    @BeforeEach
    void start() {
        cloud = LocalCloud.builder()
                .startTime(Instant.parse("2026-12-31T23:00:00Z"))
                .frozenClock()
                .functions(letters().only(List.of("answer", "deliver", "collect", "greet")))
                .build();
        cloud.pauseTriggers();
        cloud.start();
        answers = container(cloud, "answers");
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private List<String> answersWhenIdle() throws InterruptedException {
        cloud.awaitIdle(LONGEST);
        return answers.listBlobs().stream().map(BlobItem::getName).toList();
    }

    @Test
    void a_message_stays_visible_in_its_queue() throws Exception {
        queue(cloud, "parcels").sendMessage("parcel");

        assertThat(answersWhenIdle()).isEmpty();
        assertThat(queue(cloud, "parcels").peekMessage().getDequeueCount()).isZero();

        cloud.resumeTriggers();
        assertThat(answersWhenIdle()).containsExactly("parcel");
    }

    @Test
    void a_blob_is_handled_when_triggers_go_on() throws Exception {
        container(cloud, "letters").getBlobClient("Ann").upload(BinaryData.fromString("Hi"));

        assertThat(answersWhenIdle()).isEmpty();

        cloud.resumeTriggers();
        assertThat(answersWhenIdle()).containsExactly("Ann");
    }

    @Test
    void a_timer_that_was_due_runs_once_when_triggers_go_on() throws Exception {
        cloud.awaitIdle(LONGEST);
        cloud.clock().advance(Duration.ofDays(800));

        assertThat(answersWhenIdle()).isEmpty();

        cloud.resumeTriggers();
        assertThat(answersWhenIdle()).containsExactly("collected");
    }

    @Test
    void functions_can_be_called_over_HTTP() throws Exception {
        assertThat(Clients.get(cloud.endpoints().functions() + "/api/greet/you").body())
                .isEqualTo("Hello you");
    }

    @Test
    void triggers_can_be_paused_again() throws Exception {
        cloud.resumeTriggers();
        cloud.awaitIdle(LONGEST);
        cloud.pauseTriggers();
        queue(cloud, "parcels").sendMessage("parcel");

        assertThat(answersWhenIdle()).isEmpty();

        cloud.resumeTriggers();
        assertThat(answersWhenIdle()).containsExactly("parcel");
    }
}
