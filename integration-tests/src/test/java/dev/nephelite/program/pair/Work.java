package dev.nephelite.program.pair;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.azure.storage.queue.models.QueueItem;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.StorageAccounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is given to the hosts, and what of it they have written down. */
final class Work implements AutoCloseable {
    private final Path ledger;
    private final StorageAccounts accounts;
    private final QueueServiceClient queueService;
    private final BlobContainerClient receipts;
    private final Set<String> given = new HashSet<>();

    Work(String connectionString, Path ledger, Clock clock) {
        this.ledger = ledger;
        accounts = new StorageAccounts(
                AppSettings.of(Map.of("AzureWebJobsStorage", connectionString), Map.of(), Map.of()),
                Clocks.single(clock),
                null);
        queueService = new QueueServiceClientBuilder()
                .connectionString(connectionString)
                .buildClient();
        receipts = new BlobServiceClientBuilder()
                .connectionString(connectionString)
                .buildClient()
                .getBlobContainerClient("azure-webjobs-hosts");
    }

    /** Puts messages and blobs with new names, as fast as they are accepted. */
    void give(int messages, int blobs) {
        QueueClient queues = accounts.account(null).queues();
        BlobClient storage = accounts.account(null).blobs();
        int blobsGiven = 0;
        for (int number = 1; number <= messages; number++) {
            String message = name("message");
            queues.add("work", Base64.getEncoder().encodeToString(bytes(message)));
            if (blobsGiven < (long) number * blobs / messages) {
                String blob = name("blob");
                storage.put("work", blob, bytes(blob), Map.of());
                blobsGiven++;
            }
        }
    }

    private String name(String kind) {
        String name = kind + "-" + given.size();
        given.add(name);
        return name;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Everything given so far. */
    Set<String> given() {
        return Set.copyOf(given);
    }

    /** Everything that was done, each as often as it was done. */
    List<String> done() throws IOException {
        List<String> done = new ArrayList<>();
        try (Stream<Path> files = Files.list(ledger)) {
            for (Path file : files.toList()) {
                done.addAll(Files.readAllLines(file));
            }
        }
        return done;
    }

    /** How many messages are in which queue, those that are hidden among them. */
    Map<String, Integer> waiting() {
        Map<String, Integer> waiting = new TreeMap<>();
        for (QueueItem queue : queueService.listQueues()) {
            long messages =
                    queueService.getQueueClient(queue.getName()).getProperties().getApproximateMessagesCountLong();
            waiting.put(queue.getName(), (int) messages);
        }
        return waiting;
    }

    /** The names of all receipts, followed by a question mark where they are not complete. */
    List<String> receipts() {
        ListBlobsOptions options = new ListBlobsOptions()
                .setPrefix("blobreceipts/")
                .setDetails(new BlobListDetails().setRetrieveMetadata(true));
        return receipts.listBlobs(options, null).stream().map(Work::receipt).toList();
    }

    private static String receipt(BlobItem item) {
        Map<String, String> metadata = item.getMetadata();
        return metadata == null || metadata.isEmpty() ? item.getName() : item.getName() + "?";
    }

    @Override
    public void close() {
        accounts.close();
    }
}
