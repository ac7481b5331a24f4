package dev.nephelite.blob.block;

import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.Block;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.UncommittedBlocks;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.blob.store.UncommittedContent;
import dev.nephelite.emulator.store.content.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that a block list may name: those of the blob as it is, and those that wait. All that it names have to be
 * encrypted with the key of the blob to come.
 */
final class BlockLookup {
    private final BlobReader view;
    private final Optional<UncommittedBlocks> uncommittedBlocks;
    private final Map<BlockId, Content> committed;
    private final BlobEncryption before;
    private final @Nullable String keySha256;

    /**
     * Looks for them.
     *
     * @param wanted what the blob to come is to be encrypted with
     */
    BlockLookup(BlobReader view, BlobAddress address, Optional<StoredBlob> blob, BlobEncryption wanted) {
        this.view = view;
        uncommittedBlocks = view.uncommittedBlocks(address);
        committed = blob.map(BlockLookup::committed).orElse(Map.of());
        before = blob.map(stored -> stored.blob().encryption()).orElse(BlobEncryption.OF_ACCOUNT);
        keySha256 = wanted.keySha256();
    }

    /** The bytes of a block. A block that is not where it is looked for makes the list invalid. */
    Content require(BlockReference reference) {
        Optional<Content> found =
                switch (reference.source()) {
                    case COMMITTED -> committed(reference.id());
                    case UNCOMMITTED -> waiting(reference.id());
                    case LATEST -> waiting(reference.id()).or(() -> committed(reference.id()));
                };
        return found.orElseThrow(BlobError.INVALID_BLOCK_LIST::exception);
    }

    private Optional<Content> waiting(BlockId id) {
        Optional<UncommittedContent> found = uncommittedBlocks.flatMap(all -> view.stagedBlock(all, id));
        found.ifPresent(block -> new BlobEncryption(block.keySha256(), null).requireKey(keySha256));
        return found.map(UncommittedContent::content);
    }

    private Optional<Content> committed(BlockId id) {
        Optional<Content> found = Optional.ofNullable(committed.get(id));
        found.ifPresent(block -> before.requireKey(keySha256));
        return found;
    }

    /** Takes a blob apart again. No block shares a segment with another, for each came as a content of its own. */
    private static Map<BlockId, Content> committed(StoredBlob stored) {
        Map<BlockId, Content> contents = new HashMap<>();
        Iterator<Content.Segment> segments = stored.content().segments().iterator();
        for (Block block : stored.blob().require(BlobLayout.Blocks.class).blocks()) {
            List<Content.Segment> own = new ArrayList<>();
            for (long left = block.size(); left > 0; ) {
                Content.Segment segment = segments.next();
                own.add(segment);
                left -= segment.length();
            }
            contents.put(block.id(), new Content(own));
        }
        return contents;
    }
}
