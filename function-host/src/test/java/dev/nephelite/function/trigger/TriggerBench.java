package dev.nephelite.function.trigger;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.StorageAccounts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A host with nothing in it but triggers. What a trigger does for a function, it does on the thread that ends the call, so
 * that it is done when the call has ended.
 */
final class TriggerBench implements AutoCloseable {
    static final HostSettings DEFAULTS = settings(Map.of());

    final Calls calls = new Calls();
    final LogLines log = new LogLines();
    final StorageAccounts storage;
    final HostContext host;

    private final List<Listener> listeners = new ArrayList<>();

    TriggerBench(String connectionString, Clock clock, HostSettings settings, List<FunctionDefinition> functions) {
        this(connectionString, Map.of(), clock, settings, functions);
    }

    TriggerBench(
            String connectionString,
            Map<String, String> environment,
            Clock clock,
            HostSettings settings,
            List<FunctionDefinition> functions) {
        this(connectionString, environment, HostFlags.LOCAL, clock, settings, functions);
    }

    TriggerBench(
            String connectionString,
            Map<String, String> environment,
            HostFlags flags,
            Clock clock,
            HostSettings settings,
            List<FunctionDefinition> functions) {
        AppSettings appSettings =
                AppSettings.of(environment, Map.of("AzureWebJobsStorage", connectionString), Map.of());
        App app =
                new App(Path.of("app"), settings, appSettings, LocalHttp.UNSPECIFIED, functions, List.of(), List.of());
        storage = new StorageAccounts(appSettings, Clocks.single(clock), null);
        RandomIds ids = RandomIds.unseeded();
        HostActivity activity = new HostActivity(storage);
        host = new HostContext(
                app,
                environment.getOrDefault("AzureFunctionsWebHost__hostid", "bench-1"),
                ids.uuid(),
                flags,
                storage,
                activity.tracked(calls),
                activity.tracked(Clocks.single(clock)),
                ids,
                log,
                activity.tracked(Runnable::run),
                new TriggerPause(),
                activity);
    }

    /** The same settings on every machine, where {@code hostJson} says nothing else. */
    static HostSettings settings(Map<String, String> hostJson) {
        Map<String, String> document = new HashMap<>(
                Map.of("extensions:queues:newBatchThreshold", "8", "extensions:blobs:maxDegreeOfParallelism", "16"));
        document.putAll(hostJson);
        return HostSettings.of(document);
    }

    static FunctionDefinition function(String name, String triggerType, Map<String, Object> attributes) {
        return function(name, triggerType, DataType.UNDEFINED, attributes);
    }

    static FunctionDefinition function(
            String name, String triggerType, DataType dataType, Map<String, Object> attributes) {
        BindingDefinition trigger = new BindingDefinition(triggerType, "input", Direction.IN, dataType, attributes);
        return new FunctionDefinition(name, "app.Functions." + name, List.of(trigger), false, null, null);
    }

    QueueClient queues() {
        return storage.account(null).queues();
    }

    BlobClient blobs() {
        return storage.account(null).blobs();
    }

    /** Adds a message as functions expect it, in base64. */
    void put(String queue, String text) {
        queues().add(queue, base64(text));
    }

    /** What somebody else can receive right now. */
    List<QueueClient.Message> receive(String queue) {
        return queues().receive(queue, 32, Duration.ofSeconds(30));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Listens until the bench is closed; as in a host, all listeners are made before the first is started. */
    void listen(TriggerType type, FunctionDefinition... functions) {
        listen(type.listenerFactory(host), functions);
    }

    /** Listens until the bench is closed. */
    void listen(ListenerFactory listenerFactory, FunctionDefinition... functions) {
        List<Listener> made = new ArrayList<>();
        for (FunctionDefinition function : functions) {
            made.add(listenerFactory.listener(function));
        }
        listeners.addAll(made);
        made.forEach(Listener::start);
    }

    /** Ends all listening within {@code grace}; the futures complete when everything in hand is settled. */
    CompletableFuture<Void> stop(Duration grace) {
        return CompletableFuture.allOf(
                listeners.stream().map(listener -> listener.stop(grace)).toArray(CompletableFuture[]::new));
    }

    /** Ends all listening, once everything that was begun has been settled. The test has ended every call before. */
    void finish() {
        stop(Duration.ofDays(1)).orTimeout(4, TimeUnit.MINUTES).join();
    }

    /**
     * How many calls were begun and not yet taken by {@link Calls#next}, once nothing more is to be expected before
     * something happens or time passes. Calls may be in progress.
     */
    int callsWhenIdle() {
        awaitIdle();
        return calls.count();
    }

    /** Returns when the listeners have handled everything that has happened. Calls may be in progress. */
    void awaitIdle() {
        host.activity().listenersIdle().orTimeout(4, TimeUnit.MINUTES).join();
    }

    @Override
    public void close() {
        stop(Duration.ZERO).orTimeout(4, TimeUnit.MINUTES).join();
        storage.close();
    }
}
