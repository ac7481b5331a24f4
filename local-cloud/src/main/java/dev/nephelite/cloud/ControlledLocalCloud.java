package dev.nephelite.cloud;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.ControlException;
import dev.nephelite.cloud.control.resource.ControlledCloud;
import dev.nephelite.cloud.snapshot.CloudSnapshots;
import dev.nephelite.cloud.trace.Traces;
import dev.nephelite.emulator.event.EventStream;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.fault.FaultInjector;
import dev.nephelite.emulator.time.CloudClock;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.function.FunctionHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LocalCloud} as its control plane sees it.
 *
 * @param process the process that ends with the cloud; empty if it goes on
 */
record ControlledLocalCloud(LocalCloud cloud, EventStream events, Traces traces, Optional<ProcessHandle> process)
        implements ControlledCloud {
    @Override
    public void requireReady() {
        functionHost().flatMap(FunctionHost::loadFailure).ifPresent(reason -> {
            throw ControlError.APP_FAILED.exception(reason.summary());
        });
        if (!cloud.isReady()) {
            throw starting();
        }
    }

    @Override
    public CompletableFuture<Void> ready(Duration atMost) {
        return cloud.isReady() || atMost.isZero()
                ? CompletableFuture.completedFuture(null)
                : cloud.machineClock().limit(cloud.ready(), atMost, late -> late.complete(null));
    }

    @Override
    public Instant startedAt() {
        return cloud.startedAt();
    }

    @Override
    public Optional<Path> dataFolder() {
        return cloud.dataFolder();
    }

    @Override
    public Map<String, String> endpoints() {
        Endpoints endpoints = cloud.endpoints();
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put("blob", endpoints.blob());
        urls.put("queue", endpoints.queue());
        if (endpoints.functions() != null) {
            urls.put("function", endpoints.functions());
        }
        if (endpoints.control() != null) {
            urls.put("control", endpoints.control());
        }
        return urls;
    }

    @Override
    public Map<String, Handler> storageServices() {
        return cloud.storageServices();
    }

    @Override
    public Accounts accounts() {
        return cloud.accounts();
    }

    @Override
    public Optional<FunctionHost> functionHost() {
        if (cloud.isClosed()) {
            throw ControlError.STOPPING.exception("The local cloud is being stopped.");
        }
        if (cloud.isHostStarting()) {
            throw starting();
        }
        return cloud.functionHost();
    }

    private static ControlException starting() {
        return ControlError.STARTING.exception("The function app is still starting.");
    }

    @Override
    public CompletableFuture<Void> idle(Duration atMost) {
        return cloud.idle(atMost).exceptionally(failure -> {
            throw failure instanceof NotIdleException late
                    ? ControlError.NOT_IDLE.exception(String.valueOf(late.getMessage()))
                    : new CompletionException(failure);
        });
    }

    @Override
    public FaultInjector faults() {
        return cloud.faults();
    }

    @Override
    public CloudClock clock() {
        return cloud.clock();
    }

    @Override
    public boolean areTriggersPaused() {
        return cloud.areTriggersPaused();
    }

    @Override
    public void pauseTriggers(boolean paused) {
        cloud.pauseTriggers(paused);
    }

    @Override
    public void reset(@Nullable String accountName, @Nullable String container, @Nullable String queue) {
        String owner = accountName == null ? cloud.account().name() : accountName;
        if (container != null) {
            cloud.resetContainer(owner, container);
        } else if (queue != null) {
            cloud.resetQueue(owner, queue);
        } else if (accountName != null) {
            cloud.reset(accountName);
        } else {
            cloud.reset();
        }
    }

    @Override
    public void export(OutputStream out) throws IOException {
        cloud.export(out);
    }

    @Override
    public CloudSnapshots snapshots() {
        return cloud.snapshots();
    }

    @Override
    public void stop() {
        cloud.requestStop();
    }
}
