package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.CustomBinding;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.java.JavaRuntime;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.testing.Emulators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A type of trigger that the host learns from one list, from {@code function.json} to the settled message. */
class TestTriggerTest {
    private static final String HOST_JSON =
            "{\"version\":\"2.0\",\"extensions\":{\"test\":{\"maxDeliveries\":%d}},\"retry\":"
                    + "{\"strategy\":\"fixedDelay\",\"maxRetryCount\":1,\"delayInterval\":\"00:00:00\"}}";

    private final TestTrigger.MemorySource source = new TestTrigger.MemorySource();
    private final Extensions extensions = Extensions.STANDARD.with(new TestTrigger(source));
    private final SystemClock clock = new SystemClock();
    private final Emulators emulators = new Emulators();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        emulators.close();
        clock.close();
    }

    @Test
    void start_runsAFunctionForEachMessageAndFollowsItsRetryPolicy() throws IOException {
        try (FunctionHost host = started("", "{channel}", 5)) {
            assertThat(host.errors()).isEmpty();
            assertThat(host.functions()).singleElement().satisfies(function -> assertThat(function.source())
                    .isEqualTo("orders"));

            assertThat(end(source.add("5 apples"))).isEqualTo("completed");
        }

        assertThat(output("orders")).isEqualTo("5 apples, attempt 1");
    }

    @Test
    void start_readsItsSectionOfHostJson() throws IOException {
        try (FunctionHost host = started("", "{channel}", 2)) {
            assertThat(host.errors()).isEmpty();

            assertThat(end(source.add("rotten apples"))).isEqualTo("dead-lettered after 2");
        }
    }

    @Test
    void load_refusesAnInvalidValueInItsSectionOfHostJson() {
        assertThatExceptionOfType(InvalidAppException.class)
                .isThrownBy(() -> app("", "{channel}", 11))
                .withMessageContaining("'extensions.test.maxDeliveries' is '11', but it must be a whole number from 1");
    }

    @Test
    void start_reportsAMissingConnection() throws IOException {
        try (FunctionHost host = started("\"connection\":\"Nowhere\",", "{channel}", 5)) {
            assertThat(host.errors()).singleElement().satisfies(error -> assertThat(error.message())
                    .contains("The testTrigger 'message' has no storage account connection.", "'AzureWebJobsNowhere'"));
        }
    }

    @Test
    void start_reportsANameThatTheTriggerDoesNotProvide() throws IOException {
        try (FunctionHost host = started("", "{chanel}", 5)) {
            assertThat(host.errors()).singleElement().satisfies(error -> assertThat(error.message())
                    .contains("'chanel'", "This trigger knows channel,"));
        }
    }

    private FunctionHost started(String attributes, String queue, int maxDeliveries) throws IOException {
        HostOptions options = HostOptions.builder(
                        TestApp.loader(app(attributes, queue, maxDeliveries)),
                        Clocks.single(clock),
                        RandomIds.unseeded())
                .developmentStorage(emulators.connectionString())
                .extensions(extensions)
                .build();
        FunctionHost host = new FunctionHost(options);
        host.start();
        return host;
    }

    private App app(String attributes, String queue, int maxDeliveries) throws IOException {
        String bindings = "{\"type\":\"testTrigger\",\"name\":\"message\"," + attributes + "\"channel\":\"orders\"},"
                + "{\"type\":\"queue\",\"name\":\"$return\",\"direction\":\"out\",\"queueName\":\"" + queue + "\"}";
        BoundApp.stage(folder, Map.of("take", bindings), Functions.class);
        Files.writeString(folder.resolve("host.json"), HOST_JSON.formatted(maxDeliveries));
        return new AppLocation(
                        folder,
                        Map.of(),
                        Map.of(),
                        List.of(new JavaRuntime(folder, Map.of(), List.of(), true)),
                        extensions.supportedTypes())
                .load(progress -> {});
    }

    private static String end(CompletableFuture<String> settled) {
        return settled.orTimeout(4, TimeUnit.MINUTES).join();
    }

    private String output(String queue) {
        return new QueueClientBuilder()
                .connectionString(emulators.connectionString())
                .queueName(queue)
                .messageEncoding(QueueMessageEncoding.BASE64)
                .buildClient()
                .receiveMessage()
                .getBody()
                .toString();
    }

    /** A function that fails the first time, and always for something rotten. */
    public static final class Functions {
        public String take(
                @CustomBinding(name = "message", type = "testTrigger", direction = "in") String message,
                ExecutionContext context) {
            int attempt = context.getRetryContext().getRetrycount();
            if (attempt == 0 || message.startsWith("rotten")) {
                throw new IllegalStateException("not yet");
            }
            return message + ", attempt " + attempt;
        }
    }
}
