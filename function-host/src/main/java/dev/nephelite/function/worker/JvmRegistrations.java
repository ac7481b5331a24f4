package dev.nephelite.function.worker;

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
 * What apps register with the JVM, which takes it only once: the factories of {@code java.net}, such as Tomcat's
 * {@link URL#setURLStreamHandlerFactory}, and MBeans. An app that leaves them behind could not start again in this JVM.
 *
 * <p>The JDK cannot unset a factory, so this resets its fields, whose package has to be opened. As one JVM has one factory of
 * each kind, an app that is loaded displaces those of apps that still run.
 */
final class JvmRegistrations {
    /** What the JVM has to be started with, where the launcher does not take care of it. */
    static final String REMEDY = "--add-opens java.base/java.net=ALL-UNNAMED";

    private final List<Field> factories;

    /**
     * Registrations of which some can be undone.
     *
     * @param factories the accessible fields that hold the factories; none in a JVM that keeps {@code java.net} closed
     */
    JvmRegistrations(List<Field> factories) {
        this.factories = factories;
    }

    static JvmRegistrations ofThisJvm() {
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

    /** Unsets the factories that come from a class loader, where the JVM allows it. */
    void unsetFactories(Predicate<ClassLoader> loader) {
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
    void unregisterMBeans(ClassLoader loader) {
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
            // It is gone already, or its own code refuses to go; either way the app is closed.
        }
    }

    /** Returns what may fail, and the remedy, if a factory is set and this JVM does not let anybody unset it. */
    Optional<String> warning() {
        if (!factories.isEmpty() || !isUrlFactorySet()) {
            return Optional.empty();
        }
        return Optional.of(
                "This JVM has a URLStreamHandlerFactory, as Tomcat sets one, and takes no other: if the app sets one, it"
                        + " fails with 'factory already defined'. Restart the JVM after each change, or start it with "
                        + REMEDY
                        + ", as the launcher does.");
    }

    /** The JDK has no other way to ask; setting none changes nothing. */
    private static boolean isUrlFactorySet() {
        try {
            URL.setURLStreamHandlerFactory(null);
            return false;
        } catch (Error alreadyDefined) {
            return true;
        }
    }
}
