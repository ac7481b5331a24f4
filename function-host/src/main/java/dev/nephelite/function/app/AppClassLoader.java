package dev.nephelite.function.app;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one app, kept apart from ours: an app brings its own Jackson, Netty or anything.
 *
 * <p>Only two things come from outside the app's class path: the JDK, and the Functions API, through which the app and
 * we talk. Closing it releases the app's jars; loading the app again takes a new one.
 */
public final class AppClassLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    public AppClassLoader(List<Path> classPath) {
        super(classPath.stream().map(AppClassLoader::url).toArray(URL[]::new), new SharedTypes());
    }

    /**
     * Whether a class was compiled with the app: it comes from a folder, or from the jar that is first on the class path.
     * False for dependencies, and for classes that are not there.
     */
    public boolean isOwn(String className) {
        @Nullable URL file = findResource(className.replace('.', '/') + ".class");
        return file != null
                && (file.getProtocol().equals("file") || file.getPath().startsWith(getURLs()[0] + "!"));
    }

    /** Explains a class that is too new for this JVM, whoever asked for it and whenever. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try {
            return super.findClass(name);
        } catch (UnsupportedClassVersionError tooNew) {
            UnsupportedClassVersionError explained = new UnsupportedClassVersionError(
                    ClassVersion.refusal(name, this).orElse(String.valueOf(tooNew.getMessage())));
            explained.setStackTrace(tooNew.getStackTrace());
            throw explained;
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("A path has no URL: " + path, impossible);
        }
    }

    /** The JDK, and of our own class path the Functions API only; no resources of ours. */
    private static final class SharedTypes extends ClassLoader {
        private static final Set<String> API = Set.of(
                "com.microsoft.azure.functions",
                "com.microsoft.azure.functions.annotation",
                "com.microsoft.azure.functions.cache",
                "com.microsoft.azure.functions.internal.spi.middleware",
                "com.microsoft.azure.functions.spi.inject");

        static {
            registerAsParallelCapable();
        }

        SharedTypes() {
            super("functions-api", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            int lastDot = name.lastIndexOf('.');
            if (lastDot > 0 && API.contains(name.substring(0, lastDot))) {
                return AppClassLoader.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
