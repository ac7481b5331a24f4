package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.program.Events;
import dev.nephelite.program.Nephelite;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample app, from the picture that goes in to everything that comes out. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PhotosTest {
    private static final Path SAMPLE = Nephelite.HOME.resolve("samples/photos");
    private static final Map<String, String> EVERY_SECOND = Map.of("SUMMARY_SCHEDULE", "* * * * * *");
    private static final int TRIES = 5;

    @Nested
    class Given_the_project_as_it_is extends Promises {
        @Override
        Path app() {
            return SAMPLE;
        }
    }

    @Nested
    class Given_the_folder_that_the_maven_plugin_staged extends Promises {
        @Override
        Path app() {
            return SAMPLE.resolve("target/azure-functions/photos");
        }
    }

    private static boolean isFailedTry(String line) {
        return line.contains("Executed 'Functions.MakeThumbnail' (Failed");
    }

    abstract static class Promises {
        private final HttpClient http = HttpClient.newHttpClient();

        private Nephelite nephelite;
        private Events events;
        private BlobServiceClient blobs;

        abstract Path app();

        @BeforeEach
        void start(@TempDir Path location) throws IOException, InterruptedException {
            nephelite = Nephelite.start(location, EVERY_SECOND, app().toString());
            events = Events.of(nephelite);
            blobs = new BlobServiceClientBuilder()
                    .connectionString(nephelite.connectionString())
                    .buildClient();
        }

        @AfterEach
        void stop() throws InterruptedException {
            events.close();
            nephelite.stop();
            nephelite.close();
        }

        @Test
        void a_picture_becomes_a_thumbnail_a_record_and_an_entry_of_the_list() throws Exception {
            byte[] picture = Files.readAllBytes(SAMPLE.resolve("nepheline.jpg"));

            assertThat(put("nepheline.jpg", picture).statusCode()).isEqualTo(201);
            events.awaitBlob("thumbnails", "nepheline.jpg");
            events.awaitBlob("records", "nepheline.jpg.json");

            BufferedImage thumbnail = ImageIO.read(new ByteArrayInputStream(content("thumbnails", "nepheline.jpg")));
            assertThat(thumbnail.getWidth()).isEqualTo(160);
            assertThat(thumbnail.getHeight()).isEqualTo(107);
            JsonNode record =
                    new ObjectMapper().readTree(get("/api/photos").body()).path(0);
            assertThat(record.path("name").asText()).isEqualTo("nepheline.jpg");
            assertThat(record.path("bytes").asInt()).isEqualTo(picture.length);
            assertThat(record.path("width").asInt()).isEqualTo(640);
            assertThat(record.path("height").asInt()).isEqualTo(427);
            assertThat(record.path("thumbnail").asText()).isEqualTo("thumbnails/nepheline.jpg");
        }

        @Test
        void a_picture_and_all_that_becomes_of_it_are_one_trace() throws Exception {
            String trace = "0af7651916cd43dd8448eb211c80319c";
            HttpRequest upload = HttpRequest.newBuilder(URI.create(nephelite.function() + "/api/photos/nepheline.jpg"))
                    .header("Content-Type", "image/jpeg")
                    .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                    .header("tracestate", "browser=1")
                    .PUT(BodyPublishers.ofFile(SAMPLE.resolve("nepheline.jpg")))
                    .build();
            assertThat(http.send(upload, BodyHandlers.ofString()).statusCode()).isEqualTo(201);

            List<JsonNode> chain = List.of(
                    events.awaitBlob("photos", "nepheline.jpg"),
                    events.awaitBlob("thumbnails", "nepheline.jpg"),
                    events.awaitBlob("records", "nepheline.jpg.json"));

            assertThat(chain)
                    .extracting(event -> event.path("traceparent").asText())
                    .allMatch(parent -> parent.startsWith("00-" + trace + "-"))
                    .doesNotHaveDuplicates();
            assertThat(chain)
                    .extracting(event -> event.path("tracestate").asText())
                    .allMatch(state -> state.matches("nephelite=[0-9a-f-]{36},browser=1"))
                    .doesNotHaveDuplicates();
        }

        @Test
        void a_picture_that_an_official_client_uploads_becomes_a_thumbnail_too() throws Exception {
            blobs.createBlobContainerIfNotExists("photos")
                    .getBlobClient("by sdk/ä+b.jpg")
                    .upload(BinaryData.fromFile(SAMPLE.resolve("nepheline.jpg")));

            events.awaitBlob("thumbnails", "by sdk/ä+b.jpg");

            assertThat(content("thumbnails", "by sdk/ä+b.jpg")).isNotEmpty();
        }

        @Test
        void a_corrupt_picture_is_tried_five_times_and_then_put_aside_while_others_go_on() throws Exception {
            put("corrupt.jpg", "no picture".getBytes(StandardCharsets.UTF_8));

            for (int i = 0; i < TRIES; i++) {
                nephelite.awaitLine(PhotosTest::isFailedTry);
            }
            events.awaitMessage("webjobs-blobtrigger-poison");

            assertThat(nephelite.output()).filteredOn(PhotosTest::isFailedTry).hasSize(TRIES);
            QueueServiceClient queues = new QueueServiceClientBuilder()
                    .connectionString(nephelite.connectionString())
                    .buildClient();
            assertThat(queues.getQueueClient("webjobs-blobtrigger-poison")
                            .getProperties()
                            .getApproximateMessagesCountLong())
                    .isEqualTo(1);
            put("nepheline.jpg", Files.readAllBytes(SAMPLE.resolve("nepheline.jpg")));
            events.awaitBlob("records", "nepheline.jpg.json");
        }

        @Test
        void the_timer_writes_a_summary_of_the_records() throws Exception {
            byte[] picture = Files.readAllBytes(SAMPLE.resolve("nepheline.jpg"));
            put("nepheline.jpg", picture);
            events.awaitBlob("records", "nepheline.jpg.json");

            // The summary that comes next may have begun before the record was there; the one after it has not.
            events.awaitBlob("summaries", "latest.json");
            events.awaitBlob("summaries", "latest.json");

            JsonNode summary = new ObjectMapper().readTree(content("summaries", "latest.json"));
            assertThat(summary.path("count").asInt()).isEqualTo(1);
            assertThat(summary.path("totalBytes").asInt()).isEqualTo(picture.length);
        }

        private HttpResponse<String> put(String name, byte[] picture) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(nephelite.function() + "/api/photos/" + name))
                    .header("Content-Type", "image/jpeg")
                    .PUT(BodyPublishers.ofByteArray(picture))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }

        private HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return http.send(
                    HttpRequest.newBuilder(URI.create(nephelite.function() + path))
                            .build(),
                    BodyHandlers.ofString());
        }

        private byte[] content(String container, String blob) {
            return blobs.getBlobContainerClient(container)
                    .getBlobClient(blob)
                    .downloadContent()
                    .toBytes();
        }
    }
}
