package dev.nephelite.blob.store;

import dev.nephelite.blob.model.AccessTier;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobBuilder;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobProtection;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobTags;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.blob.model.EventSource;
import dev.nephelite.blob.model.RehydratePriority;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How that is kept of a blob which most blobs do not have: a set of bits says which of it follows. */
final class OptionalFieldsCodec {
    private static final int IN_PIECES = 1;
    private static final int TAGS = 1 << 1;
    private static final int TIERING = 1 << 2;
    private static final int STANDING = 1 << 3;
    private static final int LEASE = 1 << 4;
    private static final int COPY = 1 << 5;
    private static final int ENCRYPTION = 1 << 6;
    private static final int PROTECTION = 1 << 7;
    private static final int EXPIRY = 1 << 8;

    private final long present;
    private final RecordInput in;

    private OptionalFieldsCodec(RecordInput in) {
        this.in = in;
        present = in.hasMore() ? in.number() : 0;
    }

    static void write(Blob blob, RecordOutput out) {
        out.number(present(blob));
        if (blob.layout() instanceof BlobLayout.InPieces pieces) {
            write(pieces, out);
        }
        if (!blob.tags().isEmpty()) {
            out.texts(blob.tags().pairs());
        }
        if (isEventful(blob.tiering())) {
            write(blob.tiering(), out);
        }
        if (!blob.blobState().equals(BlobState.CURRENT)) {
            write(blob.blobState(), out);
        }
        if (blob.lease() != null) {
            LeaseCodec.write(blob.lease(), out);
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

    /** Completes a blob by what it has. */
    static BlobBuilder read(BlobBuilder blob, @Nullable AccessTier tier, long length, RecordInput in) {
        return new OptionalFieldsCodec(in).complete(blob, tier, length);
    }

    private BlobBuilder complete(BlobBuilder blob, @Nullable AccessTier tier, long length) {
        if (has(IN_PIECES)) {
            blob.layout(pieces(length));
        }
        if (has(TAGS)) {
            blob.tags(new BlobTags(in.texts()));
        }
        if (has(TIERING)) {
            blob.tiering(tiering(tier));
        }
        if (has(STANDING)) {
            blob.blobState(blobState());
        }
        if (has(LEASE)) {
            blob.lease(LeaseCodec.read(in));
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

    private boolean has(int trait) {
        return (present & trait) != 0;
    }

    private static long present(Blob blob) {
        return (blob.layout() instanceof BlobLayout.InPieces ? IN_PIECES : 0)
                | (blob.tags().isEmpty() ? 0 : TAGS)
                | (isEventful(blob.tiering()) ? TIERING : 0)
                | (blob.blobState().equals(BlobState.CURRENT) ? 0 : STANDING)
                | (blob.lease() == null ? 0 : LEASE)
                | (blob.copy() == null ? 0 : COPY)
                | (blob.encryption().equals(BlobEncryption.OF_ACCOUNT) ? 0 : ENCRYPTION)
                | (blob.protection().equals(BlobProtection.NONE) ? 0 : PROTECTION)
                | (blob.expiresAt() == null ? 0 : EXPIRY);
    }

    private static void write(BlobLayout.InPieces layout, RecordOutput out) {
        boolean appended = layout instanceof BlobLayout.Appended;
        out.flag(appended).number(layout.generation());
        if (layout instanceof BlobLayout.Appended blob) {
            out.number(blob.blocks()).flag(blob.sealed());
        } else if (layout instanceof BlobLayout.Pages blob) {
            out.number(blob.sequenceNumber());
        }
    }

    private BlobLayout pieces(long length) {
        return in.flag()
                ? new BlobLayout.Appended(length, in.number(), (int) in.number(), in.flag())
                : new BlobLayout.Pages(length, in.number(), in.number());
    }

    /** Whether more is to be said than which tier was chosen. */
    private static boolean isEventful(Tiering tiering) {
        return tiering.changedAt() != null || tiering.rehydration() != null;
    }

    private static void write(Tiering tiering, RecordOutput out) {
        Tiering.@Nullable Rehydration rehydration = tiering.rehydration();
        out.instant(tiering.changedAt())
                .text(rehydration == null ? null : rehydration.priority().toString());
        if (rehydration != null) {
            EventSource origin = rehydration.origin();
            out.text(rehydration.target().toString()).instant(rehydration.until());
            out.text(origin.account()).text(origin.subject()).text(origin.url());
        }
    }

    private Tiering tiering(@Nullable AccessTier tier) {
        return new Tiering(tier, in.optionalInstant(), rehydration());
    }

    private Tiering.@Nullable Rehydration rehydration() {
        @Nullable String priority = in.optionalText();
        return priority == null
                ? null
                : new Tiering.Rehydration(
                        AccessTier.parse(in.text()),
                        RehydratePriority.parse(priority),
                        in.instant(),
                        new EventSource(in.text(), in.text(), in.text()));
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
