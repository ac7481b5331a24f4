package dev.nephelite.function.worker;

import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.log.HostLog;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows the settings of apps to code that runs in this process, as the environment variables they are in the cloud.
 *
 * <p>Where the JVM keeps its environment closed, they are system properties, and whoever listens is told what would open
 * it. One process has one environment: of several apps, the last one that was shown is believed. Safe for concurrent
 * use.
 */
public final class PublishedSettings {
    private static final String CATEGORY = "Host.Startup";

    private final HostLog log;
    private final Variables place;
    private final List<Shown> apps = new ArrayList<>();
    private final Map<String, Before> originals = new HashMap<>();
    private boolean toldRemedy;

    /** One app's settings, until it is closed. */
    final class Shown implements AutoCloseable {
        private final Map<String, String> settings;

        private Shown(Map<String, String> settings) {
            this.settings = settings;
        }

        @Override
        public void close() {
            remove(this);
        }
    }

    /** What a name stood for before the first app: null for nothing. */
    private record Before(@Nullable String value) {}

    /** Shows settings in the best place this JVM has. */
    public PublishedSettings(HostLog log) {
        this(log, EnvironmentVariables.open().map(Variables.class::cast).orElseGet(SystemProperties::new));
    }

    PublishedSettings(HostLog log, Variables place) {
        this.log = log;
        this.place = place;
    }

    /** Shows {@code settings} until the result is closed. */
    synchronized Shown show(Map<String, String> settings) {
        if (!place.mayHide() && !toldRemedy && !settings.isEmpty()) {
            toldRemedy = true;
            log.information(
                    CATEGORY,
                    "This JVM cannot change its environment, so functions find their settings in System.getProperty"
                            + " instead of System.getenv. Start it with " + EnvironmentVariables.REMEDY
                            + ", or by the launcher.");
        }
        Shown shown = new Shown(Map.copyOf(settings));
        apps.add(shown);
        shown.settings.forEach(this::show);
        return shown;
    }

    private void show(String name, String value) {
        if (name.isEmpty()) {
            return;
        }
        try {
            @Nullable String before = place.put(name, value);
            boolean first = !originals.containsKey(name);
            if (first && before != null && !place.mayHide()) {
                place.put(name, before);
                return;
            }
            if (first && before != null && !before.equals(value) && !AppSettings.isDevelopmentStorage(before)) {
                log.warning(
                        CATEGORY,
                        "Another app in this process has '" + name + "' set to something else. From now on, both see"
                                + " the value of the app that started last.");
            }
            if (first) {
                originals.put(name, new Before(before));
            }
        } catch (IllegalArgumentException impossible) {
            log.warning(
                    CATEGORY, "The setting '" + name + "' cannot be shown to functions: " + impossible.getMessage());
        }
    }

    private synchronized void remove(Shown shown) {
        if (apps.remove(shown)) {
            shown.settings.keySet().forEach(this::restore);
        }
    }

    /** Another app may still have the name, otherwise it stands for what it stood for before the first one. */
    private void restore(String name) {
        Before original = originals.get(name);
        if (original == null) {
            return;
        }
        @Nullable String last = null;
        for (Shown app : apps) {
            last = app.settings.getOrDefault(name, last);
        }
        place.put(name, last == null ? original.value() : last);
        if (last == null) {
            originals.remove(name);
        }
    }

    /** Where code that runs in this process looks for a setting: texts by name, which everybody here shares. */
    interface Variables {
        /**
         * Puts a value where it is found.
         *
         * @param value null to remove the name
         * @return what was there before, or null
         * @throws IllegalArgumentException if nothing can have that name or that value here
         */
        @Nullable
        String put(String name, @Nullable String value);

        /** Whether a value that was there before any app may be hidden; the JVM itself depends on some. */
        boolean mayHide();
    }

    /** The properties of this JVM: where settings go when its environment cannot be changed. */
    static final class SystemProperties implements Variables {
        @Override
        public @Nullable String put(String name, @Nullable String value) {
            return value == null ? System.clearProperty(name) : System.setProperty(name, value);
        }

        @Override
        public boolean mayHide() {
            return false;
        }
    }

    /**
     * The environment of this process as Java shows it, open to changes.
     *
     * <p>Java reads the environment once and has no way to change it, so this reaches for the maps in which it keeps what it
     * read, as Azure's own worker does. What {@code System.getenv} says changes, and so does what a {@code ProcessBuilder}
     * begins with when it is asked for its environment; a native library sees what it always saw.
     */
    static final class EnvironmentVariables implements Variables {
        /** What the JVM has to be started with, where the launcher does not take care of it. */
        static final String REMEDY =
                "--add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.util=ALL-UNNAMED";

        private final List<Map<String, String>> maps;

        private EnvironmentVariables(List<Map<String, String>> maps) {
            this.maps = maps;
        }

        /** Returns the environment, or nothing where this JVM keeps it closed. */
        static Optional<EnvironmentVariables> open() {
            try {
                Class<?> environment = Class.forName("java.lang.ProcessEnvironment");
                List<Map<String, String>> maps = new ArrayList<>();
                maps.add(changeable(value(environment.getDeclaredField("theUnmodifiableEnvironment"), null)));
                for (Field field : environment.getDeclaredFields()) {
                    // Windows has one more, for names that are looked up ignoring case.
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
        public boolean mayHide() {
            return true;
        }
    }
}
