package dev.nephelite.function.worker.json;

import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * JSON for the classes of one app, read and written the way Azure's Java worker does it, which uses Gson: by fields,
 * private ones too, never by getters; unknown properties are ignored, nulls are not written.
 *
 * <p>Unlike there, {@code java.time} works, as ISO text. The library is loaded when it is first needed. Safe for
 * concurrent use.
 */
public final class AppJson {
    private final ClassLoader app;
    private @Nullable JsonLibrary library;

    /** JSON for the classes that {@code app} loads, by the Gson that it loads, or else by ours. */
    public AppJson(ClassLoader app) {
        this.app = app;
    }

    private synchronized JsonLibrary library() {
        JsonLibrary loaded = library;
        if (loaded == null) {
            loaded = BridgeLoader.load(app);
            library = loaded;
        }
        return loaded;
    }

    /**
     * Reads a document; one without any content is null.
     *
     * @throws IllegalArgumentException if {@code json} is no document, or not one of that type
     */
    public @Nullable Object read(String json, Type type) {
        return reading(type, () -> library().read(json, type));
    }

    /** Reads a document, or else takes the whole text as the value: {@code RED} is as good as {@code "RED"}. */
    public @Nullable Object readText(String text, Type type) {
        try {
            return read(text, type);
        } catch (IllegalArgumentException notADocument) {
            if (text.startsWith("{") || text.startsWith("[")) {
                throw notADocument;
            }
            return reading(type, () -> library().readQuoted(text, type));
        }
    }

    /** Returns the elements of a list as texts, those that are none as JSON; what is no list is the only element. */
    public String[] texts(String document) {
        List<String> texts = reading(String[].class, () -> library().texts(document));
        return texts.toArray(String[]::new);
    }

    /**
     * Writes a document.
     *
     * @throws IllegalArgumentException if there is none for {@code value}
     */
    public String write(Object value) {
        try {
            return library().write(value);
        } catch (RuntimeException refused) {
            throw new IllegalArgumentException(
                    "Cannot write a " + value.getClass().getName() + " as JSON: " + reason(refused), refused);
        }
    }

    private static <T extends @Nullable Object> T reading(Type type, Supplier<T> action) {
        try {
            return action.get();
        } catch (RuntimeException refused) {
            throw new IllegalArgumentException("Cannot read a " + type.getTypeName() + ": " + reason(refused), refused);
        }
    }

    /** Gson says what is wrong in the first line, often of what it wraps; then it gives a link. */
    private static String reason(RuntimeException refused) {
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
