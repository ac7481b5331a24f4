package dev.nephelite.function.java.worker;

import dev.nephelite.function.java.worker.jvm.DefaultTls;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import dev.nephelite.function.java.worker.loading.AppClassLoader;
import dev.nephelite.function.java.worker.loading.AppClasses;
import dev.nephelite.function.java.worker.loading.AppClasses.ExistingClasses;
import dev.nephelite.function.java.worker.loading.AppExit;
import dev.nephelite.function.java.worker.loading.IsolatedClasses;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.RunningCalls;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.Worker.ContentForm;
import dev.nephelite.function.worker.Worker.InvocationLog;
import dev.nephelite.function.worker.WorkerApp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions in this process, usually with a class loader for the app. Debugging this process debugs the app as well.
 *
 * <p>A single process has limits: {@code System.exit} ends it, an endless loop cannot be stopped, and there is only one
 * environment; see {@link PublishedSettings}.
 */
public final class JavaWorker implements Worker {
    private final Executor executor;
    private final SystemLog systemLog;
    private final @Nullable SSLContext trusted;
    private final SharedJvm jvm;
    private final Function<WorkerApp, AppClasses> classes;
    private final RunningCalls calls = new RunningCalls();
    private final RunningThreads threads = new RunningThreads();
    private final AtomicReference<@Nullable LoadedApp> loaded = new AtomicReference<>();
    private volatile List<String> left = List.of();

    /**
     * Creates a worker without an app.
     *
     * @param executor runs functions, each on a thread of its own
     * @param systemLog receives what functions cannot see, and why
     * @param trusted which servers clients of the app trust; null for those that the JDK trusts
     * @param jvm shared by all workers in this JVM
     */
    public JavaWorker(Executor executor, SystemLog systemLog, @Nullable SSLContext trusted, SharedJvm jvm) {
        this(executor, systemLog, trusted, jvm, app -> new IsolatedClasses(new AppClassLoader(app.code())));
    }

    private JavaWorker(
            Executor executor,
            SystemLog systemLog,
            @Nullable SSLContext trusted,
            SharedJvm jvm,
            Function<WorkerApp, AppClasses> classes) {
        this.classes = classes;
        this.executor = executor;
        this.systemLog = systemLog;
        this.trusted = trusted;
        this.jvm = jvm;
    }

    /**
     * Creates a worker for functions in classes that other code in this JVM uses as well, such as those of a test.
     *
     * @param loader loads the classes of the app
     * @see #JavaWorker(Executor, SystemLog, SSLContext, SharedJvm)
     */
    public static JavaWorker ofExistingClasses(
            ClassLoader loader, Executor executor, SystemLog systemLog, @Nullable SSLContext trusted, SharedJvm jvm) {
        return new JavaWorker(executor, systemLog, trusted, jvm, app -> new ExistingClasses(loader));
    }

    @Override
    public List<LoadError> load(WorkerApp app) {
        LoadedApp fresh = new LoadedApp(
                app,
                classes,
                jvm.settings().publish(app.settings(), systemLog),
                jvm.tls().publish(trusted),
                jvm.console());
        if (!loaded.compareAndSet(null, fresh)) {
            fresh.close();
            throw new IllegalStateException("This worker has loaded an app before; take a new one.");
        }
        return fresh.errors();
    }

    @Override
    public CompletableFuture<InvocationResult> invoke(Invocation invocation, InvocationLog log) {
        LoadedApp app = loaded.get();
        Optional<JavaFunction> function =
                Optional.ofNullable(app).flatMap(known -> known.function(invocation.functionName()));
        if (app == null || function.isEmpty()) {
            return refuse("Function '" + invocation.functionName() + "' is not loaded.");
        }
        if (!calls.tryStart()) {
            return refuse("The worker is stopping and starts no more functions.");
        }
        CompletableFuture<InvocationResult> outcome = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(outcome, app, function.get(), invocation, log));
        } catch (RuntimeException | Error rejected) {
            calls.end();
            throw rejected;
        }
        return outcome;
    }

    /** Completes the invocation whatever happens. */
    private void complete(
            CompletableFuture<InvocationResult> outcome,
            LoadedApp app,
            JavaFunction function,
            Invocation invocation,
            InvocationLog log) {
        try {
            outcome.complete(run(app, function, invocation, log));
        } catch (Throwable unreported) {
            outcome.complete(InvocationResult.Failure.indescribable(unreported));
        }
    }

    private InvocationResult run(LoadedApp app, JavaFunction function, Invocation invocation, InvocationLog log) {
        CallMeter meter = function.meter();
        try {
            threads.begin(invocation);
            InvocationResult result = function.call(invocation, log, meter);
            log.used(meter.usage(app.loading()));
            return result;
        } finally {
            threads.end(invocation);
            calls.end();
        }
    }

    @Override
    public ContentForm contentForm(String function, String binding) {
        return Optional.ofNullable(loaded.get())
                .flatMap(app -> app.function(function))
                .map(known -> known.contentForm(binding))
                .orElse(ContentForm.VALUE);
    }

    /** What a loaded function reads of the metadata of its trigger; its invocations need no other. */
    public Set<String> triggerMetadata(String function) {
        return Optional.ofNullable(loaded.get())
                .flatMap(app -> app.function(function))
                .map(JavaFunction::triggerMetadata)
                .orElse(Set.of());
    }

    @Override
    public List<String> warnings() {
        return Optional.ofNullable(loaded.get()).map(LoadedApp::warnings).orElse(List.of());
    }

    @Override
    public List<String> portabilityWarnings(String function) {
        return Optional.ofNullable(loaded.get())
                .flatMap(app -> app.function(function))
                .map(JavaFunction::portabilityWarnings)
                .orElse(List.of());
    }

    @Override
    public void cancel(UUID invocation) {
        threads.of(invocation).ifPresent(Thread::interrupt);
    }

    @Override
    public CompletableFuture<String> stack(UUID invocation) {
        LoadedApp app = loaded.get();
        return CompletableFuture.completedFuture(app == null ? "" : threads.stack(invocation, app.traces()));
    }

    @Override
    public Optional<String> leakWarning() {
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of("The code that was replaced has left threads running: " + String.join(", ", left)
                        + ". Each reload adds such threads and keeps the old classes in memory. Stop them in a"
                        + " shutdown hook (Runtime.addShutdownHook); those of the app run at every reload.");
    }

    @Override
    public CompletableFuture<List<List<UUID>>> deadlocks() {
        return CompletableFuture.completedFuture(threads.deadlocks());
    }

    @Override
    public Optional<String> exiting() {
        LoadedApp app = loaded.get();
        return (app == null ? AppExit.thread(null) : app.exiting()).map(thread -> threads.functionOn(thread)
                .map(function -> "function '" + function + "'")
                .orElseGet(() -> AppExit.describe(thread)));
    }

    @Override
    public Map<Long, String> functionsOn(Set<Long> ids) {
        return threads.functionsOn(ids);
    }

    private static CompletableFuture<InvocationResult> refuse(String reason) {
        return CompletableFuture.completedFuture(new InvocationResult.Failure("IllegalStateException: " + reason, ""));
    }

    @Override
    public CompletableFuture<Void> drain() {
        return calls.drain();
    }

    @Override
    public void close() {
        LoadedApp app = loaded.getAndSet(null);
        if (app != null) {
            app.close();
            left = app.runningThreads();
        }
    }

    /**
     * What all apps in this JVM share, consecutive ones included.
     *
     * @param settings publishes the settings of apps
     * @param tls publishes which servers clients of apps trust
     * @param console knows what calls print
     */
    public record SharedJvm(PublishedSettings settings, DefaultTls tls, ConsoleOutput console) {}
}
