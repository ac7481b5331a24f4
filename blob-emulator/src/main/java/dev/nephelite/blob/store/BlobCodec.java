package dev.nephelite.blob.store;

import dev.nephelite.blob.model.AccessTier;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobBuilder;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.Block;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.value.Metadata;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How committed blobs are kept: first what every block blob has, which is all there was in format 2, then what only some
 * blobs have, see {@link OptionalFieldsCodec}.
 */
final class BlobCodec implements Codec<StoredBlob> {
    @Override
    public void write(StoredBlob stored, RecordOutput out) {
        Blob blob = stored.blob();
        ContainerCodec.write(blob.revision(), out);
        out.instant(blob.createdAt()).number(blob.length());
        write(blob.properties(), out);
        out.texts(blob.metadata().pairs());
        @Nullable AccessTier tier = blob.tiering().chosen();
        out.text(tier == null ? null : tier.toString());
        out.list(
                blocks(blob), (block, fields) -> fields.text(block.id().value()).number(block.size()));
        Content.CODEC.write(stored.content(), out);
        OptionalFieldsCodec.write(blob, out);
    }

    @Override
    public StoredBlob read(RecordInput in) {
        Revision revision = ContainerCodec.revision(in);
        Instant createdAt = in.instant();
        long length = in.number();
        BlobProperties properties = properties(in);
        Metadata metadata = new Metadata(in.texts());
        @Nullable AccessTier tier = tier(in.optionalText());
        List<Block> blocks = in.list(fields -> new Block(new BlockId(fields.text()), fields.number()));
        BlobBuilder blob = new BlobBuilder(revision, new BlobLayout.Blocks(length, blocks), properties)
                .createdAt(createdAt)
                .metadata(metadata)
                .tiering(Tiering.of(tier));
        Content content = Content.CODEC.read(in);
        return new StoredBlob(OptionalFieldsCodec.read(blob, tier, length, in).build(), content);
    }

    private static List<Block> blocks(Blob blob) {
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

    private static @Nullable AccessTier tier(@Nullable String text) {
        return text == null ? null : AccessTier.parse(text);
    }
}
