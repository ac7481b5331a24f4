package dev.nephelite.function.java.worker.jvm;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of this JVM, among which a thread that runs a function sees the settings of the function's app.
 * So apps with different settings can run at the same time. Other threads, and child processes, see the variables of the
 * process.
 *
 * <p>Java has no API to change its environment, so this class replaces the map in which Java caches it. That map has to be
 * accessible, see {@link PublishedSettings.EnvironmentVariables#REMEDY}. On Windows, Java looks variables up in another map,
 * which cannot be replaced.
 */
final class CallEnvironment extends AbstractMap<String, String> {
    private final Map<String, String> process;

    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Map<String, String>> settings = new ThreadLocal<>();

    /** @param process the variables of the process, as Java caches them */
    CallEnvironment(Map<String, String> process) {
        this.process = process;
    }

    /** The environment of this JVM, or empty if the JVM does not allow replacing it. */
    @SuppressWarnings("unchecked")
    static Optional<CallEnvironment> ofThisJvm() {
        try {
            Class<?> environment = Class.forName("java.lang.ProcessEnvironment");
            Field unmodifiable = environment.getDeclaredField("theUnmodifiableEnvironment");
            unmodifiable.setAccessible(true);
            Object cache = unmodifiable.get(null);
            Field content = cache.getClass().getDeclaredField("m");
            content.setAccessible(true);
            synchronized (environment) {
                if (content.get(cache) instanceof CallEnvironment present) {
                    return Optional.of(present);
                }
                CallEnvironment made = new CallEnvironment((Map<String, String>) content.get(cache));
                content.set(cache, made);
                return Optional.of(made);
            }
        } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
            return Optional.empty();
        }
    }

    /** Runs {@code action}, to which {@code appSettings} are environment variables, on this thread. */
    <T> T during(Map<String, String> appSettings, Supplier<T> action) {
        @Nullable Map<String, String> outer = settings.get();
        settings.set(appSettings);
        try {
            return action.get();
        } finally {
            settings.set(outer);
        }
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        @Nullable Map<String, String> visible = settings.get();
        @Nullable String setting = visible == null || name == null ? null : visible.get(name);
        return setting == null ? process.get(name) : setting;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        @Nullable Map<String, String> visible = settings.get();
        if (visible == null) {
            return process.entrySet();
        }
        Map<String, String> all = new HashMap<>(process);
        all.putAll(visible);
        return all.entrySet();
    }
}
