package dev.nephelite.blob.block;

import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.Block;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Layout;
import dev.nephelite.blob.model.Staging;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.store.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The blocks that a block list may name: those of the blob as it is, and those that wait. */
final class Blocks {
    private final BlobReader view;
    private final Optional<Staging> staging;
    private final Map<BlockId, Content> committed;

    Blocks(BlobReader view, BlobAddress address, Optional<StoredBlob> blob) {
        this.view = view;
        staging = view.staging(address);
        committed = blob.map(Blocks::committed).orElse(Map.of());
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
        return staging.flatMap(all -> view.stagedBlock(all, id));
    }

    private Optional<Content> committed(BlockId id) {
        return Optional.ofNullable(committed.get(id));
    }

    /** Takes a blob apart again. No block shares a segment with another, for each came as a content of its own. */
    private static Map<BlockId, Content> committed(StoredBlob stored) {
        Map<BlockId, Content> contents = new HashMap<>();
        Iterator<Content.Segment> segments = stored.content().segments().iterator();
        for (Block block : stored.blob().require(Layout.Blocks.class).blocks()) {
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
