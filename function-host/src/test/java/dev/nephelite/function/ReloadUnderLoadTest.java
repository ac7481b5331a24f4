package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.app.discovery.ReloadingAppLoader;
import dev.nephelite.function.java.JavaRuntime;
import dev.nephelite.testing.Emulators;
import dev.nephelite.testing.StagedApp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReloadUnderLoadTest {
    private static final int MESSAGES = 200;
    private static final int MESSAGES_PER_RELOAD = 20;
    /** Ends a test that hangs; no assertion depends on it. */
    private static final long HANG_SECONDS = 240;

    @TempDir
    private Path folder;

    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final Emulators emulators = new Emulators();
    private final SystemClock clock = new SystemClock();
    private FunctionHost host;
    private QueueClient queue;

    @BeforeEach
    void start() throws IOException {
        System.getProperties().put(CountedFunctions.ARRIVED, arrived);
        Path app = folder.resolve("app");
        new StagedApp(app, CountedFunctions.class, Map.of())
                .function("count", "count", "{\"type\":\"queueTrigger\",\"name\":\"message\",\"queueName\":\"work\"}");
        AppLocation location = new AppLocation(
                app,
                Map.of(),
                Map.of(),
                List.of(new JavaRuntime(folder.resolve("cache"), Map.of(), List.of(), true)),
                FunctionHost.bindingTypes());
        host = new FunctionHost(HostOptions.builder(
                        new ReloadingAppLoader(location, Path.of(System.getProperty("java.io.tmpdir")), line -> {}),
                        Clocks.single(clock),
                        RandomIds.unseeded())
                .developmentStorage(emulators.connectionString())
                .build());
        queue = new QueueClientBuilder()
                .connectionString(emulators.connectionString())
                .queueName("work")
                .messageEncoding(QueueMessageEncoding.BASE64)
                .buildClient();
        queue.create();
        host.start();
    }

    @AfterEach
    void stop() {
        host.close();
        emulators.close();
        clock.close();
        System.getProperties().remove(CountedFunctions.ARRIVED);
    }

    @Test
    void every_message_is_handled_while_the_app_is_loaded_again_and_again() throws Exception {
        for (int message = 0; message < MESSAGES; message++) {
            queue.sendMessage("message " + message);
            if (message % MESSAGES_PER_RELOAD == 0) {
                host.restart();
            }
        }

        Set<String> all = IntStream.range(0, MESSAGES)
                .mapToObj(message -> "message " + message)
                .collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        while (!seen.equals(all)) {
            @Nullable String next = arrived.poll(HANG_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("another message after " + seen.size()).isNotNull();
            seen.add(next);
        }
    }
}
