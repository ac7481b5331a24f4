package dev.nephelite.cli;

import dev.nephelite.emulator.time.Clock;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C does: the first one ends everything in order, a second one ends it at once. Without this the JVM would let
 * nobody end a program that is ending. Two in the same moment are one, for some terminals and tools send it twice.
 *
 * <p>Signals are no part of Java, but every JDK has them in {@code sun.misc}. They are reached by name, because a compiler
 * that accepts no warnings does not accept that package. Where they are missing, Ctrl-C works as in any Java program.
 */
final class Interrupts {
    private static final Logger LOG = Logger.getLogger(Interrupts.class.getName());
    private static final int EXIT_CODE = 130;
    private static final Duration SAME_MOMENT = Duration.ofMillis(100);

    private final PrintWriter err;
    private final Clock clock;
    private @Nullable Instant first;

    private Interrupts(PrintWriter err, Clock clock) {
        this.err = err;
        this.clock = clock;
    }

    /** Heeds every Ctrl-C from now on. */
    static void handle(PrintWriter err, Clock clock) {
        Interrupts interrupts = new Interrupts(err, clock);
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler heed = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    interrupts.interrupt();
                }
                return null;
            };
            Object heeding = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, heed);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), heeding);
        } catch (ReflectiveOperationException unavailable) {
            LOG.log(Level.FINE, "Ctrl-C is left to the JVM", unavailable);
        }
    }

    private synchronized void interrupt() {
        Instant now = clock.now();
        if (first == null) {
            first = now;
            err.println("nephelite: stopping; Ctrl-C again to end at once");
            err.flush();
            new Thread(() -> System.exit(EXIT_CODE), "interrupted").start();
        } else if (Duration.between(first, now).compareTo(SAME_MOMENT) >= 0) {
            err.println("nephelite: ended before everything had stopped");
            err.flush();
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
