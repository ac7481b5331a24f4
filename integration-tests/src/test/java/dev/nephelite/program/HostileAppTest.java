package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.nephelite.testing.Await;
import dev.nephelite.testing.StagedApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An app in the process of the program that harms what the whole JVM shares: storage and functions go on. What is not promised
 * is in docs/guarantees.md.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileAppTest {
    private static final String HTTP = """
            {"type": "httpTrigger", "direction": "in", "name": "body", "authLevel": "anonymous"},
            {"type": "http", "direction": "out", "name": "$return"}""";
    private static final String QUEUE = """
            {"type": "queueTrigger", "direction": "in", "name": "message", "queueName": "orders",
             "connection": "AzureWebJobsStorage"}""";

    /** More than what is stored with the record of a blob. */
    private static final int LARGE = 300_000;

    @TempDir
    private Path folder;

    /** Each function does one kind of harm. */
    public static final class HostileFunctions {
        private static final List<byte[]> HELD = new ArrayList<>();

        public String harmless(@HttpTrigger(name = "body") String body) {
            return "here";
        }

        public void receive(@QueueTrigger(name = "message", queueName = "orders", connection = "") String message) {
            System.out.println("received " + message);
        }

        public String closeStreams(@HttpTrigger(name = "body") String body) {
            System.out.close();
            System.err.close();
            return body;
        }

        public String handleUncaught(@HttpTrigger(name = "body") String body) throws InterruptedException {
            Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
                throw new IllegalStateException("from the handler");
            });
            Thread failing = new Thread(() -> {
                throw new IllegalStateException("from a thread of the app");
            });
            failing.start();
            failing.join();
            return body;
        }

        public String changeLocale(@HttpTrigger(name = "body") String body) {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab-ca-islamic"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            return body;
        }

        public String removeProperties(@HttpTrigger(name = "body") String body) {
            System.setProperties(new Properties());
            return body;
        }

        /** Interrupts all other threads of the JVM, many times. */
        public String interruptAll(@HttpTrigger(name = "body") String body) {
            for (int i = 0; i < 200; i++) {
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread != Thread.currentThread())
                        .forEach(Thread::interrupt);
            }
            return body;
        }

        public String leaveThreads(@HttpTrigger(name = "body") String body) {
            CountDownLatch never = new CountDownLatch(1);
            for (boolean daemon : new boolean[] {true, false}) {
                Thread waiting = new Thread(() -> {
                    while (true) {
                        try {
                            never.await();
                        } catch (InterruptedException ignored) {
                            // It goes on for ever.
                        }
                    }
                });
                waiting.setDaemon(daemon);
                waiting.start();
            }
            return body;
        }

        public String initialize(@HttpTrigger(name = "body") String body) {
            return body + Huge.TABLE.length;
        }

        /** Fills the heap three times. */
        public String fillMemory(@HttpTrigger(name = "body") String body) {
            for (int i = 0; i < 3; i++) {
                try {
                    while (true) {
                        HELD.add(new byte[1_000_000]);
                    }
                } catch (OutOfMemoryError full) {
                    HELD.clear();
                }
            }
            return body;
        }
    }

    /** A class that needs more memory than there is. */
    private static final class Huge {
        static final byte[] TABLE = new byte[Integer.MAX_VALUE];
    }

    @Test
    void storage_and_functions_go_on_and_the_program_stops_in_order() throws Exception {
        List<String> harms = List.of(
                "closeStreams",
                "handleUncaught",
                "changeLocale",
                "removeProperties",
                "leaveThreads",
                "initialize",
                "interruptAll",
                "fillMemory");
        Path app = folder.resolve("app");
        StagedApp staged = new StagedApp(app, HostileFunctions.class, Map.of());
        for (String function : harms) {
            staged.function(function, function, HTTP);
        }
        staged.function("harmless", "harmless", HTTP);
        staged.function("receive", "receive", QUEUE);
        Path data = folder.resolve("data");
        List<String> options = List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"));
        Set<String> written = new HashSet<>();
        try (Nephelite program = Nephelite.launch(options, data, Map.of(), app.toString(), "--in-process")) {
            program.awaitLine(Nephelite.READY::equals);
            for (String harm : harms) {
                send("POST", program.function() + "/api/" + harm);
                requireUsable(program, "after-" + harm.toLowerCase(Locale.ROOT), written);
            }
            program.signal("TERM");
            assertThat(program.await()).isEqualTo(143);
            assertThat(data.resolve("endpoints.json")).doesNotExist();
        }
        try (Nephelite program = Nephelite.start(data, Map.of())) {
            requireWritten(photos(program), written);
        }
    }

    private static void requireUsable(Nephelite program, String name, Set<String> written)
            throws IOException, InterruptedException {
        BlobContainerClient photos = photos(program);
        photos.createIfNotExists();
        photos.getBlobClient(name).upload(BinaryData.fromBytes(new byte[LARGE]), true);
        written.add(name);
        requireWritten(photos, written);
        QueueClient orders = new QueueServiceClientBuilder()
                .connectionString(program.connectionString())
                .buildClient()
                .getQueueClient("orders");
        orders.createIfNotExists();
        orders.sendMessage(name);
        assertThat(send("PUT", program.control() + "/v1/snapshots/" + name).statusCode())
                .as("a snapshot " + name)
                .isEqualTo(204);
        assertThat(send("POST", program.function() + "/api/harmless").body()).isEqualTo("here");
        Await.until("the message is handled", () -> orders.getProperties().getApproximateMessagesCountLong() == 0);
    }

    private static void requireWritten(BlobContainerClient photos, Set<String> written) {
        for (String blob : written) {
            assertThat(photos.getBlobClient(blob).downloadContent().toBytes())
                    .as(blob)
                    .hasSize(LARGE);
        }
    }

    private static BlobContainerClient photos(Nephelite program) throws IOException {
        return new BlobServiceClientBuilder()
                .connectionString(program.connectionString())
                .buildClient()
                .getBlobContainerClient("photos");
    }

    private static HttpResponse<String> send(String method, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.ofString(""))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
