package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.container;
import static dev.nephelite.cloud.Clients.letters;
import static dev.nephelite.cloud.Clients.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.PeekedMessageItem;
import dev.nephelite.cloud.seed.InvalidSeedException;
import dev.nephelite.cloud.seed.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Test data is there when the cloud is ready. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SeedTest {
    @TempDir
    private Path folder;

    private static List<String> blobs(LocalCloud cloud, String container) {
        return container(cloud, container).listBlobs().stream()
                .map(BlobItem::getName)
                .toList();
    }

    private static List<String> messages(QueueClient queue) {
        return queue.peekMessages(32, null, null).stream()
                .map(PeekedMessageItem::getBody)
                .map(Object::toString)
                .toList();
    }

    @Test
    void a_document_describes_blobs_and_messages() throws Exception {
        Files.writeString(
                Files.createDirectories(folder.resolve("pictures/2026")).resolve("cat.txt"), "meow");
        Files.writeString(folder.resolve("logo.bin"), "logo");
        Path document = Files.writeString(folder.resolve("data.json"), """
                {"containers": {
                   "photos": {"folder": "pictures", "blobs": {
                     "note.html": "<p>",
                     "limits": {"json": {"photos": 100}},
                     "bytes": {"base64": "AAE=", "contentType": "x/y"},
                     "logo": {"file": "logo.bin", "metadata": {"owner": "Ada"}}}},
                   "empty": {}},
                 "queues": {"orders": ["text", {"id": 1}, 5], "none": []}}
                """);

        try (LocalCloud cloud = LocalCloud.builder().seed(Seed.read(document)).start()) {
            assertThat(blobs(cloud, "photos")).containsExactly("2026/cat.txt", "bytes", "limits", "logo", "note.html");
            BlobClient limits = container(cloud, "photos").getBlobClient("limits");
            assertThat(limits.downloadContent()).hasToString("{\"photos\":100}");
            assertThat(limits.getProperties().getContentType()).isEqualTo("application/json");
            BlobClient bytes = container(cloud, "photos").getBlobClient("bytes");
            assertThat(bytes.downloadContent().toBytes()).containsExactly(0, 1);
            assertThat(bytes.getProperties().getContentType()).isEqualTo("x/y");
            BlobClient logo = container(cloud, "photos").getBlobClient("logo");
            assertThat(logo.downloadContent()).hasToString("logo");
            assertThat(logo.getProperties().getMetadata()).containsEntry("owner", "Ada");
            assertThat(container(cloud, "photos")
                            .getBlobClient("note.html")
                            .getProperties()
                            .getContentType())
                    .isEqualTo("text/html");
            assertThat(blobs(cloud, "empty")).isEmpty();
            assertThat(messages(queue(cloud, "orders"))).containsExactly("text", "{\"id\":1}", "5");
            assertThat(messages(queue(cloud, "none"))).isEmpty();
        }
    }

    @Test
    void a_folder_has_containers_and_queues() throws Exception {
        Files.writeString(
                Files.createDirectories(folder.resolve("containers/photos/a")).resolve("b"), "content");
        Path orders = Files.createDirectories(folder.resolve("queues/orders"));
        Files.writeString(orders.resolve("2"), "second");
        Files.writeString(orders.resolve("1"), "first");

        try (LocalCloud cloud = LocalCloud.builder().seed(Seed.read(folder)).start()) {
            assertThat(blobs(cloud, "photos")).containsExactly("a/b");
            assertThat(messages(queue(cloud, "orders"))).containsExactly("first", "second");
        }
    }

    @Test
    void messages_are_not_added_again_on_the_same_data_folder() {
        Seed seed = Seed.parse("{\"queues\": {\"orders\": [\"one\"]}}", folder);
        for (int i = 0; i < 2; i++) {
            try (LocalCloud cloud = LocalCloud.builder()
                    .location(folder.resolve("data"))
                    .seed(seed)
                    .start()) {
                assertThat(messages(queue(cloud, "orders"))).containsExactly("one");
            }
        }
    }

    @Test
    void functions_find_it_when_they_start() throws Exception {
        Seed seed = Seed.parse(
                "{\"containers\": {\"letters\": {\"blobs\": {\"Ann\": \"Hi\"}}}, \"queues\": {\"parcels\": [\"parcel\"]}}",
                folder);
        try (LocalCloud cloud = LocalCloud.builder()
                .functions(letters().only(List.of("answer", "deliver")))
                .seed(seed)
                .start()) {
            cloud.awaitIdle(Duration.ofSeconds(60));

            assertThat(blobs(cloud, "answers")).containsExactly("Ann", "parcel");
        }
    }

    @Test
    void it_can_be_loaded_again_after_a_reset() {
        Seed seed = Seed.parse("{\"containers\": {\"photos\": {\"blobs\": {\"a\": \"b\"}}}}", folder);
        try (LocalCloud cloud = LocalCloud.builder().start()) {
            cloud.load(seed);
            cloud.reset();
            assertThat(blobs(cloud, "photos")).isEmpty();

            cloud.load(seed);
            assertThat(blobs(cloud, "photos")).containsExactly("a");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | It is not valid JSON: ",
                "[] | The document has to be an object.",
                "{\"container\": {}} | The document has a member 'container'. It can have $schema, containers, queues.",
                "{\"containers\": []} | The value of containers has to be an object.",
                "{\"containers\": {\"NO\": {}}} | is not the name of a container. Use 3 to 63",
                "{\"containers\": {\"photos\": []}} | The container 'photos' has to be an object.",
                "{\"containers\": {\"photos\": {\"folder\": \"gone\"}}} | The container 'photos': there is no folder ",
                "{\"containers\": {\"photos\": {\"blobs\": {\"a\": 1}}}} | The blob 'photos/a' has to be an object.",
                "{\"containers\": {\"photos\": {\"blobs\": {\"a\": {}}}}} | The blob 'photos/a' has to have exactly one of",
                "{\"containers\": {\"photos\": {\"blobs\": {\"a\": {\"file\": \"gone\"}}}}} | The blob 'photos/a': there is no file",
                "{\"containers\": {\"photos\": {\"blobs\": {\"a\": {\"base64\": \"?\"}}}}} | the value of base64 is not Base64.",
                "{\"queues\": {\"orders\": {}}} | The queue 'orders' has to be an array of messages.",
                "{\"queues\": {\"a_b\": []}} | is not the name of a queue. Use 3 to 63"
            })
    void mistakes_are_explained(String document, String message) {
        assertThatThrownBy(() -> Seed.parse(document, folder))
                .isInstanceOf(InvalidSeedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_folder_without_data_is_refused() {
        assertThatThrownBy(() -> Seed.read(folder))
                .isInstanceOf(InvalidSeedException.class)
                .hasMessageStartingWith("There is no test data in the folder " + folder);
    }
}
