package dev.nephelite.blob.store;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;

/** How uncommitted blocks are kept; their id is in the key. */
final class UncommittedContentCodec implements Codec<UncommittedContent> {
    @Override
    public void write(UncommittedContent block, RecordOutput out) {
        Content.CODEC.write(block.content(), out);
        if (block.keySha256() != null) {
            out.text(block.keySha256());
        }
    }

    @Override
    public UncommittedContent read(RecordInput in) {
        return new UncommittedContent(Content.CODEC.read(in), in.hasMore() ? in.optionalText() : null);
    }
}
