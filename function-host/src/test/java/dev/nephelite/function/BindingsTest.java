package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.models.QueueMessageItem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs and outputs against both emulators, which the app knows only as development storage. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BindingsTest {
    @TempDir
    private Path folder;

    private static List<String> texts(QueueClient queue) {
        return queue.receiveMessages(32).stream()
                .map(QueueMessageItem::getBody)
                .map(BinaryData::toString)
                .toList();
    }

    @Nested
    class Given_an_app_with_all_its_settings {
        private BoundApp app;

        @BeforeEach
        void start() throws IOException {
            app = new BoundApp(folder, Map.of("AzureWebJobsStorage", "UseDevelopmentStorage=true;", "PARTS", "parts"));
        }

        @AfterEach
        void close() {
            app.close();
        }

        @Test
        void errors_areEmptyForAnAppWithAllItsSettings() {
            assertThat(app.host.errors()).isEmpty();
        }

        @Test
        void invoke_createsTheBlobOfAnOutputAndItsContainer() throws Exception {
            assertThat(app.send("PUT", "/api/notes/first", "grün").statusCode()).isEqualTo(201);

            assertThat(content("notes", "first.txt")).asString().isEqualTo("grün");
        }

        @Test
        void invoke_writesNothingForAnOutputThatIsNotSet() throws Exception {
            assertThat(app.send("PUT", "/api/notes/empty", "").statusCode()).isEqualTo(201);

            assertThat(app.blobs().getBlobContainerClient("notes").exists()).isFalse();
        }

        @Test
        void invoke_readsTheBlobOfAnInput() throws Exception {
            app.send("PUT", "/api/notes/first", "grün");

            assertThat(app.send("GET", "/api/notes/first", "").body()).isEqualTo("grün");
        }

        @Test
        void invoke_passesNullForAMissingBlob() throws Exception {
            assertThat(app.send("GET", "/api/notes/missing", "").statusCode()).isEqualTo(404);
        }

        @Test
        void invoke_addsAMessageForEachElementOfAList() throws Exception {
            assertThat(app.send("POST", "/api/split?to=Anna", "a,b,c").statusCode())
                    .isEqualTo(204);

            assertThat(texts(app.queue("parts-anna", QueueMessageEncoding.BASE64)))
                    .containsExactlyInAnyOrder("{\"text\":\"a\"}", "{\"text\":\"b\"}", "{\"text\":\"c\"}");
        }

        @Test
        void putMessage_runsAFunctionThatCopiesABlobAndReturnsAMessage() throws InterruptedException {
            byte[] raw = {0, -1, 127, -128};
            app.blobs().createBlobContainer("notes").getBlobClient("raw").upload(BinaryData.fromBytes(raw));
            QueueClient orders = app.queue("to-copy", QueueMessageEncoding.BASE64);
            orders.create();
            orders.sendMessage("raw");
            app.awaitSuccessOf("copy");

            assertThat(texts(app.queue("copied", QueueMessageEncoding.BASE64))).containsExactly("raw: 4");
            assertThat(content("copies", "raw")).isEqualTo(raw);
        }

        @Test
        void idle_completesWhenEveryMessageHasBeenHandled() {
            byte[] raw = {0, -1, 127, -128};
            app.blobs().createBlobContainer("notes").getBlobClient("raw").upload(BinaryData.fromBytes(raw));
            QueueClient orders = app.queue("to-copy", QueueMessageEncoding.BASE64);
            orders.create();
            for (int messages = 1; messages <= 20; messages++) {
                orders.sendMessage("raw");
                assertThat(app.host.idle()).succeedsWithin(Duration.ofMinutes(4));

                assertThat(texts(app.queue("copied", QueueMessageEncoding.BASE64)))
                        .containsExactly("raw: 4");
                app.queue("copied", QueueMessageEncoding.BASE64).clearMessages();
                assertThat(orders.getProperties().getApproximateMessagesCountLong())
                        .isZero();
            }
        }

        @Test
        void putMessage_and_putBlob_passBytesUnchangedWhateverTheDataType() throws Exception {
            byte[] raw = {0, -1, 127, -128, (byte) 0xc3, 0x28};
            QueueClient messages = app.queue("to-keep", QueueMessageEncoding.BASE64);
            messages.create();
            messages.sendMessage(BinaryData.fromBytes(raw));
            app.awaitSuccessOf("keepMessage");
            app.blobs().createBlobContainer("to-keep").getBlobClient("raw").upload(BinaryData.fromBytes(raw));
            app.awaitSuccessOf("keepBlob");

            assertThat(content("kept", "message")).isEqualTo(raw);
            assertThat(content("kept", "raw")).startsWith(raw).endsWith(raw).hasSize(2 * raw.length);
            assertThat(app.errors)
                    .filteredOn(line -> line.contains("Azure would decode it as text"))
                    .anyMatch(line -> line.contains("'message' of function 'keepMessage'"))
                    .anyMatch(line -> line.contains("'blob' of function 'keepBlob'"))
                    .anyMatch(line -> line.contains("'again' of function 'keepBlob'"))
                    .allMatch(line -> line.contains("dataType = \"binary\""))
                    .noneMatch(line -> line.contains("of function 'copy'"));
        }

        @Test
        void invoke_streamsABlobOfAnyLength() throws Exception {
            byte[] large = new byte[9_000_001];
            new Random(1).nextBytes(large);
            app.blobs().createBlobContainer("big").getBlobClient("one").upload(BinaryData.fromBytes(large));

            assertThat(app.send("POST", "/api/duplicate?of=one&to=two", "").body())
                    .isEqualTo("copied");

            assertThat(content("big", "two")).isEqualTo(large);
            assertThat(app.blobs()
                            .getBlobContainerClient("big")
                            .getBlobClient("two")
                            .getBlockBlobClient()
                            .listBlocks(BlockListType.COMMITTED)
                            .getCommittedBlocks())
                    .hasSize(3);
        }

        @Test
        void invoke_passesAnEmptyOptionalForTheStreamOfAMissingBlob() throws Exception {
            assertThat(app.send("POST", "/api/duplicate?of=none&to=two", "").body())
                    .isEqualTo("nothing there");
        }

        @Test
        void invoke_failsIfAPathCannotBeFilledIn() throws Exception {
            assertThat(app.send("GET", "/api/lost", "").statusCode()).isEqualTo(500);

            assertThat(app.errors)
                    .anyMatch(line -> line.contains("Error while handling parameter note after function returned:"
                            + " No value for named parameter 'nowhere'"));
        }

        private byte[] content(String container, String name) {
            return app.blobs()
                    .getBlobContainerClient(container)
                    .getBlobClient(name)
                    .downloadContent()
                    .toBytes();
        }
    }

    @Test
    void invoke_addsPlainTextIfTheMessageEncodingIsNone() throws Exception {
        Map<String, String> settings =
                Map.of("PARTS", "parts", "AzureFunctionsJobHost__extensions__queues__messageEncoding", "none");
        try (BoundApp app = new BoundApp(folder, settings)) {
            app.send("POST", "/api/split?to=b", "a");

            assertThat(texts(app.queue("parts-b", QueueMessageEncoding.NONE))).containsExactly("{\"text\":\"a\"}");
        }
    }

    @Test
    void errors_nameOnlyTheFunctionWhoseSettingIsMissing() throws Exception {
        try (BoundApp app = new BoundApp(folder, Map.of())) {
            assertThat(app.host.errors()).singleElement().satisfies(error -> {
                assertThat(error.function()).isEqualTo("split");
                assertThat(error.message()).startsWith("'%PARTS%' does not resolve to a value.");
            });
            assertThat(app.send("PUT", "/api/notes/first", "hello").statusCode())
                    .isEqualTo(201);
        }
    }
}
