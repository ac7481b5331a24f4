package dev.nephelite.emulator.settings;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of each account of one service, at hand: every request is subject to them, and must not pay for it.
 *
 * <p>Safe for concurrent use. Who changes settings says so by {@link #changed} before the change is acknowledged.
 */
public final class SettingsInForce {
    private final Function<String, Settings> stored;
    private final Map<String, Settings> known = new ConcurrentHashMap<>();

    /**
     * Knows no settings yet.
     *
     * @param stored looks up those of the account of that name
     */
    public SettingsInForce(Function<String, Settings> stored) {
        this.stored = stored;
    }

    /** The settings of the account of that name. */
    public Settings of(String account) {
        @Nullable Settings settings = known.get(account);
        return settings == null ? known.computeIfAbsent(account, stored) : settings;
    }

    /** Looks up the settings of that account anew when they are asked for. */
    public void changed(String account) {
        known.remove(account);
    }
}
