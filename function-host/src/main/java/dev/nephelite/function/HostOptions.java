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
 * What a {@link FunctionHost} needs to run.
 *
 * @param origin loads the app, and again after each change; the host closes it
 * @param address where to listen, see {@link FunctionHost#url}
 * @param developmentStorage the connection string that settings of the value {@code UseDevelopmentStorage=true} stand
 *     for, or null when they mean the well-known ports
 * @param clock decides when timers fire and how long things take; tests pass one they can move
 * @param log hears what the host and the functions do, as far as {@code host.json} wants it shown
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

    /** These options with another one who hears what is logged. */
    HostOptions heardBy(HostLog more) {
        return new HostOptions(origin, address, developmentStorage, modes, clock, ids, new TeeLog(more, log));
    }
}
