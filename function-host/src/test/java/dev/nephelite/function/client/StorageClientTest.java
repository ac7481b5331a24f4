package dev.nephelite.function.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.queue.QueueEmulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the function host asks of storage, asked of the real services. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StorageClientTest {
    private static final String NAME = Account.DEVELOPMENT.name();
    private static final String KEY =
            Base64.getEncoder().encodeToString(Account.DEVELOPMENT.keys().get(0).bytes());

    private final SystemClock clock = new SystemClock();
    private final Store store = Store.inMemory(clock);
    private final EventLog events = new EventLog(store, RandomIds.seeded(1));
    private final BlobEmulator blobServer = new BlobEmulator(
            "127.0.0.1", 0, store, events, Accounts.DEVELOPMENT, Clocks.single(clock), RandomIds.seeded(2));
    private final QueueEmulator queueServer = new QueueEmulator(
            "127.0.0.1", 0, store, events, Accounts.DEVELOPMENT, Clocks.single(clock), RandomIds.seeded(3));
    private final String endpoints =
            "BlobEndpoint=" + blobServer.endpoint(NAME) + ";QueueEndpoint=" + queueServer.endpoint(NAME);
    private final StorageAccount account = account("AccountName=" + NAME + ";AccountKey=" + KEY + ";" + endpoints);
    private final BlobClient blobs = account.blobs();
    private final QueueClient queues = account.queues();

    @AfterEach
    void close() {
        events.close();
        blobServer.close();
        queueServer.close();
        store.close();
        clock.close();
    }

    @Nested
    class Blobs {
        @ParameterizedTest
        @ValueSource(
                strings = {"plain.txt", "a b/c+d.txt", "100%/50%25.txt", "what?#&=.txt", "ü/日本.txt", "\"0x1\"/(x)'y'"})
        void put_keepsTheNameOfABlob(String name) {
            blobs.put("photos", name, utf8(name), Map.of());

            assertThat(blobs.list("photos", "", null).blobs())
                    .extracting(BlobClient.Page.Entry::name)
                    .containsExactly(name);
            assertThat(blobs.get("photos", name)).get().returns(name, blob -> text(blob.content()));
            assertThat(blobs.delete("photos", name)).isTrue();
            assertThat(blobs.delete("photos", name)).isFalse();
        }

        @Test
        void get_isEmptyForAMissingBlob() {
            assertThat(blobs.get("photos", "no")).isEmpty();
            assertThat(blobs.properties("photos", "no")).isEmpty();
            assertThat(blobs.list("photos", "", null).blobs()).isEmpty();
            assertThat(blobs.delete("photos", "no")).isFalse();
        }

        @Test
        void putIfAbsent_doesNotReplaceABlob() {
            assertThat(blobs.putIfAbsent("photos", "a", utf8("one"), Map.of())).isPresent();
            assertThat(blobs.putIfAbsent("photos", "a", utf8("two"), Map.of())).isEmpty();

            assertThat(blobs.get("photos", "a")).get().returns("one", blob -> text(blob.content()));
        }

        @Test
        void properties_returnsWhatWasPut() {
            blobs.put("photos", "a", utf8("one"), Map.of("Content-Type", "text/plain", "x-ms-meta-owner", "Ada"));

            BlobClient.Properties properties = blobs.properties("photos", "a").orElseThrow();
            assertThat(properties.contentType()).isEqualTo("text/plain");
            assertThat(properties.contentLength()).isEqualTo(3);
            assertThat(properties.metadata()).containsEntry("Owner", "Ada");
            assertThat(blobs.list("photos", "", null).blobs())
                    .singleElement()
                    .returns(properties.etag(), BlobClient.Page.Entry::etag)
                    .returns(properties.lastModified(), BlobClient.Page.Entry::lastModified);
        }

        @Test
        void list_returnsBlobsWithThePrefix() {
            blobs.put("photos", "trip/sea", utf8("x"), Map.of());
            blobs.put("photos", "home", utf8("x"), Map.of());

            assertThat(blobs.list("photos", "trip/", null))
                    .returns(null, BlobClient.Page::nextMarker)
                    .extracting(BlobClient.Page::blobs)
                    .asInstanceOf(LIST)
                    .hasSize(1);
        }
    }

    @Nested
    class Messages {
        @ParameterizedTest
        @ValueSource(strings = {"", "plain", "<a>&amp;\"'", "line\r\nline\tü日本", "  spaces  "})
        void add_keepsTheTextOfAMessage(String text) {
            queues.add("orders", text);

            assertThat(queues.receive("orders", 32, Duration.ofMinutes(10)))
                    .extracting(QueueClient.Message::text)
                    .containsExactly(text);
        }

        @Test
        void update_and_delete_takeTheLatestReceipt() {
            queues.add("orders", "one");
            QueueClient.Message message = received();
            String receipt = queues.update("orders", message.id(), message.popReceipt(), Duration.ZERO, "two");

            assertThat(queues.delete("orders", message.id(), message.popReceipt()))
                    .isFalse();
            assertThat(received())
                    .returns("two", QueueClient.Message::text)
                    .returns(2L, QueueClient.Message::dequeueCount);
            assertThat(queues.delete("orders", message.id(), receipt)).isFalse();
        }

        @Test
        void receive_isEmptyForAMissingQueue() {
            assertThat(queues.receive("orders", 32, Duration.ofMinutes(10))).isEmpty();
            assertThat(queues.create("orders")).isTrue();
            assertThat(queues.create("orders")).isFalse();
        }

        @Test
        void peek_leavesMessagesAsTheyAre() {
            queues.add("orders", "one");
            queues.add("orders", "later", Duration.ofHours(1));

            assertThat(queues.peek("orders"))
                    .singleElement()
                    .returns("one", QueueClient.Message::text)
                    .returns(0L, QueueClient.Message::dequeueCount);
            assertThat(queues.count("orders")).isEqualTo(2);
            assertThat(queues.names()).containsExactly("orders");
            assertThat(received().text()).isEqualTo("one");
        }

        @Test
        void peek_and_count_findNothingInAMissingQueue() {
            assertThat(queues.peek("orders")).isEmpty();
            assertThat(queues.count("orders")).isZero();
            assertThat(queues.names()).isEmpty();
        }

        private QueueClient.Message received() {
            return queues.receive("orders", 1, Duration.ofMinutes(10)).get(0);
        }
    }

    @Nested
    class Failures {
        @Test
        void create_namesTheRequestAndTheErrorOfTheServer() {
            assertThatExceptionOfType(RemoteStorageException.class)
                    .isThrownBy(() -> queues.create("No-Such-Name"))
                    .returns(400, RemoteStorageException::status)
                    .returns("InvalidResourceName", RemoteStorageException::code)
                    .withMessageContaining("Create Queue on queue 'No-Such-Name'")
                    .withMessageContaining("400 InvalidResourceName");
        }

        @Test
        void add_namesTheAddressOfAnUnreachableServer() {
            queueServer.close();

            assertThatExceptionOfType(RemoteStorageException.class)
                    .isThrownBy(() -> queues.add("orders", "one"))
                    .matches(RemoteStorageException::isUnreachable)
                    .withMessageContaining("Put Message on queue 'orders'")
                    .withMessageContaining("storage is not reachable at " + queueServer.endpoint(NAME));
        }

        @Test
        void account_namesTheInvalidSettingButNotItsSecret() {
            assertThatThrownBy(() -> account("AccountName=shop;AccountKey=secret!"))
                    .isInstanceOf(InvalidAppException.class)
                    .hasMessageContaining("AzureWebJobsStorage")
                    .hasMessageNotContaining("secret!");
            assertThatThrownBy(() -> account(
                                    "AccountName=shop;AccountKey=" + KEY + ";BlobEndpoint=http://127.0.0.1:1/shop")
                            .queues())
                    .isInstanceOf(InvalidAppException.class)
                    .hasMessageContaining("QueueEndpoint");
        }
    }

    @Test
    void account_acceptsASharedAccessSignature() {
        StorageAccount shared = account("SharedAccessSignature=" + signature() + ";" + endpoints);
        shared.blobs().put("photos", "a b", utf8("one"), Map.of());
        shared.queues().add("orders", "one");

        assertThat(blobs.get("photos", "a b")).isPresent();
        assertThat(shared.queues().receive("orders", 1, Duration.ofMinutes(10))).hasSize(1);
    }

    @Test
    void account_isSharedByEqualConnectionStrings() {
        String connection = "AccountName=" + NAME + ";AccountKey=" + KEY + ";" + endpoints;
        AppSettings appSettings =
                AppSettings.of(Map.of("AzureWebJobsStorage", connection, "PHOTOS", connection), Map.of(), Map.of());
        StorageAccounts accounts = new StorageAccounts(appSettings, Clocks.single(clock), null);

        assertThat(accounts.account("PHOTOS")).isSameAs(accounts.account(null));
    }

    private static String signature() {
        return new BlobServiceClientBuilder()
                .connectionString("DefaultEndpointsProtocol=http;AccountName=" + NAME + ";AccountKey=" + KEY)
                .buildClient()
                .generateAccountSas(new AccountSasSignatureValues(
                        OffsetDateTime.of(2100, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
                        AccountSasPermission.parse("rwdlacup"),
                        AccountSasService.parse("bq"),
                        AccountSasResourceType.parse("sco")));
    }

    private StorageAccount account(String connectionString) {
        AppSettings appSettings = AppSettings.of(Map.of("AzureWebJobsStorage", connectionString), Map.of(), Map.of());
        return new StorageAccounts(appSettings, Clocks.single(clock), null).account(null);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
