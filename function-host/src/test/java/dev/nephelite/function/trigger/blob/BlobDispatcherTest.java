package dev.nephelite.function.trigger.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.ETag;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.expression.PathPattern;
import dev.nephelite.function.trigger.HostActivity;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.HostFlags;
import dev.nephelite.function.trigger.Invoker;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerPause;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlobDispatcherTest {
    private static final int MORE_THAN_AT_ONCE = 20;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final AppSettings settings =
            AppSettings.of(Map.of(), Map.of("AzureWebJobsStorage", "UseDevelopmentStorage=true"), Map.of());
    private final StorageAccounts storage = new StorageAccounts(settings, Clocks.single(clock), null);
    private final BlobFunction function = new BlobFunction(
            new FunctionDefinition(
                    "photos",
                    "app.Functions.photos",
                    List.of(new BindingDefinition(
                            "blobTrigger", "input", Direction.IN, DataType.UNDEFINED, Map.of("path", "inbox/{name}"))),
                    false,
                    null,
                    null),
            PathPattern.parse("inbox/{name}"),
            storage.account(null),
            false);
    private final ThreadShortage executor = new ThreadShortage();
    private final BlobDispatcher dispatcher = new BlobDispatcher(host(), "queue", () -> {});

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void offer_failsWithoutAThreadAndIsMadeAgainWhenThereIsOne() {
        executor.exhausted = true;
        List<CompletableFuture<Boolean>> failed = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_AT_ONCE; i++) {
            failed.add(offer(i));
        }
        executor.exhausted = false;

        CompletableFuture<Boolean> again = offer(0);

        assertThat(failed).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(executor.begun).hasSize(1);
        assertThat(again).isNotDone();
    }

    @Test
    void offer_waitsForThoseAtWorkIfThereIsNoFurtherThread() {
        CompletableFuture<Boolean> first = offer(0);
        executor.exhausted = true;

        CompletableFuture<Boolean> second = offer(1);

        assertThat(executor.begun).hasSize(1);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
    }

    private CompletableFuture<Boolean> offer(int number) {
        FoundBlob blob = new FoundBlob("inbox", "blob" + number, ETag.parse("\"0x1\""), "BlockBlob");
        return dispatcher.dispatch(function, blob, false, null);
    }

    private HostContext host() {
        RandomIds ids = RandomIds.seeded(1);
        HostActivity activity = new HostActivity(storage);
        App app = new App(
                Path.of("app"),
                HostSettings.of(Map.of()),
                settings,
                LocalHttp.UNSPECIFIED,
                List.of(function.function()),
                List.of(),
                List.of());
        return new HostContext(
                app,
                "host",
                ids.uuid(),
                HostFlags.LOCAL,
                storage,
                activity.tracked(new NoCalls()),
                activity.tracked(Clocks.single(clock)),
                ids,
                line -> {},
                activity.tracked(executor),
                new TriggerPause(),
                activity);
    }

    private static final class NoCalls implements Invoker {
        @Override
        public CompletableFuture<InvocationResult> invoke(FunctionDefinition function, TriggerEvent event) {
            throw new AssertionError("nothing is called");
        }

        @Override
        public ContentForm contentForm(FunctionDefinition function) {
            throw new AssertionError("nothing is called");
        }
    }

    /** Keeps what it is to run, or has no thread for it. */
    private static final class ThreadShortage implements Executor {
        private final List<Runnable> begun = new ArrayList<>();
        private boolean exhausted;

        @Override
        public void execute(Runnable work) {
            if (exhausted) {
                throw new OutOfMemoryError("unable to create native thread, expected by the test");
            }
            begun.add(work);
        }
    }
}
