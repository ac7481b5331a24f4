package dev.nephelite.blob.store;

import dev.nephelite.emulator.store.Codec;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;

/** How uncommitted blocks are kept; their id is in the key. */
final class UncommittedContentCodec implements Codec<UncommittedContent> {
    @Override
    public void write(UncommittedContent block, RecordOutput out) {
        out.content(block.content());
        if (block.keySha256() != null) {
            out.text(block.keySha256());
        }
    }

    @Override
    public UncommittedContent read(RecordInput in) {
        return new UncommittedContent(in.content(), in.hasMore() ? in.optionalText() : null);
    }
}
