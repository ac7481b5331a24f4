package dev.nephelite.function.worker;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The environment of this process as Java shows it, open to changes.
 *
 * <p>Java reads the environment once and has no way to change it, so this reaches for the maps in which it keeps what it
 * read, as Azure's own worker does. What {@code System.getenv} says changes, and so does what a {@code ProcessBuilder}
 * begins with when it is asked for its environment; a native library sees what it always saw.
 */
final class EnvironmentVariables implements SettingsPlace {
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
