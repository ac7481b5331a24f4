package dev.nephelite.function.java.worker.loading;

import dev.nephelite.function.java.sdk.SdkSpans;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one app, isolated from ours, so that an app can bring its own version of any library.
 *
 * <p>Only the JDK and the Functions API, which is the interface between the app and the host, come from outside the app's
 * class path. If the app has azure-core but no tracer for it, {@code SdkTracerProvider} is added to its classes; they are not loaded
 * unless the app uses azure-core. Closing the loader releases the app's jars; to load the app again, create a new loader.
 */
public final class AppClassLoader extends URLClassLoader implements SdkSpans.Source {
    private static final String TRACER_PROVIDER = "dev.nephelite.function.java.sdk.SdkTracerProvider";
    private static final String TRACER_PROVIDERS = "META-INF/services/com.azure.core.util.tracing.TracerProvider";

    /** Versions of azure-core without this class have another interface for tracers. */
    private static final String NEW_TRACERS = "com/azure/core/util/tracing/StartSpanOptions.class";

    private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;

    /** The difference between the major version of a class file and the version of Java. */
    private static final int MAJOR_VERSION_OFFSET = 44;

    static {
        registerAsParallelCapable();
    }

    private volatile SdkSpans spans = (name, kind, parent) -> null;

    public AppClassLoader(List<Path> classPath) {
        super(classPath.stream().map(AppClassLoader::url).toArray(URL[]::new), new SharedTypes());
    }

    /**
     * Whether a class belongs to the app itself: it comes from a folder, or from the first jar on the class path. False for
     * classes of dependencies and for missing classes.
     */
    public boolean isOwn(String className) {
        @Nullable URL file = findResource(className.replace('.', '/') + ".class");
        return file != null
                && (file.getProtocol().equals("file") || file.getPath().startsWith(getURLs()[0] + "!"));
    }

    /** Has calls of Azure's SDK begin spans, unless the app has a tracer of its own. */
    void trace(SdkSpans sdkSpans) {
        spans = sdkSpans;
    }

    @Override
    public SdkSpans sdkSpans() {
        return (name, kind, parent) -> spans.begin(name, kind, parent);
    }

    /** Adds our tracer if the app has none. */
    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        Enumeration<URL> own = super.findResources(name);
        if (own.hasMoreElements() || !name.equals(TRACER_PROVIDERS) || findResource(NEW_TRACERS) == null) {
            return own;
        }
        @Nullable URL ours = SdkSpans.class.getResource("tracer-providers");
        return ours == null ? own : Collections.enumeration(List.of(ours));
    }

    /** Defines a class of our tracer, which refers to the azure-core of the app. */
    private Class<?> defineTracer(String name) throws ClassNotFoundException {
        try (InputStream file =
                SdkSpans.class.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] content = file.readAllBytes();
            return defineClass(name, content, 0, content.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    /** Gives the error for a class that is too new for this JVM a message that says what to do. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(TRACER_PROVIDER)) {
            return defineTracer(name);
        }
        try {
            return super.findClass(name);
        } catch (UnsupportedClassVersionError tooNew) {
            UnsupportedClassVersionError explained =
                    new UnsupportedClassVersionError(newerJavaNeeded(name).orElse(String.valueOf(tooNew.getMessage())));
            explained.setStackTrace(tooNew.getStackTrace());
            throw explained;
        }
    }

    /** The error message for a class that needs a newer JVM; empty if it does not, or if it cannot be found. */
    public Optional<String> newerJavaNeeded(String className) {
        try (InputStream content = getResourceAsStream(className.replace('.', '/') + ".class")) {
            return content == null ? Optional.empty() : newerJavaNeeded(className, new DataInputStream(content));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> newerJavaNeeded(String className, DataInputStream header) throws IOException {
        if (header.readInt() != CLASS_FILE_MAGIC) {
            return Optional.empty();
        }
        header.readUnsignedShort();
        int needed = header.readUnsignedShort() - MAJOR_VERSION_OFFSET;
        int running = Runtime.version().feature();
        if (needed <= running) {
            return Optional.empty();
        }
        return Optional.of(
                ("%s was built for Java %s, but this is Java %s. Set JAVA_HOME to a JDK %s or newer and start"
                                + " again, or build for Java %s.")
                        .formatted(className, needed, running, needed, running));
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("A path has no URL: " + path, impossible);
        }
    }

    /**
     * Loads the classes of the JDK and, from our class path, the Functions API and the interface of our tracer, but none of our
     * resources.
     */
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
            boolean tracing = name.startsWith(SdkSpans.class.getName());
            if (tracing || (lastDot > 0 && API.contains(name.substring(0, lastDot)))) {
                return AppClassLoader.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
