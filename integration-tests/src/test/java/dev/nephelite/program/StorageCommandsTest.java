package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that read and write blobs and messages of a running program. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StorageCommandsTest {
    @TempDir
    private static Path folder;

    private static Nephelite program;
    private static BlobServiceClient blobs;
    private static QueueServiceClient queues;

    private final CommandRunner commands = new CommandRunner();

    @BeforeAll
    static void start() throws Exception {
        program = Nephelite.start(folder.resolve("data"), Map.of(), "--storage-only");
        blobs = new BlobServiceClientBuilder()
                .connectionString(program.connectionString())
                .buildClient();
        queues = new QueueServiceClientBuilder()
                .connectionString(program.connectionString())
                .buildClient();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @BeforeEach
    void reset() {
        assertThat(nephelite("reset", "-q")).isZero();
    }

    private int nephelite(String... arguments) {
        return commands.executeAt(folder.resolve("data"), arguments);
    }

    private static BlobClient cat() {
        BlobContainerClient photos = blobs.createBlobContainerIfNotExists("photos");
        BlobClient cat = photos.getBlobClient("pets/cat.txt");
        cat.upload(BinaryData.fromString("meow"), true);
        return cat;
    }

    private static QueueClient queue(String name, String... messages) {
        queues.createQueue(name);
        QueueClient queue = queues.getQueueClient(name);
        List.of(messages).forEach(queue::sendMessage);
        return queue;
    }

    @Nested
    class Given_blobs {
        @Test
        void ls_lists_containers_and_queues() {
            cat();
            queue("orders");
            queue("azure-webjobs-internal");

            assertThat(nephelite("ls")).isZero();
            assertThat(commands.out().lines()).containsExactly("container  photos", "queue      orders");

            commands.clear();
            assertThat(nephelite("ls", "--all", "-o", "json")).isZero();
            assertThat(commands.out()).contains("{\"kind\":\"queue\",\"name\":\"azure-webjobs-internal\"}");
        }

        @Test
        void ls_lists_the_blobs_in_a_container() throws Exception {
            cat();
            blobs.getBlobContainerClient("photos").getBlobClient("dog.txt").upload(BinaryData.fromString("woof!"));

            assertThat(nephelite("ls", "photos")).isZero();
            assertThat(commands.out().lines().map(String::strip))
                    .satisfiesExactly(line -> assertThat(line).matches("5  \\S+Z  dog.txt"), line -> assertThat(line)
                            .matches("4  \\S+Z  pets/cat.txt"));

            commands.clear();
            assertThat(nephelite("ls", "photos/pets/", "-o", "json")).isZero();
            JsonNode listed = new ObjectMapper().readTree(commands.out());
            assertThat(listed).hasSize(1);
            assertThat(listed.get(0).path("name").asText()).isEqualTo("pets/cat.txt");
            assertThat(listed.get(0).path("length").asInt()).isEqualTo(4);
        }

        @Test
        void cat_writes_the_content_as_it_is() throws Exception {
            cat().upload(BinaryData.fromString("meow\n"), true);

            try (NepheliteCommand cat = NepheliteCommand.start(
                    folder, Map.of(), "cat", "photos/pets/cat.txt", "--location=" + folder.resolve("data"))) {
                assertThat(cat.awaitLine(line -> true)).isEqualTo("meow");
                assertThat(cat.await()).isZero();
            }
        }

        @Test
        void put_uploads_a_file_with_its_content_type() throws Exception {
            Path file = Files.writeString(folder.resolve("note.html"), "<p>hello");

            assertThat(nephelite("put", file.toString(), "notes")).isZero();

            BlobClient note = blobs.getBlobContainerClient("notes").getBlobClient("note.html");
            assertThat(note.downloadContent()).hasToString("<p>hello");
            assertThat(note.getProperties().getContentType()).isEqualTo("text/html");

            assertThat(nephelite("put", file.toString(), "notes/raw", "--content-type=text/plain"))
                    .isZero();
            assertThat(blobs.getBlobContainerClient("notes")
                            .getBlobClient("raw")
                            .getProperties()
                            .getContentType())
                    .isEqualTo("text/plain");
        }

        @Test
        void put_uploads_all_files_in_a_folder() throws Exception {
            Path pictures = folder.resolve("pictures");
            Files.createDirectories(pictures.resolve("2026"));
            Files.writeString(pictures.resolve("2026/b.txt"), "b");
            Files.writeString(pictures.resolve("a.txt"), "a");

            assertThat(nephelite("put", pictures.toString(), "archive/all")).isZero();

            assertThat(commands.err().strip()).isEqualTo("nephelite: 2 files are uploaded");
            assertThat(blobs.getBlobContainerClient("archive").listBlobs())
                    .extracting(blob -> blob.getName())
                    .containsExactly("all/2026/b.txt", "all/a.txt");
        }

        @Test
        void cp_copies_a_blob_to_another_container() {
            cat();

            assertThat(nephelite("cp", "photos/pets/cat.txt", "backup")).isZero();

            assertThat(commands.err().strip())
                    .isEqualTo("nephelite: photos/pets/cat.txt is copied to backup/pets/cat.txt");
            assertThat(blobs.getBlobContainerClient("backup")
                            .getBlobClient("pets/cat.txt")
                            .downloadContent())
                    .hasToString("meow");
        }

        @Test
        void rm_deletes_a_blob_with_its_snapshots() {
            BlobClient cat = cat();
            cat.createSnapshot();

            assertThat(nephelite("rm", "photos/pets/cat.txt", "-o", "json")).isZero();

            assertThat(commands.out().strip()).isEqualTo("{\"deleted\":1}");
            assertThat(cat.exists()).isFalse();
        }

        @Test
        void rm_deletes_a_container_only_if_it_is_told_to() {
            cat();

            assertThat(nephelite("rm", "photos")).isEqualTo(2);
            assertThat(commands.err()).contains("'photos' is a container. Add -r to delete it with everything in it.");

            assertThat(nephelite("rm", "-r", "photos")).isZero();
            assertThat(blobs.getBlobContainerClient("photos").exists()).isFalse();
        }

        @Test
        void rm_deletes_the_blobs_whose_names_begin_with_a_prefix() {
            cat();
            blobs.getBlobContainerClient("photos").getBlobClient("dog.txt").upload(BinaryData.fromString("woof!"));

            assertThat(nephelite("rm", "-r", "photos/pets/", "-o", "json")).isZero();

            assertThat(commands.out().strip()).isEqualTo("{\"deleted\":1}");
            assertThat(blobs.getBlobContainerClient("photos").listBlobs())
                    .extracting(blob -> blob.getName())
                    .containsExactly("dog.txt");
        }
    }

    @Nested
    class Given_messages {
        @Test
        void send_stores_what_functions_expect() throws Exception {
            assertThat(nephelite("send", "orders", "5 apples")).isZero();
            Path file = Files.writeString(folder.resolve("message.txt"), "from a file");
            assertThat(nephelite("send", "orders", "@" + file, "--raw")).isZero();
            assertThat(nephelite("send", "orders", "later", "--delay=1h")).isZero();

            assertThat(queues.getQueueClient("orders").receiveMessages(32))
                    .extracting(message -> message.getBody().toString())
                    .containsExactly("NSBhcHBsZXM=", "from a file");
            assertThat(queues.getQueueClient("orders").getProperties().getApproximateMessagesCountLong())
                    .isEqualTo(3);
        }

        @Test
        void peek_leaves_messages_as_they_are() throws Exception {
            QueueClient orders = queue("orders", "NSBhcHBsZXM=", "plain", "third");

            assertThat(nephelite("peek", "orders", "-n", "2")).isZero();
            assertThat(commands.out().lines())
                    .satisfiesExactly(line -> assertThat(line).endsWith("Z] 5 apples"), line -> assertThat(line)
                            .endsWith("Z] plain"));

            commands.clear();
            assertThat(nephelite("peek", "orders", "--raw", "-o", "json")).isZero();
            JsonNode messages = new ObjectMapper().readTree(commands.out());
            assertThat(messages).hasSize(3);
            assertThat(messages.get(0).path("text").asText()).isEqualTo("NSBhcHBsZXM=");
            assertThat(orders.receiveMessage().getDequeueCount()).isEqualTo(1);
        }

        @Test
        void purge_removes_all_of_them() {
            QueueClient orders = queue("orders", "one", "two");

            assertThat(nephelite("purge", "orders")).isZero();

            assertThat(commands.err().strip()).isEqualTo("nephelite: queue orders is empty");
            assertThat(orders.getProperties().getApproximateMessagesCountLong()).isZero();
        }

        @Test
        void requeue_moves_failed_ones_back() {
            QueueClient poison = queue("orders-poison", "one", "two");

            assertThat(nephelite("requeue", "orders")).isZero();

            assertThat(commands.err().strip())
                    .isEqualTo("nephelite: 2 messages are moved from orders-poison to orders");
            assertThat(poison.getProperties().getApproximateMessagesCountLong()).isZero();
            assertThat(queues.getQueueClient("orders").receiveMessages(32))
                    .extracting(message -> message.getBody().toString())
                    .containsExactly("one", "two");
        }

        @Test
        void rm_deletes_a_queue() {
            queue("orders");

            assertThat(nephelite("rm", "--queue=orders")).isZero();

            assertThat(queues.listQueues()).isEmpty();
        }
    }

    @Nested
    class Given_test_data {
        @Test
        void seed_loads_what_a_file_in_YAML_describes() throws Exception {
            Path seed = Files.writeString(folder.resolve("data.yml"), """
                    # two of each
                    containers:
                      photos:
                        blobs: {a.txt: Hello}
                      empty: {}
                    queues:
                      orders: [{id: 1}, text]
                      none: []
                    """);

            assertThat(nephelite("seed", seed.toString())).isZero();

            assertThat(commands.err().strip()).isEqualTo("nephelite: " + seed + " is loaded");
            assertThat(blobs.getBlobContainerClient("photos")
                            .getBlobClient("a.txt")
                            .downloadContent())
                    .hasToString("Hello");
            assertThat(nephelite("peek", "orders")).isZero();
            assertThat(commands.out()).contains("{\"id\":1}", "text");
        }

        @Test
        void exec_runs_its_command_when_it_is_loaded() throws Exception {
            Path seed = Files.createDirectory(folder.resolve("seed"));
            Files.writeString(seed.resolve("seed.yaml"), "containers: {photos: {blobs: {a.txt: Hello}}}");
            List<String> arguments = new ArrayList<>(List.of("exec", "--storage-only", "--seed=" + seed, "--"));
            arguments.addAll(NepheliteCommand.line("cat", "photos/a.txt"));

            try (NepheliteCommand exec = NepheliteCommand.start(folder, Map.of(), arguments.toArray(String[]::new))) {
                assertThat(exec.awaitLine(line -> true)).isEqualTo("Hello");
                assertThat(exec.await()).isZero();
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "a.yml | containers: [ | It is not valid YAML: ",
                    "b.yml | container: {} | The document has a member 'container'.",
                    "c.json | { | It is not valid JSON: ",
                    "d.yml | !!java.net.URL [http://localhost] | It is not valid YAML: "
                })
        void mistakes_in_a_file_are_explained(String file, String content, String message) throws Exception {
            Path seed = Files.writeString(folder.resolve(file), content);

            assertThat(nephelite("seed", seed.toString())).isEqualTo(2);
            assertThat(commands.err()).contains(seed + ": " + message);
        }

        @Test
        void a_file_that_is_missing_is_named() {
            assertThat(nephelite("seed", "gone.yml")).isEqualTo(2);

            assertThat(commands.err()).contains("There is no file or folder gone.yml with test data");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ls films | 1 | There is no container 'films'.",
                "cat films/one | 1 | There is no blob 'films/one'.",
                "cat films | 2 | 'films' is not the path of a blob. Write container/name.",
                "cp films/one copies | 1 | There is no blob 'films/one'.",
                "put missing.txt films | 2 | There is no file 'missing.txt'",
                "put - films | 2 | Standard input has no name. Name the blob: films/NAME.",
                "rm films/one | 1 | There is no blob 'films/one'.",
                "rm -r films | 1 | There is no container 'films'.",
                "rm -r films/o | 1 | There is no blob whose name begins with 'films/o'.",
                "rm --queue films | 1 | There is no queue 'films'.",
                "rm | 2 | Name either a blob as container/name, or a --queue.",
                "peek films | 1 | There is no queue 'films'.",
                "peek films -n 33 | 2 | --count takes 1 to 32, not 33.",
                "purge films | 1 | There is no queue 'films'.",
                "requeue films | 1 | There is no queue 'films-poison', so no message of 'films' has failed.",
                "send films @missing.txt | 1 | There is no file missing.txt.",
                "send films x --delay soon | 2 | --delay: 'soon' is not a duration such as 90s, 1h30m or 7d."
            })
    void mistakes_are_explained(String line, int exitCode, String message) {
        assertThat(nephelite(line.split(" "))).isEqualTo(exitCode);

        assertThat(commands.err()).contains(message);
    }

    @Test
    void a_control_plane_alone_is_not_enough() throws Exception {
        assertThat(commands.execute("ls", "--url", program.control())).isEqualTo(1);

        assertThat(commands.err()).contains("does not reveal the keys of accounts");
    }
}
