package dev.nephelite.blob.block;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.xml.XmlElement;
import java.util.List;

/** One entry of a block list: which block, and where to look for it. */
record BlockReference(Source source, BlockId id) {
    private static final int MOST_BLOCKS = 50_000;

    /** The entries of a document, in the order in which the blocks are to be put together. */
    static List<BlockReference> readAll(XmlElement blockList) {
        if (blockList.children().size() > MOST_BLOCKS) {
            throw BlobError.BLOCK_LIST_TOO_LONG.exception();
        }
        return blockList.children().stream().map(BlockReference::read).toList();
    }

    private static BlockReference read(XmlElement entry) {
        return new BlockReference(source(entry.name()), id(entry.text().strip()));
    }

    private static Source source(String name) {
        return switch (name) {
            case "Committed" -> Source.COMMITTED;
            case "Uncommitted" -> Source.UNCOMMITTED;
            case "Latest" -> Source.LATEST;
            default -> throw CommonError.INVALID_XML_DOCUMENT.exception();
        };
    }

    private static BlockId id(String text) {
        try {
            return new BlockId(text);
        } catch (IllegalArgumentException refused) {
            throw BlobError.INVALID_BLOCK_ID.exception();
        }
    }

    /** Where a block is looked for. */
    enum Source {
        COMMITTED,
        UNCOMMITTED,
        /** Among the uncommitted ones first. */
        LATEST
    }
}
