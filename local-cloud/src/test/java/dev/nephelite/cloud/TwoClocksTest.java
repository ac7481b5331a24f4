package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.container;
import static dev.nephelite.cloud.Clients.get;
import static dev.nephelite.cloud.Clients.letters;
import static dev.nephelite.cloud.Clients.queue;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRetentionPolicy;
import com.azure.storage.blob.models.BlobServiceProperties;
import com.azure.storage.blob.models.LeaseStateType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.queue.QueueClient;
import dev.nephelite.emulator.time.CloudClock;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoClocksTest {
    private static final Instant START = Instant.parse("2026-12-20T12:00:00Z");
    private static final String RELOADED = "The app has been loaded again";

    @TempDir
    private Path folder;

    private final List<String> log = new CopyOnWriteArrayList<>();

    @Test
    void advance_by_30_days_lets_everything_happen_that_is_due_on_the_way() throws Exception {
        try (LocalCloud cloud = builder().startTime(START).frozenClock().start()) {
            CloudClock clock = cloud.clock();
            Await.until("the app is loaded", cloud.ready()::isDone);
            awaitIdle(cloud);
            BlobContainerClient answers = container(cloud, "answers");
            BlobContainerClient photos = container(cloud, "photos");
            BlobClient cat = photos.getBlobClient("cat");
            cat.upload(BinaryData.fromString("meow"));
            String url = cat.getBlobUrl() + "?" + cat.generateSas(readableUntil(START.plus(Duration.ofDays(7))));
            new BlobLeaseClientBuilder().blobClient(cat).buildClient().acquireLease(60);
            queue(cloud, "parcels")
                    .sendMessageWithResponse("book", Duration.ofDays(3), Duration.ofDays(20), null, Context.NONE);
            deleteRetained(photos.getBlobClient("dog"), 20);
            awaitIdle(cloud);

            advanceTo(START.plusSeconds(59), cloud);
            assertThat(cat.getProperties().getLeaseState()).isEqualTo(LeaseStateType.LEASED);
            advanceTo(START.plusSeconds(60), cloud);
            assertThat(cat.getProperties().getLeaseState()).isEqualTo(LeaseStateType.EXPIRED);

            advanceTo(START.plus(Duration.ofDays(3)).minusSeconds(1), cloud);
            assertThat(answers.getBlobClient("book").exists()).isFalse();
            advanceTo(START.plus(Duration.ofDays(3)), cloud);
            assertThat(answers.getBlobClient("book").exists()).isTrue();

            advanceTo(START.plus(Duration.ofDays(7)).minusSeconds(1), cloud);
            assertThat(get(url).statusCode()).isEqualTo(200);
            advanceTo(START.plus(Duration.ofDays(7)).plusSeconds(1), cloud);
            assertThat(get(url).statusCode()).isEqualTo(403);

            cloud.functionHost().orElseThrow().restart();
            Await.until("the app is loaded again", () -> log.stream().anyMatch(line -> line.startsWith(RELOADED)));
            awaitIdle(cloud);

            advanceTo(Instant.parse("2026-12-31T23:59:59Z"), cloud);
            assertThat(answers.getBlobClient("collected").exists()).isFalse();
            advanceTo(Instant.parse("2027-01-01T00:00:00Z"), cloud);
            assertThat(answers.getBlobClient("collected").exists()).isTrue();

            advanceTo(START.plus(Duration.ofDays(20)).minusSeconds(1), cloud);
            assertThat(namesWithDeleted(photos)).containsExactly("cat", "dog");
            advanceTo(START.plus(Duration.ofDays(20)).plusSeconds(1), cloud);
            assertThat(namesWithDeleted(photos)).containsExactly("cat");

            advanceTo(START.plus(Duration.ofDays(30)), cloud);
            assertThat(clock.now()).isEqualTo(START.plus(Duration.ofDays(30)));
        }
    }

    @Test
    void advance_finds_messages_that_are_announced_while_it_happens() throws Exception {
        try (LocalCloud cloud = builder().frozenClock().start()) {
            cloud.ready().get();
            awaitIdle(cloud);
            BlobContainerClient answers = container(cloud, "answers");
            QueueClient parcels = queue(cloud, "parcels");
            for (int i = 0; i < 10; i++) {
                parcels.sendMessageWithResponse("book" + i, Duration.ofMinutes(1), null, null, Context.NONE);

                advanceTo(cloud.clock().now().plus(Duration.ofMinutes(1)), cloud);

                assertThat(answers.getBlobClient("book" + i).exists())
                        .as("book" + i)
                        .isTrue();
            }
        }
    }

    @Test
    void freeze_leaves_checkpoints_and_reloads_to_the_clock_of_the_machine() throws Exception {
        ManualClock machine = new ManualClock(START);
        try (LocalCloud cloud = builder().machineClock(machine).frozenClock().start()) {
            Path tables = folder.resolve("store.mv");
            byte[] before = Files.readAllBytes(tables);
            FunctionHost host = cloud.functionHost().orElseThrow();

            Await.until("a checkpoint is made", () -> {
                machine.advance(Duration.ofSeconds(1));
                return !Arrays.equals(Files.readAllBytes(tables), before);
            });
            host.restart();
            Await.until("the app is loaded again", () -> {
                machine.advance(Duration.ofSeconds(1));
                return log.stream().anyMatch(line -> line.startsWith(RELOADED));
            });

            assertThat(cloud.clock().now()).isEqualTo(START);
            assertThat(machine.now()).isAfter(START);
        }
    }

    private LocalCloudBuilder builder() {
        return LocalCloud.builder().location(folder).functions(letters()).log(line -> log.add(line.message()));
    }

    private static void advanceTo(Instant time, LocalCloud cloud) {
        CloudClock clock = cloud.clock();
        clock.advance(Duration.between(clock.now(), time));
        awaitIdle(cloud);
    }

    private static void awaitIdle(LocalCloud cloud) {
        CompletableFuture<Void> idle = cloud.idle();
        Await.until("the cloud is idle", idle::isDone);
    }

    private static void deleteRetained(BlobClient blob, int days) {
        blob.getContainerClient()
                .getServiceClient()
                .setProperties(new BlobServiceProperties()
                        .setDeleteRetentionPolicy(
                                new BlobRetentionPolicy().setEnabled(true).setDays(days)));
        blob.upload(BinaryData.fromString("woof"));
        blob.delete();
    }

    private static BlobServiceSasSignatureValues readableUntil(Instant expiry) {
        return new BlobServiceSasSignatureValues(
                expiry.atOffset(ZoneOffset.UTC), new BlobSasPermission().setReadPermission(true));
    }

    private static List<String> namesWithDeleted(BlobContainerClient container) {
        ListBlobsOptions options =
                new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveDeletedBlobs(true));
        return container.listBlobs(options, null).stream()
                .map(blob -> blob.getName())
                .toList();
    }
}
