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
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.blob.models.BlobRetentionPolicy;
import com.azure.storage.blob.models.BlobServiceProperties;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.azure.storage.queue.models.QueueItem;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
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

/** A reset removes what is stored, whatever protects it, and leaves everything else as it is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResetTest {
    private static final String DEVELOPMENT = Account.DEVELOPMENT.name();

    @TempDir
    private Path folder;

    @Nested
    class Given_containers_and_queues {
        private LocalCloud cloud;
        private BlobContainerClient photos;
        private QueueClient orders;

        @BeforeEach
        void start() {
            cloud = LocalCloud.builder().location(folder).controlPort(0).start();
            photos = container(cloud, "photos");
            photos.setMetadata(Map.of("year", "2026"));
            photos.getBlobClient("cat").upload(BinaryData.fromString("meow"));
            photos.getBlobClient("cat").createSnapshot();
            orders = queue(cloud, "orders");
            orders.sendMessage("5 apples");
        }

        @AfterEach
        void close() {
            cloud.close();
        }

        @Test
        void reset_removesAllOfThem() {
            cloud.reset();

            assertThat(containers()).isEmpty();
            assertThat(queues()).isEmpty();
        }

        @Test
        void reset_survivesARestart() {
            cloud.reset();
            cloud.close();
            cloud = LocalCloud.builder().location(folder).start();

            assertThat(containers()).isEmpty();
            assertThat(queues()).isEmpty();
        }

        @Test
        void reset_leavesNothingToContainersAndQueuesOfTheSameNames() {
            cloud.reset();

            assertThat(container(cloud, "photos").listBlobs()).isEmpty();
            assertThat(queue(cloud, "orders").receiveMessage()).isNull();
        }

        @Test
        void reset_ignoresALease() {
            new BlobLeaseClientBuilder().containerClient(photos).buildClient().acquireLease(-1);

            cloud.reset();

            assertThat(containers()).isEmpty();
        }

        @Test
        void reset_restoresTheServicePropertiesOfTheBeginning() {
            BlobServiceProperties properties = blobs().getProperties();
            blobs().setProperties(properties.setDeleteRetentionPolicy(
                    new BlobRetentionPolicy().setEnabled(true).setDays(7)));

            cloud.reset();

            assertThat(blobs().getProperties().getDeleteRetentionPolicy().isEnabled())
                    .isFalse();
            photos = container(cloud, "photos");
            photos.getBlobClient("cat").upload(BinaryData.fromString("meow"));
            photos.getBlobClient("cat").delete();
            assertThat(photos.getBlobClient("cat").exists()).isFalse();
        }

        @Test
        void reset_adds_no_event_and_continues_the_numbers_of_events() throws Exception {
            String before = events();

            cloud.reset();
            assertThat(events()).isEqualTo(before);

            container(cloud, "photos").getBlobClient("dog").upload(BinaryData.fromString("woof"));
            assertThat(events()).startsWith(before).contains("/blobs/dog");
        }

        @Test
        void resetContainer_removesItsBlobsAndKeepsItsMetadata() {
            new BlobLeaseClientBuilder().containerClient(photos).buildClient().acquireLease(-1);

            cloud.resetContainer(DEVELOPMENT, "photos");

            assertThat(photos.listBlobs()).isEmpty();
            assertThat(photos.getProperties().getMetadata()).containsEntry("year", "2026");
            photos.delete();
            assertThat(orders.receiveMessage()).isNotNull();
        }

        @Test
        void resetQueue_removesItsMessages() {
            cloud.resetQueue(DEVELOPMENT, "orders");

            assertThat(orders.receiveMessage()).isNull();
            assertThat(photos.getBlobClient("cat").exists()).isTrue();
        }

        @Test
        void what_does_not_exist_cannot_be_reset() {
            assertThatThrownBy(() -> cloud.reset("other")).hasMessage("There is no account 'other'.");
            assertThatThrownBy(() -> cloud.resetContainer(DEVELOPMENT, "films"))
                    .hasMessage("There is no container 'films' in the account 'devstoreaccount1'.");
            assertThatThrownBy(() -> cloud.resetQueue(DEVELOPMENT, "films"))
                    .hasMessage("There is no queue 'films' in the account 'devstoreaccount1'.");
        }

        @Test
        void the_control_plane_does_so_too() throws Exception {
            assertThat(post("{\"container\": \"photos\"}").statusCode()).isEqualTo(204);
            assertThat(photos.listBlobs()).isEmpty();
            assertThat(orders.receiveMessage()).isNotNull();

            assertThat(post("").statusCode()).isEqualTo(204);
            assertThat(containers()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"container\": \"films\"} | 404 | There is no container 'films'",
                    "{\"container\": \"NO!\"} | 404 | not a container name: NO!",
                    "{\"bucket\": \"photos\"} | 400 | The body has to be JSON such as {",
                    "{\"account\": 1} | 400 | The body has to be JSON such as {",
                    "{\"queue\": \"orders\", \"container\": \"photos\"} | 400 | Name either a container or a queue"
                })
        void the_control_plane_refuses_other_scopes(String scope, int status, String message) throws Exception {
            HttpResponse<String> response = post(scope);

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.body().replace("\\\"", "\"")).contains(message);
            assertThat(photos.getBlobClient("cat").exists()).isTrue();
        }

        @Test
        void a_body_of_which_only_the_beginning_would_be_read_is_refused() throws Exception {
            assertThat(post(" ".repeat(70_000) + "{\"container\": \"films\"}").statusCode())
                    .isEqualTo(400);
            assertThat(post("{} {\"container\": \"films\"}").statusCode()).isEqualTo(400);

            assertThat(photos.getBlobClient("cat").exists()).isTrue();
        }

        private BlobServiceClient blobs() {
            return new BlobServiceClientBuilder()
                    .connectionString(cloud.connectionString())
                    .buildClient();
        }

        private List<String> containers() {
            return blobs().listBlobContainers().stream()
                    .map(BlobContainerItem::getName)
                    .toList();
        }

        private List<String> queues() {
            return new QueueServiceClientBuilder()
                    .connectionString(cloud.connectionString()).buildClient().listQueues().stream()
                            .map(QueueItem::getName)
                            .toList();
        }

        private String events() throws Exception {
            return Clients.get(cloud.endpoints().control() + "/v1/events").body();
        }

        private HttpResponse<String> post(String scope) throws Exception {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(cloud.endpoints().control() + "/v1/reset"))
                                    .POST(BodyPublishers.ofString(scope))
                                    .build(),
                            BodyHandlers.ofString());
        }
    }

    @Nested
    class Given_two_accounts {
        @Test
        void reset_ofOneLeavesTheOtherAsItIs() {
            Accounts accounts = Accounts.parse("one:MQ==;two:Mg==");
            List<Account> all = List.copyOf(accounts.all());
            Account one = all.get(0);
            Account two = all.get(1);
            try (LocalCloud cloud = LocalCloud.builder().accounts(accounts).start()) {
                client(cloud, one).createBlobContainer("photos");
                client(cloud, two).createBlobContainer("photos");

                cloud.reset("one");

                assertThat(client(cloud, one).listBlobContainers()).isEmpty();
                assertThat(client(cloud, two).listBlobContainers()).hasSize(1);
            }
        }

        private BlobServiceClient client(LocalCloud cloud, Account account) {
            return new BlobServiceClientBuilder()
                    .connectionString(cloud.connectionString(account))
                    .buildClient();
        }
    }

    @Nested
    class Given_functions_that_listen {
        @Test
        void they_handle_what_is_written_afterwards_and_keep_their_own_data() throws Exception {
            try (LocalCloud cloud = LocalCloud.builder()
                    .functions(letters().only(List.of("answer", "deliver")))
                    .start()) {
                assertAnswered(cloud, "Ann");
                for (int i = 0; i < 3; i++) {
                    cloud.reset();

                    assertThat(container(cloud, "answers").listBlobs()).isEmpty();
                    assertAnswered(cloud, "Ann");
                    assertThat(container(cloud, "azure-webjobs-hosts").listBlobs())
                            .isNotEmpty();
                }
            }
        }

        private void assertAnswered(LocalCloud cloud, String name) throws InterruptedException {
            BlobContainerClient answers = container(cloud, "answers");
            container(cloud, "letters").getBlobClient(name).upload(BinaryData.fromString("Hi"));
            queue(cloud, "parcels").sendMessage("parcel");
            cloud.awaitIdle(Duration.ofSeconds(60));
            assertThat(answers.listBlobs()).extracting(blob -> blob.getName()).containsExactly(name, "parcel");
        }
    }
}
