package dev.nephelite.function.worker;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The TLS context of this process for code that chooses none itself, such as the Azure SDK's clients in an app: while
 * an app is loaded, they trust the same servers as the host. A process has only one such context, so it changes for
 * all code in it. Thread-safe.
 */
public final class DefaultTls {
    private final @Nullable SSLContext context;
    private @Nullable SSLContext before;
    private int apps;

    /** @param context null to leave the process as it is */
    public DefaultTls(@Nullable SSLContext context) {
        this.context = context;
    }

    /** Makes the context the default of this process until each call is followed by one of {@link #restore}. */
    synchronized void publish() {
        if (context != null && apps++ == 0) {
            try {
                before = SSLContext.getDefault();
            } catch (NoSuchAlgorithmException broken) {
                throw new IllegalStateException("The JDK lacks TLS.", broken);
            }
            SSLContext.setDefault(context);
        }
    }

    /** Undoes one {@link #publish}; the last one restores the default from before. */
    synchronized void restore() {
        if (before != null && --apps == 0) {
            SSLContext.setDefault(before);
            before = null;
        }
    }
}
