package dev.nephelite.function.java.worker.jvm;

import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.Worker.SystemLog;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the settings of apps to code in this process as environment variables, as in the cloud.
 *
 * <p>If the JVM does not open its environment, they are system properties, and a log message gives the remedy. A process
 * has only one environment: if several apps set the same variable, the app that was published last wins. Thread-safe.
 */
public final class PublishedSettings {
    private static final String CATEGORY = "Host.Startup";

    private final Variables place;

    /** Null if settings are published to all code in this process, or to none. */
    private final @Nullable CallEnvironment calls;

    private final List<Published> apps = new ArrayList<>();
    private final Map<String, Before> originals = new HashMap<>();
    private boolean remedyLogged;

    /** The settings of one app, which are removed on {@link #close}. */
    public final class Published implements AutoCloseable {
        private final Map<String, String> settings;

        private Published(Map<String, String> settings) {
            this.settings = settings;
        }

        /** Runs code of the app on this thread. */
        public <T> T during(Supplier<T> action) {
            return calls == null ? action.get() : calls.during(settings, action);
        }

        @Override
        public void close() {
            remove(this);
        }
    }

    /** The value of a variable before the first app, or null if there was none. */
    private record Before(@Nullable String value) {}

    /** Publishes settings as environment variables if the JVM allows it, else as system properties. */
    public PublishedSettings() {
        this(EnvironmentVariables.open().map(Variables.class::cast).orElseGet(SystemProperties::new));
    }

    /** Publishes nothing, so that other code in this process does not see the settings of the app. */
    public static PublishedSettings none() {
        return new PublishedSettings(new NoVariables());
    }

    /**
     * Publishes settings as environment variables to the threads that run functions of the app, if the JVM allows it, and to
     * no others, so that apps with different settings can run at the same time.
     */
    public static PublishedSettings duringCalls() {
        return new PublishedSettings(
                new NoVariables(), CallEnvironment.ofThisJvm().orElse(null));
    }

    PublishedSettings(Variables place) {
        this(place, null);
    }

    private PublishedSettings(Variables place, @Nullable CallEnvironment calls) {
        this.place = place;
        this.calls = calls;
    }

    /**
     * Publishes {@code settings} until the result is closed.
     *
     * @param log receives what functions cannot see, and why
     */
    public synchronized Published publish(Map<String, String> settings, SystemLog log) {
        if (!place.mayReplace() && !remedyLogged && !settings.isEmpty()) {
            remedyLogged = true;
            log.log(
                    LogLevel.INFORMATION,
                    CATEGORY,
                    "This JVM cannot change its environment, so functions find their settings in System.getProperty"
                            + " instead of System.getenv. Start it with " + EnvironmentVariables.REMEDY
                            + ", or by the launcher.");
        }
        Published published = new Published(Map.copyOf(settings));
        apps.add(published);
        published.settings.forEach((name, value) -> publish(name, value, log));
        return published;
    }

    private void publish(String name, String value, SystemLog log) {
        if (name.isEmpty()) {
            return;
        }
        try {
            @Nullable String before = place.put(name, value);
            boolean first = !originals.containsKey(name);
            if (first && before != null && !place.mayReplace()) {
                place.put(name, before);
                return;
            }
            if (first && before != null && !before.equals(value) && !isDevelopmentStorage(before)) {
                log.log(
                        LogLevel.WARNING,
                        CATEGORY,
                        "Another app in this process has '" + name + "' set to something else. From now on, both see"
                                + " the value of the app that started last.");
            }
            if (first) {
                originals.put(name, new Before(before));
            }
        } catch (IllegalArgumentException impossible) {
            log.log(
                    LogLevel.WARNING,
                    CATEGORY,
                    "The setting '" + name + "' cannot be shown to functions: " + impossible.getMessage());
        }
    }

    /** The host replaces this value by the connection string of its own storage. */
    private static boolean isDevelopmentStorage(String value) {
        return value.strip().startsWith("UseDevelopmentStorage");
    }

    private synchronized void remove(Published published) {
        if (apps.remove(published)) {
            published.settings.keySet().forEach(this::restore);
        }
    }

    /** Restores the value of another app that has the variable, or else the value before the first app. */
    private void restore(String name) {
        Before original = originals.get(name);
        if (original == null) {
            return;
        }
        @Nullable String last = null;
        for (Published app : apps) {
            last = app.settings.getOrDefault(name, last);
        }
        place.put(name, last == null ? original.value() : last);
        if (last == null) {
            originals.remove(name);
        }
    }

    /** Variables by name that all code in this process shares. */
    interface Variables {
        /**
         * Sets a variable.
         *
         * @param value null to remove the variable
         * @return the previous value, or null
         * @throws IllegalArgumentException if the name or the value is invalid
         */
        @Nullable
        String put(String name, @Nullable String value);

        /** Whether values from before the first app may be replaced. The JVM depends on some system properties. */
        boolean mayReplace();
    }

    /** No variables at all. */
    private static final class NoVariables implements Variables {
        @Override
        public @Nullable String put(String name, @Nullable String value) {
            return null;
        }

        @Override
        public boolean mayReplace() {
            return true;
        }
    }

    /** The system properties. */
    static final class SystemProperties implements Variables {
        @Override
        public @Nullable String put(String name, @Nullable String value) {
            return value == null ? System.clearProperty(name) : System.setProperty(name, value);
        }

        @Override
        public boolean mayReplace() {
            return false;
        }
    }

    /**
     * The environment variables of this process, as Java code sees them.
     *
     * <p>Java reads the environment once and has no API to change it, so this class changes the maps in which Java caches
     * it, as Azure's worker does. The changes are visible in {@code System.getenv} and {@code ProcessBuilder.environment},
     * but not in native code.
     */
    static final class EnvironmentVariables implements Variables {
        /** The JVM options that are needed; the launcher sets them. */
        static final String REMEDY =
                "--add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.util=ALL-UNNAMED";

        private final List<Map<String, String>> maps;

        private EnvironmentVariables(List<Map<String, String>> maps) {
            this.maps = maps;
        }

        /** The environment, or empty if this JVM does not open it. */
        static Optional<EnvironmentVariables> open() {
            try {
                Class<?> environment = Class.forName("java.lang.ProcessEnvironment");
                List<Map<String, String>> maps = new ArrayList<>();
                maps.add(changeable(value(environment.getDeclaredField("theUnmodifiableEnvironment"), null)));
                for (Field field : environment.getDeclaredFields()) {
                    // On Windows there is another map for names that ignore case.
                    if (field.getName().equals("theCaseInsensitiveEnvironment")) {
                        maps.add(texts(value(field, null)));
                    }
                }
                return Optional.of(new EnvironmentVariables(maps));
            } catch (ReflectiveOperationException | InaccessibleObjectException | ClassCastException closed) {
                return Optional.empty();
            }
        }

        private static Map<String, String> changeable(Object unmodifiable) throws ReflectiveOperationException {
            return texts(value(unmodifiable.getClass().getDeclaredField("m"), unmodifiable));
        }

        private static Object value(Field field, @Nullable Object owner) throws ReflectiveOperationException {
            field.setAccessible(true);
            return field.get(owner);
        }

        @SuppressWarnings("unchecked")
        private static Map<String, String> texts(Object map) {
            return (Map<String, String>) map;
        }

        @Override
        public @Nullable String put(String name, @Nullable String value) {
            @Nullable String before = null;
            for (Map<String, String> map : maps) {
                before = value == null ? map.remove(name) : map.put(name, value);
            }
            return before;
        }

        @Override
        public boolean mayReplace() {
            return true;
        }
    }
}
