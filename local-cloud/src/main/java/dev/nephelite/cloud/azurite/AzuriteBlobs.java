package dev.nephelite.cloud.azurite;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobTags;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.Container.DefaultScope;
import dev.nephelite.blob.model.Container.PublicAccess;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.blob.model.Tiering.AccessTier;
import dev.nephelite.blob.properties.BlobServiceProperties;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.value.ETag;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Moves the containers and blobs of Azurite into a store. */
final class AzuriteBlobs {
    /** The duration of a lease that does not end. */
    private static final long INFINITE = -1;

    private final AzuriteService azurite;
    private final BlobStore store;
    private final Consumer<String> progress;
    private long containers;
    private long blobs;
    private long snapshots;
    private long bytes;

    private AzuriteBlobs(AzuriteService azurite, BlobStore store, Consumer<String> progress) {
        this.azurite = azurite;
        this.store = store;
        this.progress = progress;
    }

    /** Moves everything; {@code progress} receives what is being done. */
    static ImportSummary move(AzuriteService azurite, BlobStore store, Consumer<String> progress) throws IOException {
        AzuriteBlobs moved = new AzuriteBlobs(azurite, store, progress);
        moved.move();
        return new ImportSummary(moved.containers, moved.blobs, moved.snapshots, moved.bytes, 0, 0);
    }

    private void move() throws IOException {
        azurite.forEach("$SERVICES_COLLECTION$", this::moveProperties);
        azurite.forEach("$CONTAINERS_COLLECTION$", this::moveContainer);
        azurite.forEach("$BLOBS_COLLECTION$", this::moveBlob);
        // A blob that is written loses its uncommitted blocks, so they come last.
        azurite.forEach("$BLOCKS_COLLECTION$", this::moveBlock);
    }

    private void moveProperties(AzuriteRecord service) {
        String account = service.text("accountName");
        BlobServiceProperties properties = new BlobServiceProperties(
                AzuriteProperties.of(service),
                service.optionalText("defaultServiceVersion"),
                BlobServiceProperties.DEFAULT.deleteRetention(),
                BlobServiceProperties.DEFAULT.website());
        store.write(tx -> {
            tx.put(account, properties);
            return null;
        });
    }

    private void moveContainer(AzuriteRecord container) {
        AzuriteRecord properties = container.record("properties");
        @Nullable PublicAccess access = properties.optionalValue("publicAccess", PublicAccess::parse);
        store.write(tx -> {
            tx.put(
                    container.text("accountName"),
                    new Container(
                            container.value("name", ContainerName::new),
                            revision(properties),
                            container.metadata(),
                            tx.nextGeneration(),
                            lease(container),
                            access == null ? PublicAccess.NONE : access,
                            container.policies("containerAcl"),
                            DefaultScope.ACCOUNT_KEY));
            return null;
        });
        containers++;
    }

    private void moveBlob(AzuriteRecord record) throws IOException {
        if (!record.flag("isCommitted")) {
            return;
        }
        BlobAddress address = address(record, "name");
        progress.accept("Importing " + address.container() + "/" + address.blob());
        @Nullable StateId snapshot = record.optionalValue("snapshot", StateId::parse);
        BlobType type = record.record("properties").value("blobType", BlobType::parse);
        switch (type) {
            case BLOCK_BLOB -> moveBlockBlob(address, record, snapshot);
            case APPEND_BLOB -> moveAppendBlob(address, record, snapshot);
            case PAGE_BLOB -> movePageBlob(address, record, snapshot);
        }
        if (snapshot == null) {
            blobs++;
        } else {
            snapshots++;
        }
    }

    private void moveBlockBlob(BlobAddress address, AzuriteRecord record, @Nullable StateId snapshot)
            throws IOException {
        List<AzuriteRecord> blocks = record.records("committedBlocksInOrder").toList();
        List<AzuriteRecord> parts = new ArrayList<>();
        if (record.has("persistency")) {
            parts.add(record.record("persistency"));
        }
        blocks.forEach(block -> parts.add(block.record("persistency")));
        try (PendingContent received = receive(parts)) {
            BlobLayout layout = new BlobLayout.Blocks(
                    received.length(),
                    blocks.stream()
                            .map(block -> new BlobLayout.Block(block.value("name", BlockId::new), block.number("size")))
                            .toList());
            store.write(tx -> put(tx, address, record, snapshot, layout, tx.store(received)));
        }
    }

    private void moveAppendBlob(BlobAddress address, AzuriteRecord record, @Nullable StateId snapshot)
            throws IOException {
        List<AzuriteRecord> blocks = record.records("committedBlocksInOrder").toList();
        List<AzuriteRecord> parts =
                blocks.stream().map(block -> block.record("persistency")).toList();
        boolean sealed = record.record("properties").flag("isSealed");
        try (PendingContent received = receive(parts)) {
            store.write(tx -> {
                BlobLayout.Appended layout =
                        new BlobLayout.Appended(received.length(), tx.nextGeneration(), blocks.size(), sealed);
                if (received.length() > 0) {
                    tx.write(layout, 0, tx.store(received));
                }
                return put(tx, address, record, snapshot, layout, Content.EMPTY);
            });
        }
    }

    private void movePageBlob(BlobAddress address, AzuriteRecord record, @Nullable StateId snapshot)
            throws IOException {
        AzuriteRecord properties = record.record("properties");
        BlobLayout.Pages layout = new BlobLayout.Pages(
                properties.number("contentLength"),
                store.write(BlobWriter::nextGeneration),
                properties.number("blobSequenceNumber", 0));
        for (AzuriteRecord range : record.records("pageRangesInOrder").toList()) {
            try (PendingContent received = receive(List.of(range.record("persistency")))) {
                store.write(tx -> {
                    tx.write(layout, range.number("start"), tx.store(received));
                    return null;
                });
            }
        }
        store.write(tx -> put(tx, address, record, snapshot, layout, Content.EMPTY));
    }

    private void moveBlock(AzuriteRecord block) throws IOException {
        BlobAddress address = address(block, "blobName");
        BlockId id = block.value("name", BlockId::new);
        try (PendingContent received = receive(List.of(block.record("persistency")))) {
            store.write(tx -> {
                tx.putUncommittedBlock(address, id, tx.store(received), BlobEncryption.OF_ACCOUNT);
                return null;
            });
        }
    }

    private PendingContent receive(List<AzuriteRecord> parts) throws IOException {
        PendingContent received = store.receive(azurite.open(parts), -1);
        bytes += received.length();
        return received;
    }

    /** Writes the record of a blob or a snapshot. Returns nothing. */
    private static @Nullable Void put(
            BlobWriter tx,
            BlobAddress address,
            AzuriteRecord record,
            @Nullable StateId snapshot,
            BlobLayout layout,
            Content content) {
        AzuriteRecord properties = record.record("properties");
        Blob.Builder blob = new Blob.Builder(revision(properties), layout, properties(properties))
                .createdAt(properties.instant("creationTime"))
                .metadata(record.metadata())
                .tags(tags(record))
                .tiering(tiering(properties))
                .copy(copy(properties));
        if (snapshot == null) {
            tx.replace(address, blob.lease(lease(record)).build(), content);
        } else {
            Blob state = blob.state(BlobState.snapshot(snapshot)).build();
            tx.putState(address, snapshot, new StoredBlob(state, content));
        }
        return null;
    }

    private static BlobAddress address(AzuriteRecord record, String name) {
        return new BlobAddress(
                record.text("accountName"), record.value("containerName", ContainerName::new), record.blobName(name));
    }

    private static Revision revision(AzuriteRecord properties) {
        return new Revision(properties.value("etag", ETag::parse), properties.instant("lastModified"));
    }

    private static BlobProperties properties(AzuriteRecord properties) {
        @Nullable String contentType = properties.optionalText("contentType");
        byte @Nullable [] md5 = properties.optionalBytes("contentMD5");
        return new BlobProperties(
                contentType == null ? BlobProperties.DEFAULT_CONTENT_TYPE : contentType,
                properties.optionalText("contentEncoding"),
                properties.optionalText("contentLanguage"),
                md5 == null ? null : Base64.getEncoder().encodeToString(md5),
                properties.optionalText("cacheControl"),
                properties.optionalText("contentDisposition"));
    }

    private static BlobTags tags(AzuriteRecord record) {
        if (!record.has("blobTags")) {
            return BlobTags.NONE;
        }
        Map<String, String> pairs = record.record("blobTags")
                .records("blobTagSet")
                .collect(Collectors.toMap(tag -> tag.text("key"), tag -> tag.text("value"), (first, same) -> first));
        return new BlobTags(pairs);
    }

    private static Tiering tiering(AzuriteRecord properties) {
        @Nullable AccessTier tier = properties.optionalValue("accessTier", AccessTier::parse);
        if (tier == null || properties.flag("accessTierInferred")) {
            return Tiering.INFERRED;
        }
        return new Tiering(tier, properties.optionalInstant("accessTierChangeTime"), null);
    }

    private static @Nullable CopyState copy(AzuriteRecord properties) {
        if (!properties.has("copyId")) {
            return null;
        }
        long length = properties.number("contentLength");
        return new CopyState(
                properties.value("copyId", UUID::fromString),
                properties.text("copySource"),
                properties.value("copyStatus", AzuriteBlobs::copyStatus),
                length,
                length,
                properties.optionalInstant("copyCompletionTime"),
                properties.optionalText("copyStatusDescription"),
                false,
                null);
    }

    private static CopyState.Status copyStatus(String text) {
        return CopyState.Status.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The lease on a container or blob, as of the last request that changed it. */
    private static @Nullable Lease lease(AzuriteRecord record) {
        if (!record.has("leaseId")) {
            return null;
        }
        UUID id = record.value("leaseId", Lease::parseId);
        long seconds = record.number("leaseDurationSeconds", INFINITE);
        @Nullable Duration duration = seconds == INFINITE ? null : Duration.ofSeconds(seconds);
        return switch (record.record("properties").value("leaseState", AzuriteBlobs::leaseState)) {
            case AVAILABLE -> null;
            case LEASED, EXPIRED -> new Lease(id, duration, false, record.optionalInstant("leaseExpireTime"));
            case BREAKING -> new Lease(id, duration, true, record.instant("leaseBreakTime"));
            case BROKEN -> new Lease(id, duration, true, Instant.EPOCH);
        };
    }

    private static Lease.State leaseState(String text) {
        return Lease.State.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
