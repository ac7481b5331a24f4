package dev.nephelite.function.trigger;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.function.app.App;
import dev.nephelite.function.client.StorageAccounts;
import java.util.concurrent.Executor;

/**
 * The host as a trigger sees it. One host has one, for as long as it runs one version of its app.
 *
 * @param hostId names this host in everything it keeps in storage, see {@link HostId}
 * @param storage the accounts behind the connections of {@code app}
 * @param executor for work that waits for storage; has as many threads as there is work
 */
public record HostContext(
        App app,
        String hostId,
        StorageAccounts storage,
        Invoker invoker,
        Clock clock,
        Ids ids,
        HostLog log,
        Executor executor) {}
