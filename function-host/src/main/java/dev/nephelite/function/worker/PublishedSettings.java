package dev.nephelite.function.worker;

import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.log.HostLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final SettingsPlace place;
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
        this(log, EnvironmentVariables.open().map(SettingsPlace.class::cast).orElseGet(SystemProperties::new));
    }

    PublishedSettings(HostLog log, SettingsPlace place) {
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
}
