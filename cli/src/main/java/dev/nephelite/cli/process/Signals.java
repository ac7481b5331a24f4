package dev.nephelite.cli.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The signals that this process handles itself.
 *
 * <p>Signals are no part of Java, but every JDK has them in {@code sun.misc}. They are reached by name, because a compiler
 * that accepts no warnings does not accept that package. Where they are missing, they work as in any Java program.
 */
final class Signals {
    private static final Logger LOG = Logger.getLogger(Signals.class.getName());

    private Signals() {}

    /**
     * Handles a signal from now on, instead of whatever handled it before.
     *
     * @param name such as {@code INT}
     * @param action runs on a thread of its own
     */
    static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler heed = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return null;
            };
            Object heeding = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, heed);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), heeding);
        } catch (ReflectiveOperationException unavailable) {
            LOG.log(Level.FINE, "SIG" + name + " is left to the JVM", unavailable);
        }
    }
}
