package dev.nephelite.cli.command.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cli.Main;
import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.cli.remote.RemoteStorage;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.emulator.service.RequestObserver.ReceivedRequest;
import dev.nephelite.function.client.QueueClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RequeueCommandTest {
    private final StringWriter err = new StringWriter();
    private final Queue<CompletableFuture<Void>> added = new ConcurrentLinkedQueue<>();
    private volatile @Nullable QueueClient queues;

    /** For each message that comes back, another one fails. */
    private IntConsumer observe(ReceivedRequest request) {
        QueueClient known = queues;
        if (known != null
                && request.operation().equals("PutMessage")
                && request.resource().startsWith("orders/")) {
            // Not here, because this thread has to answer that request.
            added.add(CompletableFuture.runAsync(() -> known.add("orders-poison", "again")));
        }
        return status -> {};
    }

    @Test
    void messages_that_fail_again_meanwhile_stay_in_the_poison_queue(@TempDir Path folder) throws Exception {
        Path endpoints = folder.resolve("endpoints.json");
        try (LocalCloud cloud = LocalCloud.builder()
                        .controlPort(0)
                        .requests(this::observe)
                        .start();
                RemoteStorage storage = new RemoteStorage(cloud.connectionString(), null)) {
            EndpointsFile.of(cloud, null).publish(endpoints);
            QueueClient client = storage.queues();
            client.create("orders");
            client.create("orders-poison");
            for (int message = 0; message < 40; message++) {
                client.add("orders-poison", "message " + message);
            }
            queues = client;

            int exitCode = Main.commandLine()
                    .setErr(new PrintWriter(err, true))
                    .execute("requeue", "orders", "--endpoints-file=" + endpoints);

            assertThat(exitCode).as(err.toString()).isZero();
            assertThat(err.toString()).contains("40 messages are moved from orders-poison to orders");
            assertThat(client.count("orders")).isEqualTo(40);
            assertThat(added).hasSize(40);
            added.forEach(CompletableFuture::join);
            assertThat(client.peek("orders-poison"))
                    .hasSize(QueueClient.MAX_MESSAGES)
                    .extracting(QueueClient.Message::text)
                    .containsOnly("again");
        }
    }
}
