package dev.nephelite.function.trigger;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.function.app.App;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.log.HostLog;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * The host as triggers see it. There is one for each version of the app that the host loads.
 *
 * @param hostId names this host in everything it stores, see {@link HostId}
 * @param instanceId distinguishes this running host from others with the same host id
 * @param storage the accounts that the app connects to
 * @param executor for work that blocks on storage; its number of threads is unlimited
 * @param invoker tracked by {@code activity}, like the clocks and the executor
 * @param pause whether triggers do nothing for a while
 * @param activity counts what is executed, scheduled and invoked through this context
 */
public record HostContext(
        App app,
        String hostId,
        UUID instanceId,
        HostFlags flags,
        StorageAccounts storage,
        Invoker invoker,
        Clocks clocks,
        Ids ids,
        HostLog log,
        Executor executor,
        TriggerPause pause,
        HostActivity activity) {
    /** The instance id as storage and the log show it: 32 hexadecimal digits. */
    public String instanceName() {
        return instanceId.toString().replace("-", "");
    }
}
