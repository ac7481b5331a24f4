package dev.nephelite.function;

import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.TeeLog;
import dev.nephelite.function.trigger.HostFlags;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link FunctionHost}.
 *
 * @param origin loads the app, and again after each change; the host closes it
 * @param address where to listen, see {@link FunctionHost#url}
 * @param developmentStorage the connection string that replaces {@code UseDevelopmentStorage=true} in settings; null
 *     for the well-known ports
 * @param clock determines when timers fire and how long things take
 * @param log receives the log lines that {@code host.json} allows
 */
public record HostOptions(
        AppLocation origin,
        ServerAddress address,
        @Nullable String developmentStorage,
        HostFlags modes,
        Clock clock,
        Ids ids,
        HostLog log) {
    /** For an app that never changes. */
    public HostOptions(
            App app,
            ServerAddress address,
            @Nullable String developmentStorage,
            HostFlags modes,
            Clock clock,
            Ids ids,
            HostLog log) {
        this(AppLocation.of(app), address, developmentStorage, modes, clock, ids, log);
    }

    /** These options with an additional log. */
    HostOptions heardBy(HostLog more) {
        return new HostOptions(origin, address, developmentStorage, modes, clock, ids, new TeeLog(more, log));
    }
}
