package dev.nephelite.function.java.worker.jvm;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Objects that apps register with the JVM, which accepts them only once: the factories of {@code java.net}, such as
 * Tomcat's {@link URL#setURLStreamHandlerFactory}, and MBeans. Unless they are removed, the app cannot start again in this
 * JVM.
 *
 * <p>The JDK has no API to unset a factory, so this class resets the fields, whose package must be opened. A JVM has only
 * one factory of each kind, so loading an app replaces the factories of apps that still run.
 */
public final class JvmRegistrations {
    /** The JVM options that are needed; the launcher sets them. */
    static final String REMEDY = "--add-opens java.base/java.net=ALL-UNNAMED";

    private final List<Field> factories;

    /**
     * Creates registrations with the given factories.
     *
     * @param factories the fields of the factories; empty if the JVM does not open {@code java.net}
     */
    JvmRegistrations(List<Field> factories) {
        this.factories = factories;
    }

    public static JvmRegistrations ofThisJvm() {
        return new JvmRegistrations(
                Stream.of(URL.class, URLConnection.class, Socket.class, ServerSocket.class, DatagramSocket.class)
                        .flatMap(owner -> factoryOf(owner).stream())
                        .toList());
    }

    private static Optional<Field> factoryOf(Class<?> owner) {
        try {
            Field factory = owner.getDeclaredField("factory");
            factory.setAccessible(true);
            return Optional.of(factory);
        } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
            return Optional.empty();
        }
    }

    /** Unsets the factories that come from a matching class loader, if the JVM allows it. */
    public void unsetFactories(Predicate<ClassLoader> loader) {
        for (Field factory : factories) {
            try {
                @Nullable Object set = factory.get(null);
                if (set != null && loader.test(set.getClass().getClassLoader())) {
                    factory.set(null, null);
                }
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(factory + " was accessible before.", impossible);
            }
        }
    }

    /** Unregisters the MBeans whose classes come from {@code loader}. */
    public void unregisterMBeans(ClassLoader loader) {
        for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
            for (ObjectName name : server.queryNames(null, null)) {
                unregister(server, name, loader);
            }
        }
    }

    private static void unregister(MBeanServer server, ObjectName name, ClassLoader loader) {
        try {
            if (loader.equals(server.getClassLoaderFor(name))) {
                server.unregisterMBean(name);
            }
        } catch (JMException | JMRuntimeException ignored) {
            // The MBean no longer exists, or its own code prevents removal; the app is closed in either case.
        }
    }

    /** A warning with the remedy if a factory is set and this JVM does not allow unsetting it. */
    public Optional<String> warning() {
        if (!factories.isEmpty() || !isUrlFactorySet()) {
            return Optional.empty();
        }
        return Optional.of(
                "This JVM has a URLStreamHandlerFactory, as Tomcat sets one, and takes no other: if the app sets one, it"
                        + " fails with 'factory already defined'. Restart the JVM after each change, or start it with "
                        + REMEDY
                        + ", as the launcher does.");
    }

    /** The JDK has no other way to check; setting null changes nothing. */
    private static boolean isUrlFactorySet() {
        try {
            URL.setURLStreamHandlerFactory(null);
            return false;
        } catch (Error alreadyDefined) {
            return true;
        }
    }
}
