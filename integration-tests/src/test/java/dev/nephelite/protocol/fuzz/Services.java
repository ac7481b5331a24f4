package dev.nephelite.protocol.fuzz;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.LocalCloudBuilder;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.Account;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/** Both services in memory, at noon of New Year 2026, until the clock is moved. */
final class Services implements AutoCloseable {
    private static final OffsetDateTime MUCH_LATER = OffsetDateTime.of(2099, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final String ACCOUNT = "/devstoreaccount1";

    final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));

    private final LocalCloud cloud;

    Services(long seed) {
        cloud = builder(seed).start();
    }

    /** Services with a function host on top of them, which runs an app. */
    Services(long seed, FunctionApp app) {
        cloud = builder(seed).functions(app).start();
    }

    private LocalCloudBuilder builder(long seed) {
        return LocalCloud.builder().machineClock(clock).controlPort(0).ids(RandomIds.seeded(seed));
    }

    Subject blob() {
        Corpus corpus = Corpus.of("blob", ACCOUNT, cloud.endpoints().blob(), signature());
        return new Subject(corpus, new Scribe(clock, port(cloud.endpoints().blob())), VisibleState::ofBlobs);
    }

    Subject queue() {
        Corpus corpus = Corpus.of("queue", ACCOUNT, cloud.endpoints().queue(), signature());
        return new Subject(corpus, new Scribe(clock, port(cloud.endpoints().queue())), VisibleState::ofQueues);
    }

    /** The administrative paths, which both services have. */
    Subject admin(boolean ofBlobs) {
        int port = ofBlobs
                ? port(cloud.endpoints().blob())
                : port(cloud.endpoints().queue());
        return Subject.ofOwnPaths(Corpus.of("admin", "", "", ""), new Scribe(clock, port));
    }

    /** The control plane, where a request that is refused changes neither the clock nor whether triggers are paused. */
    Subject control() {
        int port = port(Objects.requireNonNull(cloud.endpoints().control()));
        return Subject.ofOwnPaths(
                Corpus.of("control", "", "", ""),
                new Scribe(clock, port),
                requestDraft -> List.of("/v1/clock?", "/v1/triggers?"));
    }

    /** The URL of the function host. */
    String functions() {
        return Objects.requireNonNull(cloud.endpoints().functions());
    }

    private static int port(String url) {
        return URI.create(url).getPort();
    }

    @Override
    public void close() {
        cloud.close();
    }

    /** A signature that permits everything in both services. */
    private String signature() {
        Account account = Account.DEVELOPMENT;
        return new BlobServiceClientBuilder()
                .endpoint(cloud.endpoints().blob())
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
