package dev.nephelite.function.lock;

import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.trigger.HostContext;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds out whether this host is the first among those of its app, for all who want to know. */
public final class PrimaryHost implements HostLock.Holder {
    static final String LOG_CATEGORY = "Host.Singleton";

    private final HostContext host;
    private final @Nullable HostLock lock;

    public PrimaryHost(HostContext host) {
        this.host = host;
        lock = lock();
    }

    /** An app without storage is alone, for its functions that need none. */
    private @Nullable HostLock lock() {
        try {
            return new HostLock(LockOptions.ofHost(host), host, this);
        } catch (InvalidAppException noStorage) {
            hindered(String.valueOf(noStorage.getMessage()));
            return null;
        }
    }

    /** Begins to ask for the lock of the host; returns at once. */
    public void start() {
        if (lock != null) {
            lock.start();
        }
    }

    /** Leaves the first place to others. */
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
    public void hindered(String reason) {
        host.log().debug(LOG_CATEGORY, "The host lock cannot be asked for. " + reason);
    }
}
