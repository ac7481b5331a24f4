package dev.nephelite.emulator.properties;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Caches the service properties of each account of one service, because every request needs them.
 *
 * <p>Thread-safe. A change must be announced by {@link #changed} before it is acknowledged.
 */
public final class ServicePropertiesCache<P extends ServiceProperties> {
    private final Function<String, P> stored;
    private final Map<String, P> known = new ConcurrentHashMap<>();

    /**
     * Creates an empty cache.
     *
     * @param stored looks up those of the account of that name
     */
    public ServicePropertiesCache(Function<String, P> stored) {
        this.stored = stored;
    }

    /** The properties of the account of that name. */
    public P of(String account) {
        @Nullable P serviceProperties = known.get(account);
        return serviceProperties == null ? known.computeIfAbsent(account, stored) : serviceProperties;
    }

    /** Looks up the properties of that account anew when they are asked for. */
    public void changed(String account) {
        known.remove(account);
    }

    /** Looks up the properties of all accounts anew when they are asked for. */
    public void clear() {
        known.clear();
    }
}
