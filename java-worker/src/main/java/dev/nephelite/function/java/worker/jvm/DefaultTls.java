package dev.nephelite.function.java.worker.jvm;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The TLS context of this process for code that chooses none itself, such as the Azure SDK's clients in an app: while
 * an app is loaded, they trust the same servers as the host. A process has only one such context, so it changes for all
 * code in it; if several apps publish one, that of the app that was loaded last counts. Thread-safe.
 */
public final class DefaultTls {
    private @Nullable SSLContext before;
    private int apps;

    /**
     * Makes {@code context} the default of this process until the result is closed; the last one that is closed restores
     * the default from before.
     *
     * @param context null to change nothing
     */
    public synchronized Published publish(@Nullable SSLContext context) {
        if (context == null) {
            return () -> {};
        }
        if (apps == 0) {
            before = current();
        }
        apps++;
        SSLContext.setDefault(context);
        return this::restore;
    }

    private static SSLContext current() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("The JDK lacks TLS.", broken);
        }
    }

    private synchronized void restore() {
        apps--;
        if (apps == 0 && before != null) {
            SSLContext.setDefault(before);
            before = null;
        }
    }

    /** The context of one app. */
    public interface Published extends AutoCloseable {
        @Override
        void close();
    }
}
