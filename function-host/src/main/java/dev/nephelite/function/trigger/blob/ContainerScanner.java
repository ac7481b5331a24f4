package dev.nephelite.function.trigger.blob;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.trigger.HostContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Scans one container for new blobs. Its progress is stored, so that after a restart only blobs written since then are
 * compared with the receipts.
 */
final class ContainerScanner {
    private static final String STATE_CONTAINER = "azure-webjobs-hosts";
    private static final String STATE_FIELD = "LatestScan";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String container;
    private final List<BlobFunction> functions;
    private final BlobDispatcher dispatcher;
    private final BlobClient blobs;
    private final BlobClient state;
    private final String stateBlob;
    private boolean stateRead;
    private @Nullable Instant latest;
    private Sweep sweep = new Sweep();

    ContainerScanner(
            String container,
            StorageAccount account,
            List<BlobFunction> functions,
            BlobDispatcher dispatcher,
            HostContext host) {
        this.container = container;
        this.functions = List.copyOf(functions);
        this.dispatcher = dispatcher;
        blobs = account.blobs();
        state = host.storage().account(null).blobs();
        stateBlob = stateBlob(container, account, host);
    }

    private static String stateBlob(String container, StorageAccount account, HostContext host) {
        return "blobscaninfo/%s/%s/%s/scanInfo".formatted(host.hostId(), account.name(), container);
    }

    /** Up to when blobs of a container have been found by complete scans; empty before the first one. */
    static Optional<Instant> storedProgress(String container, StorageAccount account, HostContext host) {
        return host.storage()
                .account(null)
                .blobs()
                .get(STATE_CONTAINER, stateBlob(container, account, host))
                .flatMap(ContainerScanner::latestIn);
    }

    /** Drops the progress that is in memory, because another host may have stored more. */
    void forget() {
        stateRead = false;
        sweep = new Sweep();
    }

    /**
     * Scans the container, or the next part of it. Blocks on storage.
     *
     * @param most how many blobs may be listed; the next run continues from there
     * @param goOn checked between pages; the scan ends early if it returns false
     * @return whether the scan reached the end and all found blobs have their messages
     */
    boolean run(int most, BooleanSupplier goOn) {
        readState();
        int left = most;
        do {
            BlobClient.Page page = blobs.list(container, commonPrefix(), sweep.marker, left);
            sweep.settled &= dispatchAll(page);
            sweep.add(page);
            left -= page.blobs().size();
        } while (sweep.marker != null && left > 0 && goOn.getAsBoolean());
        return sweep.marker == null && end();
    }

    private boolean end() {
        Sweep complete = sweep;
        sweep = new Sweep();
        if (complete.settled) {
            Instant newest = complete.newest();
            if (newest.isAfter(latest == null ? Instant.EPOCH : latest)) {
                writeState(newest);
            }
        }
        return complete.settled;
    }

    /** Returns whether all found blobs have their messages. */
    private boolean dispatchAll(BlobClient.Page page) {
        List<CompletableFuture<Boolean>> found = new ArrayList<>();
        for (BlobClient.Page.Entry entry : page.blobs()) {
            if (latest == null || !entry.lastModified().isBefore(latest)) {
                FoundBlob blob = new FoundBlob(container, entry.name(), entry.etag(), entry.blobType());
                functions.stream()
                        .filter(function -> function.matches(blob))
                        .forEach(function -> found.add(dispatcher.dispatch(function, blob, latest != null, null)));
            }
        }
        return found.stream().map(CompletableFuture::join).reduce(true, Boolean::logicalAnd);
    }

    private String commonPrefix() {
        String prefix = functions.get(0).pattern().blobPrefix();
        for (BlobFunction function : functions) {
            while (!function.pattern().blobPrefix().startsWith(prefix)) {
                prefix = prefix.substring(0, prefix.length() - 1);
            }
        }
        return prefix;
    }

    private void readState() {
        if (!stateRead) {
            latest = state.get(STATE_CONTAINER, stateBlob)
                    .flatMap(ContainerScanner::latestIn)
                    .orElse(null);
            stateRead = true;
        }
    }

    /** Unreadable progress is ignored; the receipts have the same information, only slower. */
    private static Optional<Instant> latestIn(BlobClient.Blob item) {
        try {
            return Optional.of(Instant.parse(
                    JSON.readTree(item.content()).path(STATE_FIELD).asText()));
        } catch (IOException | DateTimeException damaged) {
            return Optional.empty();
        }
    }

    private void writeState(Instant newest) {
        String json = JSON.createObjectNode()
                .put(STATE_FIELD, newest.minusMillis(1).toString())
                .toString();
        state.put(
                STATE_CONTAINER,
                stateBlob,
                json.getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/json"));
        latest = newest;
    }

    /** One pass over the container, which may take several runs. */
    private static final class Sweep {
        private @Nullable String marker;
        private @Nullable Instant begun;
        private Instant newest = Instant.EPOCH;
        private boolean settled = true;

        void add(BlobClient.Page page) {
            begun = begun == null ? page.asOf() : begun;
            newest = page.blobs().stream()
                    .map(BlobClient.Page.Entry::lastModified)
                    .reduce(newest, (one, other) -> one.isAfter(other) ? one : other);
            marker = page.nextMarker();
        }

        /**
         * The time to store. A blob written during the pass may be older than blobs listed later, but not older than
         * the start of the pass.
         */
        Instant newest() {
            return begun == null || newest.isBefore(begun) ? newest : begun;
        }
    }
}
