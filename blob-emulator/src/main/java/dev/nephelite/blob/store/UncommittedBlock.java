package dev.nephelite.blob.store;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import org.jspecify.annotations.Nullable;

/**
 * One uncommitted block. Its id is in its key.
 *
 * @param keySha256 base64 of the SHA-256 of the client's own encryption key, or null without one
 */
public record UncommittedBlock(Content content, @Nullable String keySha256) {
    static final Codec<UncommittedBlock> CODEC = new UncommittedBlockCodec();

    private static final class UncommittedBlockCodec implements Codec<UncommittedBlock> {
        @Override
        public void write(UncommittedBlock block, RecordOutput out) {
            Content.CODEC.write(block.content(), out);
            if (block.keySha256() != null) {
                out.text(block.keySha256());
            }
        }

        @Override
        public UncommittedBlock read(RecordInput in) {
            return new UncommittedBlock(Content.CODEC.read(in), in.hasMore() ? in.optionalText() : null);
        }
    }
}
