package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.container;
import static dev.nephelite.cloud.Clients.letters;
import static dev.nephelite.cloud.Clients.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRetentionPolicy;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.LeaseStateType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import dev.nephelite.cloud.snapshot.SnapshotExistsException;
import dev.nephelite.cloud.snapshot.UnknownSnapshotException;
import dev.nephelite.emulator.store.snapshot.SavedSnapshot;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Snapshots of a cloud have everything that clients have stored, and functions go on from where they were. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SnapshotTest {
    @Nested
    class Given_containers_and_queues {
        @TempDir
        private Path folder;

        private LocalCloud cloud;
        private BlobContainerClient photos;
        private QueueClient orders;

        @BeforeEach
        void start() {
            cloud = LocalCloud.builder().location(folder).controlPort(0).start();
            photos = container(cloud, "photos");
            orders = queue(cloud, "orders");
        }

        @AfterEach
        void close() {
            cloud.close();
        }

        @Test
        void load_restoresABlobWithAllThatBelongsToIt() {
            photos.getBlobClient("cat").upload(BinaryData.fromString("meow"));
            photos.getBlobClient("cat").setMetadata(Map.of("color", "black"));
            photos.getBlobClient("cat").setTags(Map.of("kind", "pet"));
            photos.getBlobClient("cat").createSnapshot();
            String lease = new BlobLeaseClientBuilder()
                    .blobClient(photos.getBlobClient("cat"))
                    .buildClient()
                    .acquireLease(-1);
            BlobProperties before = photos.getBlobClient("cat").getProperties();
            cloud.snapshots().save("one");
            cloud.reset();

            cloud.snapshots().load("one");

            BlobProperties after = photos.getBlobClient("cat").getProperties();
            assertThat(after.getETag()).isEqualTo(before.getETag());
            assertThat(after.getLastModified()).isEqualTo(before.getLastModified());
            assertThat(after.getMetadata()).containsEntry("color", "black");
            assertThat(after.getLeaseState()).isEqualTo(LeaseStateType.LEASED);
            assertThat(photos.getBlobClient("cat").getTags()).containsEntry("kind", "pet");
            assertThat(photos.getBlobClient("cat").downloadContent()).hasToString("meow");
            assertThat(photos.listBlobs(
                            new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveSnapshots(true)), null))
                    .hasSize(2);
            assertThatThrownBy(() -> photos.getBlobClient("cat").delete())
                    .isInstanceOf(BlobStorageException.class)
                    .hasMessageContaining("LeaseIdMissing");
            new BlobLeaseClientBuilder()
                    .blobClient(photos.getBlobClient("cat"))
                    .leaseId(lease)
                    .buildClient()
                    .releaseLease();
        }

        @Test
        void load_restoresMessagesWithTheirReceiptsAndCounts() {
            orders.sendMessage("5 apples");
            orders.sendMessage("6 pears");
            QueueMessageItem received = orders.receiveMessage();
            cloud.snapshots().save("one");
            orders.clearMessages();

            cloud.snapshots().load("one");

            assertThat(orders.receiveMessages(2)).hasSize(1);
            orders.updateMessage(received.getMessageId(), received.getPopReceipt(), "5 plums", Duration.ZERO);
            QueueMessageItem again = orders.receiveMessage();
            assertThat(again.getMessageId()).isEqualTo(received.getMessageId());
            assertThat(again.getDequeueCount()).isEqualTo(2);
        }

        @Test
        void load_restoresServiceProperties() {
            cloud.snapshots().save("one");
            blobs().setProperties(blobs().getProperties()
                    .setDeleteRetentionPolicy(
                            new BlobRetentionPolicy().setEnabled(true).setDays(7)));

            cloud.snapshots().load("one");

            assertThat(blobs().getProperties().getDeleteRetentionPolicy().isEnabled())
                    .isFalse();
        }

        @Test
        void load_continuesTheNumbersOfEventsWithOneEvent() throws Exception {
            cloud.snapshots().save("one");
            photos.getBlobClient("cat").upload(BinaryData.fromString("meow"));
            String before = events();

            cloud.snapshots().load("one");

            assertThat(events()).startsWith(before).endsWith("\"data\":{}}\n").contains("Nephelite.SnapshotLoaded");
            assertThat(events().lines().count()).isEqualTo(before.lines().count() + 1);
        }

        @Test
        void snapshots_surviveARestart() {
            photos.getBlobClient("cat").upload(BinaryData.fromString("meow"));
            cloud.snapshots().save("one");
            photos.getBlobClient("cat").delete();
            cloud.close();
            cloud = LocalCloud.builder().location(folder).start();

            cloud.snapshots().load("one");

            assertThat(container(cloud, "photos").getBlobClient("cat").downloadContent())
                    .hasToString("meow");
        }

        @Test
        void names_are_checked() {
            cloud.snapshots().save("one");
            assertThatThrownBy(() -> cloud.snapshots().save("one"))
                    .isInstanceOf(SnapshotExistsException.class)
                    .hasMessage("There is a snapshot 'one' already.");
            assertThatThrownBy(() -> cloud.snapshots().load("two"))
                    .isInstanceOf(UnknownSnapshotException.class)
                    .hasMessage("There is no snapshot 'two'.");
            assertThatThrownBy(() -> cloud.snapshots().delete("two")).isInstanceOf(UnknownSnapshotException.class);
            for (String wrong : List.of("", "../x", "a/b", ".hidden", "a b", "x".repeat(65))) {
                assertThatThrownBy(() -> cloud.snapshots().save(wrong)).isInstanceOf(IllegalArgumentException.class);
            }
        }

        @Test
        void the_control_plane_does_all_of_this_too() throws Exception {
            assertThat(send("PUT", "/one", "").statusCode()).isEqualTo(204);
            assertThat(send("PUT", "/one", "{\"replace\": true}").statusCode()).isEqualTo(204);
            photos.delete();
            assertThat(Clients.get(cloud.endpoints().control() + "/v1/snapshots")
                            .body())
                    .contains("\"name\":\"one\"");
            assertThat(send("POST", "/one/load", "").statusCode()).isEqualTo(204);
            assertThat(photos.exists()).isTrue();
            assertThat(send("DELETE", "/one", "").statusCode()).isEqualTo(204);
            assertThat(cloud.snapshots().list()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "PUT | /one |  | 409 | There is a snapshot 'one' already. To replace it, send {",
                    "PUT | /one | {\"replace\": 1} | 400 | The body has to be JSON such as {",
                    "PUT | /%2e%2e%2fone |  | 400 | '../one' cannot be the name of a snapshot",
                    "POST | /two/load |  | 404 | There is no snapshot 'two'.",
                    "DELETE | /two |  | 404 | There is no snapshot 'two'."
                })
        void the_control_plane_says_what_is_wrong(String method, String path, String body, int status, String message)
                throws Exception {
            cloud.snapshots().save("one");

            HttpResponse<String> response = send(method, path, body == null ? "" : body);

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.body().replace("\\\"", "\"")).contains(message);
            assertThat(cloud.snapshots().list()).extracting(SavedSnapshot::name).containsExactly("one");
        }

        private BlobServiceClient blobs() {
            return new BlobServiceClientBuilder()
                    .connectionString(cloud.connectionString())
                    .buildClient();
        }

        private String events() throws Exception {
            return Clients.get(cloud.endpoints().control() + "/v1/events?after=0&follow=false")
                    .body();
        }

        private HttpResponse<String> send(String method, String path, String body) throws Exception {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(cloud.endpoints().control() + "/v1/snapshots" + path))
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
        }
    }

    @Nested
    class Given_functions_that_listen {
        @Test
        void they_handle_again_what_waited_in_the_snapshot_and_nothing_else() throws Exception {
            try (LocalCloud cloud = LocalCloud.builder()
                    .functions(letters().only(List.of("answer", "deliver")))
                    .start()) {
                BlobContainerClient letters = container(cloud, "letters");
                BlobContainerClient answers = container(cloud, "answers");
                letters.getBlobClient("answered before").upload(BinaryData.fromString("Hi"));
                cloud.awaitIdle(Duration.ofSeconds(60));
                answers.getBlobClient("answered before").delete();
                cloud.pauseTriggers();
                letters.getBlobClient("waiting").upload(BinaryData.fromString("Hi"));
                queue(cloud, "parcels").sendMessage("parcel");
                cloud.snapshots().save("waiting");
                cloud.resumeTriggers();

                for (int i = 0; i < 3; i++) {
                    cloud.awaitIdle(Duration.ofSeconds(60));
                    assertThat(answers.listBlobs())
                            .extracting(blob -> blob.getName())
                            .containsExactly("parcel", "waiting");

                    cloud.snapshots().load("waiting");
                }
            }
        }
    }
}
