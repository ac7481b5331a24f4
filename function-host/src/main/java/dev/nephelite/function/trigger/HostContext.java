package dev.nephelite.function.trigger;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.function.app.App;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.log.HostLog;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The host as a trigger sees it. One host has one, for as long as it runs one version of its app.
 *
 * @param hostId names this host in everything it keeps in storage, see {@link HostId}
 * @param instanceId tells this running host from others of the same id
 * @param storage the accounts behind the connections of {@code app}
 * @param executor for work that waits for storage; has as many threads as there is work
 */
public record HostContext(
        App app,
        String hostId,
        UUID instanceId,
        HostFlags modes,
        StorageAccounts storage,
        Invoker invoker,
        Clock clock,
        Ids ids,
        HostLog log,
        Executor executor) {
    /** What the cloud's own tools choose on a developer's machine. */
    private static final Duration LOCAL_POLLING_INTERVAL = Duration.ofSeconds(2);

    private static final Duration CLOUD_POLLING_INTERVAL = Duration.ofMinutes(1);

    /** This running host as storage and the log name it: 32 hexadecimal digits. */
    public String instanceName() {
        return instanceId.toString().replace("-", "");
    }

    /** How long a listener waits at most between two looks at an empty queue. */
    public Duration pollingInterval() {
        @Nullable Duration wanted = app.host().queues().maxPollingInterval();
        if (wanted != null) {
            return wanted;
        }
        return modes.realPolling() ? CLOUD_POLLING_INTERVAL : LOCAL_POLLING_INTERVAL;
    }
}
