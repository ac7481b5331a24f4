package dev.nephelite.function.app.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The app settings: what an app calls its configuration, and what it reads as environment variables in the cloud.
 *
 * <p>A setting of the environment wins over one of {@code local.settings.json}, which wins over a default of the host.
 * Names are looked up ignoring case, and {@code a__b} is the same name as {@code a:b}.
 */
public final class AppSettings {
    private static final String REMEDY =
            " Define it as an environment variable or under \"Values\" in local.settings.json.";

    private static final Pattern DEVELOPMENT_STORAGE =
            Pattern.compile("\\s*UseDevelopmentStorage\\s*=\\s*true\\s*;?\\s*", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> outsideEnvironment = new LinkedHashMap<>();

    private AppSettings() {}

    private AppSettings(AppSettings other) {
        values.putAll(other.values);
        outsideEnvironment.putAll(other.outsideEnvironment);
    }

    public static AppSettings of(
            Map<String, String> environment, Map<String, String> local, Map<String, String> defaults) {
        AppSettings settings = new AppSettings();
        environment.forEach((name, value) -> settings.values.putIfAbsent(canonical(name), value));
        settings.add(local);
        settings.add(defaults);
        return settings;
    }

    private void add(Map<String, String> weaker) {
        weaker.forEach((name, value) -> {
            if (values.putIfAbsent(canonical(name), value) == null) {
                outsideEnvironment.put(name, value);
            }
        });
    }

    /** These settings, and {@code defaults} where they say nothing. */
    public AppSettings withDefaults(Map<String, String> defaults) {
        AppSettings settings = new AppSettings(this);
        settings.add(defaults);
        return settings;
    }

    /** These settings, and {@code value} whatever they say. */
    public AppSettings with(String name, String value) {
        AppSettings settings = new AppSettings(this);
        settings.values.put(canonical(name), value);
        settings.outsideEnvironment.keySet().removeIf(written -> canonical(written)
                .equalsIgnoreCase(canonical(name)));
        settings.outsideEnvironment.put(name, value);
        return settings;
    }

    /** These settings, in which {@code UseDevelopmentStorage=true} means {@code connectionString}. */
    public AppSettings withDevelopmentStorage(String connectionString) {
        AppSettings settings = new AppSettings(this);
        values.forEach((name, value) -> {
            if (isDevelopmentStorage(value)) {
                settings.values.put(name, connectionString);
                settings.outsideEnvironment.keySet().removeIf(written -> canonical(written)
                        .equalsIgnoreCase(name));
                settings.outsideEnvironment.put(name.replace(":", "__"), connectionString);
            }
        });
        return settings;
    }

    /** Whether a connection string means the storage emulators of this machine, wherever they are. */
    public static boolean isDevelopmentStorage(String connectionString) {
        return DEVELOPMENT_STORAGE.matcher(connectionString).matches();
    }

    public @Nullable String value(String name) {
        return values.get(canonical(name));
    }

    /** Returns {@code text} with every {@code %NAME%} replaced by the setting of that name. */
    public String resolve(String text) {
        StringBuilder resolved = new StringBuilder();
        int position = 0;
        for (int open = text.indexOf('%'); open >= 0; open = text.indexOf('%', position)) {
            int close = text.indexOf('%', open + 1);
            if (close < 0) {
                throw new InvalidAppException(
                        "The '%%' at position %d of '%s' does not have a closing '%%'.".formatted(open, text));
            }
            String name = text.substring(open + 1, close);
            String value = value(name);
            if (value == null) {
                throw new InvalidAppException("'%" + name + "%' does not resolve to a value." + REMEDY);
            }
            resolved.append(text, position, open).append(value);
            position = close + 1;
        }
        return resolved.append(text, position, text.length()).toString();
    }

    /**
     * Returns the connection string a binding's {@code connection} stands for.
     *
     * @param name the name of a setting, with or without {@code AzureWebJobs} in front; null or empty for the app's own
     *     storage
     */
    public String connection(@Nullable String name) {
        String wanted = name == null || name.isBlank() ? "Storage" : resolve(name);
        for (String candidate : new String[] {"AzureWebJobs" + wanted, wanted}) {
            String found = value("ConnectionStrings:" + candidate);
            found = found == null ? value(candidate) : found;
            if (found != null && !found.isBlank()) {
                return found;
            }
            requireNoIdentity(candidate);
        }
        String asked = wanted.startsWith("AzureWebJobs") ? wanted : "AzureWebJobs" + wanted;
        throw new InvalidAppException("Storage account connection string '" + asked + "' does not exist." + REMEDY);
    }

    private void requireNoIdentity(String connection) {
        if (!section(connection).isEmpty()) {
            throw new InvalidAppException(("The connection '%s' signs in with an identity, which no local account has."
                            + " Give it a connection string, such as UseDevelopmentStorage=true, on this machine.")
                    .formatted(connection));
        }
    }

    /** Returns the settings below {@code name}, such as {@code functionTimeout} below {@code AzureFunctionsJobHost}. */
    public Map<String, String> section(String name) {
        return beginningWith(name + ":");
    }

    /** Returns the settings whose names begin with {@code prefix}, under what remains of their names. */
    public Map<String, String> beginningWith(String prefix) {
        String start = canonical(prefix);
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((key, value) -> {
            if (key.regionMatches(true, 0, start, 0, start.length())) {
                found.put(key.substring(start.length()), value);
            }
        });
        return found;
    }

    /** The settings a process that only sees its environment would miss, named as they were written. */
    public Map<String, String> outsideEnvironment() {
        return Collections.unmodifiableMap(outsideEnvironment);
    }

    private static String canonical(String name) {
        return name.replace("__", ":");
    }
}
