package dev.nephelite.function.app.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The app settings, which an app reads as environment variables.
 *
 * <p>An environment variable overrides {@code local.settings.json}, which overrides the defaults of the host. Names ignore
 * case, and {@code a__b} is the same name as {@code a:b}.
 */
public final class AppSettings {
    private static final Pattern DEVELOPMENT_STORAGE =
            Pattern.compile("\\s*UseDevelopmentStorage\\s*=\\s*true\\s*;?\\s*", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> outsideEnvironment = new LinkedHashMap<>();

    /** The file to create, if the app has no {@code local.settings.json}. */
    private @Nullable Path missingFile;

    private AppSettings() {}

    private AppSettings(AppSettings other) {
        missingFile = other.missingFile;
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

    private void add(Map<String, String> defaults) {
        defaults.forEach((name, value) -> {
            if (values.putIfAbsent(canonical(name), value) == null) {
                outsideEnvironment.put(name, value);
            }
        });
    }

    /** These settings, with {@code defaults} for missing ones. */
    public AppSettings withDefaults(Map<String, String> defaults) {
        AppSettings settings = new AppSettings(this);
        settings.add(defaults);
        return settings;
    }

    /** These settings of an app that lacks {@code file}, its {@code local.settings.json}, so that errors can say so. */
    public AppSettings withoutFile(Path file) {
        AppSettings settings = new AppSettings(this);
        settings.missingFile = file;
        return settings;
    }

    /** A sentence that says where to define a setting. */
    public String remedy() {
        String remedy = "Define it as an environment variable or under \"Values\" in ";
        return missingFile == null
                ? remedy + LocalSettings.FILE + "."
                : remedy + missingFile + ". That file does not exist; it is usually kept out of version control.";
    }

    /** These settings with one value replaced. */
    public AppSettings with(String name, String value) {
        AppSettings settings = new AppSettings(this);
        settings.values.put(canonical(name), value);
        settings.outsideEnvironment.keySet().removeIf(written -> canonical(written)
                .equalsIgnoreCase(canonical(name)));
        settings.outsideEnvironment.put(name, value);
        return settings;
    }

    /** These settings with {@code UseDevelopmentStorage=true} replaced by {@code connectionString}. */
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

    /** Whether a connection string refers to the local storage emulators without naming their ports. */
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
                        "The '%%' at position %s of '%s' does not have a closing '%%'.".formatted(open, text));
            }
            String name = text.substring(open + 1, close);
            String value = value(name);
            if (value == null) {
                throw new InvalidAppException("'%" + name + "%' does not resolve to a value. " + remedy());
            }
            resolved.append(text, position, open).append(value);
            position = close + 1;
        }
        return resolved.append(text, position, text.length()).toString();
    }

    /**
     * Resolves the {@code connection} of a binding to a connection string.
     *
     * @param name the name of a setting, with or without the prefix {@code AzureWebJobs}; null or empty for the app's own
     *     storage
     */
    public String connection(@Nullable String name) {
        String setting = name == null || name.isBlank() ? "Storage" : resolve(name);
        for (String candidate : new String[] {"AzureWebJobs" + setting, setting}) {
            String found = value("ConnectionStrings:" + candidate);
            found = found == null ? value(candidate) : found;
            if (found != null && !found.isBlank()) {
                return found;
            }
            requireNoIdentity(candidate);
        }
        String documented = setting.startsWith("AzureWebJobs") ? setting : "AzureWebJobs" + setting;
        throw new InvalidAppException(
                "Storage account connection string '" + documented + "' does not exist. " + remedy());
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

    /** The settings whose names begin with {@code prefix}, by the rest of their names. */
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

    /** The settings that are not environment variables, with their original names. */
    public Map<String, String> outsideEnvironment() {
        return Collections.unmodifiableMap(outsideEnvironment);
    }

    private static String canonical(String name) {
        return name.replace("__", ":");
    }
}
