package dev.nephelite.protocol.fuzz;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.queue.QueueEmulator;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Both services in memory, at noon of New Year 2026, until the clock is moved. */
final class Services implements AutoCloseable {
    private static final OffsetDateTime MUCH_LATER = OffsetDateTime.of(2099, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final String ACCOUNT = "/devstoreaccount1";

    final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));

    private final Store store = Store.inMemory(clock);
    private final EventLog events;
    private final BlobEmulator blobs;
    private final QueueEmulator queues;

    Services(long seed) {
        Ids ids = RandomIds.seeded(seed);
        events = new EventLog(store, ids);
        blobs = new BlobEmulator("127.0.0.1", 0, store, events, Accounts.DEVELOPMENT, clock, ids);
        queues = new QueueEmulator("127.0.0.1", 0, store, events, Accounts.DEVELOPMENT, clock, ids);
    }

    Subject blob() {
        Corpus corpus = Corpus.of("blob", ACCOUNT, blobs.endpoint(Account.DEVELOPMENT.name()), signature());
        return new Subject(corpus, new Scribe(clock, blobs.port()), VisibleState::ofBlobs);
    }

    Subject queue() {
        Corpus corpus = Corpus.of("queue", ACCOUNT, queues.endpoint(Account.DEVELOPMENT.name()), signature());
        return new Subject(corpus, new Scribe(clock, queues.port()), VisibleState::ofQueues);
    }

    /** The administrative paths, which both services have. */
    Subject admin(boolean ofBlobs) {
        int port = ofBlobs ? blobs.port() : queues.port();
        return Subject.ofOwnPaths(Corpus.of("admin", "", "", ""), new Scribe(clock, port));
    }

    String connectionString() {
        Account account = Account.DEVELOPMENT;
        return "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;BlobEndpoint=%s;QueueEndpoint=%s"
                .formatted(
                        account.name(),
                        account.keys().get(0).base64(),
                        blobs.endpoint(account.name()),
                        queues.endpoint(account.name()));
    }

    @Override
    public void close() {
        queues.close();
        blobs.close();
        events.close();
        store.close();
    }

    /** A signature that permits everything in both services. */
    private String signature() {
        Account account = Account.DEVELOPMENT;
        return new BlobServiceClientBuilder()
                .endpoint(blobs.endpoint(account.name()))
                .credential(new StorageSharedKeyCredential(
                        account.name(), account.keys().get(0).base64()))
                .buildClient()
                .generateAccountSas(new AccountSasSignatureValues(
                        MUCH_LATER,
                        AccountSasPermission.parse("rwdxylacupt"),
                        AccountSasService.parse("bq"),
                        AccountSasResourceType.parse("sco")));
    }
}
