package dev.nephelite.function.worker.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Loads our classes that use Gson so that they use the Gson of an app, or ours where the app has none. */
final class BridgeLoader extends ClassLoader {
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
