package dev.nephelite.junit;

import dev.nephelite.junit.bridge.CloudLauncher;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.Nullable;

/**
 * Loads the cloud and its libraries from a folder in the jar of this class, isolated from the class path of the tests. So a
 * test can use any version of these libraries, or none.
 *
 * <p>Only the API of this extension and the Functions API, with which the functions were compiled, come from the class path of
 * the tests.
 */
final class RuntimeClassLoader extends URLClassLoader {
    private static final String FOLDER = "META-INF/nephelite/";
    private static final String EXTENSION = RuntimeClassLoader.class.getPackageName() + ".";
    private static final String RUNTIME = EXTENSION + "runtime.";
    private static final String LAUNCHER = RUNTIME + "LocalCloudLauncher";
    private static final String FUNCTIONS_API = "com.microsoft.azure.functions.";

    private final ClassLoader tests;

    static {
        registerAsParallelCapable();
    }

    private RuntimeClassLoader(URL jar, URL runtime, ClassLoader tests) {
        super("nephelite", new URL[] {runtime, jar}, ClassLoader.getPlatformClassLoader());
        this.tests = tests;
    }

    /** Loads what starts clouds. */
    static CloudLauncher launcher() {
        Class<?> extension = RuntimeClassLoader.class;
        try {
            URL place = extension.getProtectionDomain().getCodeSource().getLocation();
            boolean isFolder = place.getPath().endsWith("/");
            URL runtime = isFolder
                    ? place.toURI().resolve(FOLDER).toURL()
                    : URI.create("jar:" + place + "!/" + FOLDER).toURL();
            return (CloudLauncher) new RuntimeClassLoader(place, runtime, extension.getClassLoader())
                    .loadClass(LAUNCHER)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | URISyntaxException | MalformedURLException broken) {
            throw new IllegalStateException("The jar of the Nephelite extension is incomplete: " + broken, broken);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(EXTENSION) && !name.startsWith(RUNTIME)) {
            return tests.loadClass(name);
        }
        @Nullable Class<?> shared = name.startsWith(FUNCTIONS_API) ? ofTests(name) : null;
        return shared == null ? super.findClass(name) : shared;
    }

    /** Tests without functions do not have the Functions API, and older versions of it lack some of its types. */
    private @Nullable Class<?> ofTests(String name) {
        try {
            return tests.loadClass(name);
        } catch (ClassNotFoundException ignored) {
            // Then the type comes from our copy of the Functions API.
            return null;
        }
    }
}
