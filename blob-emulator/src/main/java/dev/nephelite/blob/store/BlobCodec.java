package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlobProtection;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobTags;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.CopyState;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.value.Metadata;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Serializes committed blobs: first the fields of block blobs, which is all that format 2 had, then
 * {@link OptionalFields}.
 */
final class BlobCodec implements Codec<StoredBlob> {
    @Override
    public void write(StoredBlob stored, RecordOutput out) {
        Blob blob = stored.blob();
        ContainerCodec.write(blob.revision(), out);
        out.instant(blob.createdAt()).number(blob.length());
        write(blob.properties(), out);
        out.texts(blob.metadata().pairs());
        Tiering.@Nullable AccessTier tier = blob.tiering().chosen();
        out.text(tier == null ? null : tier.toString());
        out.list(
                blocks(blob), (block, fields) -> fields.text(block.id().value()).number(block.size()));
        Content.CODEC.write(stored.content(), out);
        OptionalFields.write(blob, out);
    }

    @Override
    public StoredBlob read(RecordInput in) {
        Revision revision = ContainerCodec.revision(in);
        Instant createdAt = in.instant();
        long length = in.number();
        BlobProperties properties = properties(in);
        Metadata metadata = new Metadata(in.texts());
        Tiering.@Nullable AccessTier tier = tier(in.optionalText());
        List<BlobLayout.Block> blocks =
                in.list(fields -> new BlobLayout.Block(new BlockId(fields.text()), fields.number()));
        Blob.Builder blob = new Blob.Builder(revision, new BlobLayout.Blocks(length, blocks), properties)
                .createdAt(createdAt)
                .metadata(metadata)
                .tiering(Tiering.of(tier));
        Content content = Content.CODEC.read(in);
        return new StoredBlob(OptionalFields.read(blob, tier, length, in).build(), content);
    }

    private static List<BlobLayout.Block> blocks(Blob blob) {
        return blob.layout() instanceof BlobLayout.Blocks blocks ? blocks.blocks() : List.of();
    }

    private static void write(BlobProperties properties, RecordOutput out) {
        out.text(properties.contentType())
                .text(properties.contentEncoding())
                .text(properties.contentLanguage())
                .text(properties.contentMd5())
                .text(properties.cacheControl())
                .text(properties.contentDisposition());
    }

    private static BlobProperties properties(RecordInput in) {
        return new BlobProperties(
                in.text(),
                in.optionalText(),
                in.optionalText(),
                in.optionalText(),
                in.optionalText(),
                in.optionalText());
    }

    private static Tiering.@Nullable AccessTier tier(@Nullable String text) {
        return text == null ? null : Tiering.AccessTier.parse(text);
    }

    /** Serializes a blob's optional fields; a bit set says which are present. */
    private static final class OptionalFields {
        private static final int SEGMENTED = 1;
        private static final int TAGS = 1 << 1;
        private static final int TIERING = 1 << 2;
        private static final int STATE = 1 << 3;
        private static final int LEASE = 1 << 4;
        private static final int COPY = 1 << 5;
        private static final int ENCRYPTION = 1 << 6;
        private static final int PROTECTION = 1 << 7;
        private static final int EXPIRY = 1 << 8;

        private final long present;
        private final RecordInput in;

        private OptionalFields(RecordInput in) {
            this.in = in;
            present = in.hasMore() ? in.number() : 0;
        }

        static void write(Blob blob, RecordOutput out) {
            out.number(present(blob));
            if (blob.layout() instanceof BlobLayout.Segmented segmented) {
                write(segmented, out);
            }
            if (!blob.tags().isEmpty()) {
                out.texts(blob.tags().pairs());
            }
            if (isEventful(blob.tiering())) {
                write(blob.tiering(), out);
            }
            if (!blob.state().equals(BlobState.CURRENT)) {
                write(blob.state(), out);
            }
            if (blob.lease() != null) {
                ContainerCodec.LeaseCodec.write(blob.lease(), out);
            }
            if (blob.copy() != null) {
                CopyCodec.write(blob.copy(), out);
            }
            if (!blob.encryption().equals(BlobEncryption.OF_ACCOUNT)) {
                out.text(blob.encryption().keySha256()).text(blob.encryption().scope());
            }
            if (!blob.protection().equals(BlobProtection.NONE)) {
                BlobProtection protection = blob.protection();
                out.instant(protection.until()).flag(protection.locked()).flag(protection.legalHold());
            }
            if (blob.expiresAt() != null) {
                out.instant(blob.expiresAt());
            }
        }

        /** Adds the fields that are present. */
        static Blob.Builder read(Blob.Builder blob, Tiering.@Nullable AccessTier tier, long length, RecordInput in) {
            return new OptionalFields(in).complete(blob, tier, length);
        }

        private Blob.Builder complete(Blob.Builder blob, Tiering.@Nullable AccessTier tier, long length) {
            if (has(SEGMENTED)) {
                blob.layout(segmentedLayout(length));
            }
            if (has(TAGS)) {
                blob.tags(new BlobTags(in.texts()));
            }
            if (has(TIERING)) {
                blob.tiering(tiering(tier));
            }
            if (has(STATE)) {
                blob.state(blobState());
            }
            if (has(LEASE)) {
                blob.lease(ContainerCodec.LeaseCodec.read(in));
            }
            if (has(COPY)) {
                blob.copy(CopyCodec.read(in));
            }
            if (has(ENCRYPTION)) {
                blob.encryption(new BlobEncryption(in.optionalText(), in.optionalText()));
            }
            if (has(PROTECTION)) {
                blob.protection(new BlobProtection(in.optionalInstant(), in.flag(), in.flag()));
            }
            if (has(EXPIRY)) {
                blob.expiresAt(in.instant());
            }
            return blob;
        }

        private boolean has(int field) {
            return (present & field) != 0;
        }

        private static long present(Blob blob) {
            return (blob.layout() instanceof BlobLayout.Segmented ? SEGMENTED : 0)
                    | (blob.tags().isEmpty() ? 0 : TAGS)
                    | (isEventful(blob.tiering()) ? TIERING : 0)
                    | (blob.state().equals(BlobState.CURRENT) ? 0 : STATE)
                    | (blob.lease() == null ? 0 : LEASE)
                    | (blob.copy() == null ? 0 : COPY)
                    | (blob.encryption().equals(BlobEncryption.OF_ACCOUNT) ? 0 : ENCRYPTION)
                    | (blob.protection().equals(BlobProtection.NONE) ? 0 : PROTECTION)
                    | (blob.expiresAt() == null ? 0 : EXPIRY);
        }

        private static void write(BlobLayout.Segmented layout, RecordOutput out) {
            boolean appended = layout instanceof BlobLayout.Appended;
            out.flag(appended).number(layout.generation());
            if (layout instanceof BlobLayout.Appended blob) {
                out.number(blob.blocks()).flag(blob.sealed());
            } else if (layout instanceof BlobLayout.Pages blob) {
                out.number(blob.sequenceNumber());
            }
        }

        private BlobLayout segmentedLayout(long length) {
            return in.flag()
                    ? new BlobLayout.Appended(length, in.number(), (int) in.number(), in.flag())
                    : new BlobLayout.Pages(length, in.number(), in.number());
        }

        /** Whether there is more to store than the tier, which has a field of its own. */
        private static boolean isEventful(Tiering tiering) {
            return tiering.changedAt() != null || tiering.rehydration() != null;
        }

        private static void write(Tiering tiering, RecordOutput out) {
            Tiering.@Nullable Rehydration rehydration = tiering.rehydration();
            out.instant(tiering.changedAt())
                    .text(rehydration == null ? null : rehydration.priority().toString());
            if (rehydration != null) {
                Tiering.EventSource source = rehydration.source();
                out.text(rehydration.target().toString()).instant(rehydration.until());
                out.text(source.account()).text(source.subject()).text(source.url());
            }
        }

        private Tiering tiering(Tiering.@Nullable AccessTier tier) {
            return new Tiering(tier, in.optionalInstant(), rehydration());
        }

        private Tiering.@Nullable Rehydration rehydration() {
            @Nullable String priority = in.optionalText();
            return priority == null
                    ? null
                    : new Tiering.Rehydration(
                            Tiering.AccessTier.parse(in.text()),
                            Tiering.RehydratePriority.parse(priority),
                            in.instant(),
                            new Tiering.EventSource(in.text(), in.text(), in.text()));
        }

        private static void write(BlobState blobState, RecordOutput out) {
            write(blobState.version(), out);
            write(blobState.snapshot(), out);
            @Nullable Deletion deletion = blobState.deletion();
            out.flag(blobState.current()).instant(deletion == null ? null : deletion.at());
            if (deletion != null) {
                out.number(deletion.days());
            }
        }

        private BlobState blobState() {
            return new BlobState(state(in), state(in), in.flag(), deletion());
        }

        private @Nullable Deletion deletion() {
            @Nullable Instant at = in.optionalInstant();
            return at == null ? null : new Deletion(at, (int) in.number());
        }

        static void write(@Nullable StateId state, RecordOutput out) {
            out.number(state == null ? 0 : state.ticks());
        }

        static @Nullable StateId state(RecordInput in) {
            long ticks = in.number();
            return ticks == 0 ? null : new StateId(ticks);
        }
    }

    /** Serializes the state of a copy in the record of the blob. */
    private static final class CopyCodec {
        private CopyCodec() {}

        static void write(CopyState copy, RecordOutput out) {
            out.number(copy.id().getMostSignificantBits())
                    .number(copy.id().getLeastSignificantBits())
                    .text(copy.source())
                    .text(copy.status().name())
                    .number(copy.copied())
                    .number(copy.total())
                    .instant(copy.completedAt())
                    .text(copy.description())
                    .flag(copy.incremental());
            BlobCodec.OptionalFields.write(copy.incrementalSnapshot(), out);
        }

        static CopyState read(RecordInput in) {
            return new CopyState(
                    new UUID(in.number(), in.number()),
                    in.text(),
                    CopyState.Status.valueOf(in.text()),
                    in.number(),
                    in.number(),
                    in.optionalInstant(),
                    in.optionalText(),
                    in.flag(),
                    BlobCodec.OptionalFields.state(in));
        }
    }
}
