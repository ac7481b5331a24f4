package dev.nephelite.junit.runtime;

import dev.nephelite.cloud.CloudListener;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.LocalCloudBuilder;
import dev.nephelite.emulator.http.server.ServerThreads;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.invocation.EndedInvocation;
import dev.nephelite.function.worker.Secrets;
import dev.nephelite.junit.bridge.CloudDescription;
import dev.nephelite.junit.bridge.CloudLauncher;
import dev.nephelite.junit.bridge.RunningCloud;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts a {@link LocalCloud} for each test. The extension makes one launcher, which all tests of a JVM share. */
public final class LocalCloudLauncher implements CloudLauncher {
    private static final String LOOPBACK = "127.0.0.1";

    private final SystemClock machine = new SystemClock();

    private final Clocks clocks = Clocks.single(machine);

    /** Starting threads is most of what a cloud costs. */
    private final ServerThreads threads = ServerThreads.shared();

    @Override
    public RunningCloud launch(CloudDescription description) {
        Thread thread = Thread.currentThread();
        ClassLoader ofTests = thread.getContextClassLoader();
        // The threads of the cloud inherit it.
        thread.setContextClassLoader(LocalCloudLauncher.class.getClassLoader());
        try {
            return start(description);
        } catch (InvalidAppException refused) {
            throw new IllegalArgumentException(refused.summary());
        } catch (RemoteStorageException refused) {
            throw new IllegalArgumentException(refused.getMessage());
        } finally {
            thread.setContextClassLoader(ofTests);
        }
    }

    private RunningCloud start(CloudDescription description) {
        Timeline timeline = new Timeline(machine);
        InvocationHistory history = new InvocationHistory(timeline);
        LocalCloudBuilder builder = LocalCloud.builder()
                .inMemory()
                .machineClock(machine)
                .threads(threads)
                .log(timeline)
                .requests(timeline)
                .listener(new Preparation(description, history, clocks));
        if (!description.functions().isEmpty()) {
            builder.functions(app(description))
                    .functionHost(LOOPBACK)
                    .functionPort(0)
                    .onlyHost();
        }
        LocalCloud cloud = builder.start();
        try {
            requireSound(cloud);
            LocalTestCloud started =
                    new LocalTestCloud(cloud, timeline, history, clocks, Secrets.in(description.settings()));
            // Otherwise a timer would not know yet that it is due when the test advances the clock.
            started.awaitIdle();
            started.begin();
            return started;
        } catch (RuntimeException | Error failed) {
            cloud.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        threads.close();
        machine.close();
    }

    private static FunctionApp app(CloudDescription description) {
        Map<String, String> settings = new HashMap<>(description.settings());
        settings.put("AzureWebJobsStorage", "UseDevelopmentStorage=true");
        return FunctionApp.ofExistingClasses(description.project(), description.functions())
                .settings(settings);
    }

    /** A host runs the functions that can run. A test should not pass because the one that it is about does not. */
    private static void requireSound(LocalCloud cloud) {
        List<FunctionError> errors =
                cloud.functionHost().map(FunctionHost::errors).orElse(List.of());
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(errors.stream()
                    .map(error -> error.function() + ": " + error.message())
                    .collect(Collectors.joining("\n", "These functions cannot run:\n", "")));
        }
    }

    /** Creates what has to exist before functions listen, and records what they do. */
    private record Preparation(CloudDescription description, InvocationHistory history, Clocks clocks)
            implements CloudListener {
        @Override
        public void storageStarted(LocalCloud cloud) {
            if (description.containers().isEmpty() && description.queues().isEmpty()) {
                return;
            }
            try (AccountContents contents = AccountContents.of(cloud, clocks)) {
                description.containers().forEach(contents::createContainer);
                description.queues().forEach(contents::createQueue);
            }
        }

        @Override
        public void invocationEnded(LocalCloud cloud, EndedInvocation invocation) {
            history.add(invocation);
        }
    }
}
