package dev.nephelite.function.java.worker.loading;

import dev.nephelite.function.java.sdk.SdkSpans;
import dev.nephelite.function.java.worker.jvm.AppThreads;
import dev.nephelite.function.java.worker.jvm.JvmRegistrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The classes of an app that a class loader of its own loads. They go away when the app is closed. */
public final class IsolatedClasses implements AppClasses {
    private final AppClassLoader loader;
    private final AppThreads threads;
    private final JvmRegistrations registrations = JvmRegistrations.ofThisJvm();
    private final List<String> warnings;

    /** Replaces what other apps have registered with the JVM. */
    public IsolatedClasses(AppClassLoader loader) {
        this.loader = loader;
        threads = new AppThreads(loader);
        registrations.unsetFactories(AppClassLoader.class::isInstance);
        warnings = registrations.warning().stream().toList();
    }

    @Override
    public ClassLoader loader() {
        return loader;
    }

    @Override
    public boolean isOwn(String className) {
        return loader.isOwn(className);
    }

    @Override
    public boolean areDiscarded() {
        return true;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public List<String> runningThreads() {
        return threads.running();
    }

    @Override
    public Optional<Thread> exiting() {
        return AppExit.thread(loader);
    }

    @Override
    public void trace(SdkSpans spans) {
        loader.trace(spans);
    }

    /** Runs the shutdown hooks first, because they may need everything else. */
    @Override
    public void end() {
        threads.runShutdownHooks();
        threads.endHttpClients();
        registrations.unregisterMBeans(loader);
        registrations.unsetFactories(loader::equals);
    }

    @Override
    public void release() {
        try {
            loader.close();
        } catch (IOException stuck) {
            throw new UncheckedIOException("Cannot release the app's jars", stuck);
        }
    }
}
