package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.worker.DefaultTls;
import dev.nephelite.function.worker.InProcessWorker;
import dev.nephelite.function.worker.PublishedSettings;
import dev.nephelite.function.worker.Worker;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that has called System.exit, which never returns. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExitingAppTest {
    @TempDir
    private Path folder = Path.of("");

    /** The clock stands still, so the eight seconds for functions that run would never pass. */
    @Test
    void closing_the_host_does_not_wait_for_it() throws Exception {
        Files.writeString(folder.resolve("host.json"), "{\"version\":\"2.0\"}");
        FunctionHost host = new FunctionHost(
                HostOptions.builder(
                                AppLocation.of(WebHost.app(folder, Map.of())),
                                new ManualClock(Instant.parse("2026-01-01T12:00:00Z")),
                                RandomIds.unseeded())
                        .log(new RecordedLog())
                        .build(),
                ExitingAppTest::exitingWorker);
        host.start();
        host.loaded().join();

        assertThat(host.exitCaller()).hasValue("function 'quit'");
        host.close();
    }

    private static Worker exitingWorker(Executor executor) {
        Worker worker = new InProcessWorker(executor, new PublishedSettings(new RecordedLog()), new DefaultTls(null));
        return (Worker) Proxy.newProxyInstance(
                ExitingAppTest.class.getClassLoader(),
                new Class<?>[] {Worker.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "exiting" -> Optional.of("function 'quit'");
                    case "drain" -> new CompletableFuture<Void>();
                    default -> method.invoke(worker, arguments);
                });
    }
}
