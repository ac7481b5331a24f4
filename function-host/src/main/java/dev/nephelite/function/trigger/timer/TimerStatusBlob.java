package dev.nephelite.function.trigger.timer;

import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.trigger.HostContext;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** Where the status of one timer outlives the host. Waits for storage; when that fails, the timer goes on without it. */
final class TimerStatusBlob {
    private static final String CONTAINER = "azure-webjobs-hosts";

    private final HostContext host;
    private final String function;
    private final String blob;

    TimerStatusBlob(String function, HostContext host) {
        this.host = host;
        this.function = function;
        blob = "timers/" + host.hostId() + "/Host.Functions." + function + "/status";
    }

    Optional<TimerStatus> load(ZoneId zone) {
        try {
            return blobs().get(CONTAINER, blob).flatMap(item -> TimerStatus.parse(item.content(), zone));
        } catch (RemoteStorageException failure) {
            warn("read", failure);
            return Optional.empty();
        }
    }

    void save(TimerStatus status) {
        try {
            blobs().put(CONTAINER, blob, status.stored(), Map.of("Content-Type", "application/json"));
        } catch (RemoteStorageException failure) {
            warn("written", failure);
        }
    }

    private BlobClient blobs() {
        return host.storage().account(null).blobs();
    }

    private void warn(String done, RemoteStorageException failure) {
        host.log()
                .warning(
                        TimerListener.LOG_CATEGORY,
                        "The status of timer '%s' could not be %s. %s".formatted(function, done, failure.getMessage()));
    }
}
