package dev.nephelite.function.worker.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

    /** What we ask of a JSON library of which there may be one per app. Whatever it refuses, it does by its own exceptions. */
    public interface JsonLibrary {
        @Nullable
        Object read(String json, Type type);

        /** Reads {@code text} as if it were quoted. */
        @Nullable
        Object readQuoted(String text, Type type);

        /** Returns the elements of a list as texts, those that are none as JSON; what is no list is the only element. */
        List<String> texts(String json);

        String write(Object value);
    }

    /** Loads our classes that use Gson so that they use the Gson of an app, or ours where the app has none. */
    private static final class BridgeLoader extends ClassLoader {
        private static final String BRIDGES = BridgeLoader.class.getPackageName() + ".Gson";

        static {
            registerAsParallelCapable();
        }

        private BridgeLoader(ClassLoader app) {
            super("gson-of-app", app);
        }

        static JsonLibrary load(ClassLoader app) {
            try {
                return (JsonLibrary) new BridgeLoader(app)
                        .loadClass(BRIDGES + "Library")
                        .getConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException | LinkageError unfit) {
                throw new IllegalStateException("The Gson of the app cannot be used: " + unfit, unfit);
            }
        }

        /** Comes after the app, which sees nothing of ours. */
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ClassLoader own = BridgeLoader.class.getClassLoader();
            if (!name.startsWith(BRIDGES)) {
                return own.loadClass(name);
            }
            try (InputStream file = own.getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
