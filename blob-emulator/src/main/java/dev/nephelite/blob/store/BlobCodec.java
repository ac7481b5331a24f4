package dev.nephelite.blob.store;

import dev.nephelite.blob.model.AccessTier;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.Block;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.emulator.store.Codec;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.value.Metadata;
import org.jspecify.annotations.Nullable;

/** How committed blobs are kept. */
final class BlobCodec implements Codec<StoredBlob> {
    @Override
    public void write(StoredBlob stored, RecordOutput out) {
        Blob blob = stored.blob();
        ContainerCodec.write(blob.revision(), out);
        out.instant(blob.createdAt()).number(blob.length());
        write(blob.properties(), out);
        out.texts(blob.metadata().pairs());
        out.text(blob.tier() == null ? null : blob.tier().toString());
        out.list(blob.blocks(), (block, fields) -> fields.text(block.id().value())
                .number(block.size()));
        out.content(stored.content());
    }

    @Override
    public StoredBlob read(RecordInput in) {
        Blob blob = new Blob(
                ContainerCodec.revision(in),
                in.instant(),
                in.number(),
                properties(in),
                new Metadata(in.texts()),
                tier(in.optionalText()),
                in.list(fields -> new Block(new BlockId(fields.text()), fields.number())));
        return new StoredBlob(blob, in.content());
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
