package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.function.app.discovery.AppLayout;
import dev.nephelite.function.app.discovery.AppLoader;
import dev.nephelite.function.app.discovery.WorkerRuntime;
import dev.nephelite.function.app.discovery.WorkerRuntime.WorkerContext;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.WorkerApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
        FunctionHost host = new FunctionHost(HostOptions.builder(
                        AppLoader.of(WebHost.app(folder, Map.of()), new ExitingRuntime()),
                        Clocks.single(new ManualClock(Instant.parse("2026-01-01T12:00:00Z"))),
                        RandomIds.unseeded())
                .log(new RecordedLog())
                .build());
        host.start();
        host.loaded().join();

        assertThat(host.exitCaller()).hasValue("function 'quit'");
        host.close();
    }

    private static final class ExitingRuntime implements WorkerRuntime {
        @Override
        public String name() {
            return "exiting";
        }

        @Override
        public Optional<AppLayout> appIn(Path place) {
            return Optional.empty();
        }

        @Override
        public String missingFiles() {
            return "nothing";
        }

        @Override
        public Worker worker(WorkerContext context) {
            return new ExitingWorker();
        }
    }

    private static final class ExitingWorker implements Worker {
        @Override
        public List<LoadError> load(WorkerApp app) {
            return List.of();
        }

        @Override
        public CompletableFuture<InvocationResult> invoke(Invocation invocation, InvocationLog log) {
            return new CompletableFuture<>();
        }

        @Override
        public Optional<String> exiting() {
            return Optional.of("function 'quit'");
        }

        @Override
        public void cancel(UUID invocation) {
            // It never ends.
        }

        @Override
        public CompletableFuture<Void> drain() {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
