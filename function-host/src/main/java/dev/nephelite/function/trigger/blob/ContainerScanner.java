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
 * Looks through one container for blobs that functions have not been told of. How far it came outlives the host, so that
 * only what was written since has to be held against the receipts.
 */
final class ContainerScanner {
    private static final String STATE_CONTAINER = "azure-webjobs-hosts";
    private static final String STATE_FIELD = "LatestScan";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String container;
    private final List<BlobFunction> functions;
    private final BlobDispatcher offers;
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
            BlobDispatcher offers,
            HostContext host) {
        this.container = container;
        this.functions = List.copyOf(functions);
        this.offers = offers;
        blobs = account.blobs();
        state = host.storage().account(null).blobs();
        stateBlob = "blobscaninfo/%s/%s/%s/scanInfo".formatted(host.hostId(), account.name(), container);
    }

    /** Reads anew how far it came, for another host may have come farther. */
    void forget() {
        stateRead = false;
        sweep = new Sweep();
    }

    /**
     * Looks through the container, waiting for storage, or through its next part.
     *
     * @param most how many blobs may be listed; what is left is for the next time
     * @param goOn asked now and then; the scan ends early when it says no
     * @return whether it came to the end, and all finds have their messages
     */
    boolean run(int most, BooleanSupplier goOn) {
        readState();
        int left = most;
        do {
            BlobClient.Page page = blobs.list(container, commonPrefix(), sweep.marker, left);
            sweep.settled &= offerAll(page);
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

    /** Returns whether all that was found has its message. */
    private boolean offerAll(BlobClient.Page page) {
        List<CompletableFuture<Boolean>> found = new ArrayList<>();
        for (BlobClient.Page.Entry entry : page.blobs()) {
            if (latest == null || !entry.lastModified().isBefore(latest)) {
                FoundBlob blob = new FoundBlob(container, entry.name(), entry.etag(), entry.blobType());
                functions.stream()
                        .filter(function -> function.matches(blob))
                        .forEach(function -> found.add(offers.offer(function, blob, latest != null)));
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

    /** A state that cannot be read counts as none; the receipts say the same, only slower. */
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

    /** One way through the container, which may take several looks. */
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

        /** A blob that was written behind our back is older than those we came to later, but not than our beginning. */
        Instant newest() {
            return begun == null || newest.isBefore(begun) ? newest : begun;
        }
    }
}
