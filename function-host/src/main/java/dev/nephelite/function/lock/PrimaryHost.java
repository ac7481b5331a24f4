package dev.nephelite.function.lock;

import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.trigger.HostContext;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Determines whether this host is the primary one among the hosts of its app. */
public final class PrimaryHost implements HostLock.Holder {
    static final String LOG_CATEGORY = "Host.Singleton";

    private final HostContext host;

    /** Null for a host that is alone, and for an app without storage. */
    private final @Nullable HostLock lock;

    public PrimaryHost(HostContext host) {
        this.host = host;
        lock = host.flags().alone() ? null : lock();
    }

    /** An app without storage has no lock; its functions that need no storage still run. */
    private @Nullable HostLock lock() {
        try {
            return new HostLock(HostLock.Options.ofHost(host), host, this);
        } catch (InvalidAppException noStorage) {
            failed(String.valueOf(noStorage.getMessage()));
            return null;
        }
    }

    /** Starts trying to acquire the lock of the primary host; returns at once. */
    public void start() {
        if (lock != null) {
            lock.start();
        } else if (host.flags().alone()) {
            acquired();
        }
    }

    /** Releases the lock. */
    public CompletableFuture<Void> stop() {
        return lock == null ? CompletableFuture.completedFuture(null) : lock.stop();
    }

    @Override
    public void acquired() {
        host.log().information(LOG_CATEGORY, "Host lock lease acquired by instance ID '" + host.instanceName() + "'.");
    }

    @Override
    public void lost() {
        host.log().debug(LOG_CATEGORY, "Host lock lease lost by instance ID '" + host.instanceName() + "'.");
    }

    @Override
    public void failed(String reason) {
        host.log().debug(LOG_CATEGORY, "The host lock cannot be acquired. " + reason);
    }
}
