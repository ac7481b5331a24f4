package dev.nephelite.function.java.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON for the classes of one app as Azure's Java worker does, which uses Gson: by fields, including
 * private ones, and never by getters. Unknown properties are ignored and nulls are not written.
 *
 * <p>In addition, {@code java.time} is supported, as ISO text. The library is loaded on first use. Thread-safe.
 */
public final class AppJson {
    private final ClassLoader app;
    private @Nullable JsonLibrary library;

    /** Uses the Gson that {@code app} loads, or else ours. */
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
     * Reads a document; an empty document is null.
     *
     * @throws IllegalArgumentException if {@code json} is not a document of that type
     */
    public @Nullable Object read(String json, Type type) {
        return reading(type, () -> library().read(json, type));
    }

    /** Reads a document, or else the whole text as a string: {@code RED} is read like {@code "RED"}. */
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

    /**
     * The elements of an array as texts: strings as they are, and all other elements as JSON. Any other document is the
     * only element.
     */
    public String[] texts(String document) {
        List<String> texts = reading(String[].class, () -> library().texts(document));
        return texts.toArray(String[]::new);
    }

    /**
     * Writes a document.
     *
     * @throws IllegalArgumentException if {@code value} cannot be written
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

    /** The first line of Gson's message, or that of its cause, has the reason; the next line is a link. */
    private static String reason(RuntimeException refused) {
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    /** A JSON library, of which each app may have its own. It throws its own exceptions. */
    public interface JsonLibrary {
        @Nullable
        Object read(String json, Type type);

        /** Reads {@code text} as a JSON string. */
        @Nullable
        Object readQuoted(String text, Type type);

        /**
         * The elements of an array as texts: strings as they are, and all other elements as JSON. Any other document is the
         * only element.
         */
        List<String> texts(String json);

        String write(Object value);
    }

    /** Loads {@link GsonLibrary} so that it uses the Gson of the app, or ours if the app has none. */
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

        /** Called only for classes that the app does not have. */
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
