package dev.nephelite.blob.block;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.blob.BlobRequestHeaders;
import dev.nephelite.blob.blob.NewBlob;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.BlobEvents;
import dev.nephelite.blob.store.BlobReader;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.blob.store.UncommittedBlocks;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/put-block-list">Put Block List</a>. */
public record PutBlockList(BlobStore store) implements Operation {
    private static final long MAX_SEGMENTS = 1_000_000;

    @Override
    public Response handle(Request request) throws IOException {
        BlobRequest target = BlobRequest.writing(request);
        NewBlob requested = NewBlob.from(request, BlobRequestHeaders.properties(request.headers()));
        request.requireContentLength();
        XmlBody body = XmlBody.read(request, "BlockList");
        List<BlockReference> references = BlockReference.readAll(body.root());

        return store.write(tx -> {
            Optional<StoredBlob> before = target.requireForReplace(tx.reader(), BlobType.BLOCK_BLOB);
            BlockLookup available = new BlockLookup(tx.reader(), target.address(), before, requested.encryption());
            List<Content> parts = references.stream().map(available::require).toList();
            requireStorable(parts);
            Content content = Content.join(parts);
            Revision revision = tx.nextRevision();
            Instant createdAt = before.map(stored -> stored.blob().createdAt()).orElse(revision.lastModified());
            BlobLayout blobLayout = new BlobLayout.Blocks(content.length(), blocks(references, parts));
            Blob newBlob = requested
                    .build(revision, blobLayout, before)
                    .createdAt(createdAt)
                    .build();
            // Retained first, so that content which the old and the new blob share survives the replacement.
            tx.retain(content);
            Blob blob = tx.replace(target.address(), newBlob, content);
            BlobEvents.created(tx, target.eventCause("PutBlockList"), blob);
            return BlobHeaders.changed(201, blob)
                    .header("Content-MD5", body.checksums().md5());
        });
    }

    /** Refuses blocks with too many segments in total. Only blocks copied from other blobs can have that many. */
    private static void requireStorable(List<Content> parts) {
        long segments = parts.stream().mapToLong(part -> part.segments().size()).sum();
        if (segments > MAX_SEGMENTS) {
            throw BlobError.BLOCK_LIST_TOO_LONG.exception();
        }
    }

    private static List<BlobLayout.Block> blocks(List<BlockReference> references, List<Content> parts) {
        List<BlobLayout.Block> blocks = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            blocks.add(new BlobLayout.Block(references.get(i).id(), parts.get(i).length()));
        }
        return blocks;
    }

    /** One entry of a block list. */
    private record BlockReference(Source source, BlockId id) {
        private static final int MAX_BLOCKS = 50_000;

        /** Parses the entries in the order of the blocks. */
        static List<BlockReference> readAll(XmlElement blockList) {
            if (blockList.children().size() > MAX_BLOCKS) {
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
            } catch (IllegalArgumentException ignored) {
                // In a block list, an invalid id has an error of its own.
                throw BlobError.INVALID_BLOCK_ID.exception();
            }
        }

        /** Where to find a block. */
        enum Source {
            COMMITTED,
            UNCOMMITTED,
            /** Among the uncommitted blocks first. */
            LATEST
        }
    }

    /**
     * The blocks that a block list may refer to, committed and uncommitted. All of them must be encrypted with the key
     * of the new blob.
     */
    private static final class BlockLookup {
        private final BlobReader view;
        private final Optional<UncommittedBlocks> uncommittedBlocks;
        private final Map<BlockId, Content> committed;
        private final BlobEncryption before;
        private final @Nullable String keySha256;

        /** @param encryption the encryption of the new blob */
        BlockLookup(BlobReader view, BlobAddress address, Optional<StoredBlob> blob, BlobEncryption encryption) {
            this.view = view;
            uncommittedBlocks = view.uncommittedBlocks(address);
            committed = blob.map(BlockLookup::committed).orElse(Map.of());
            before = blob.map(stored -> stored.blob().encryption()).orElse(BlobEncryption.OF_ACCOUNT);
            keySha256 = encryption.keySha256();
        }

        /** The content of a block. Refuses the list if the block does not exist. */
        Content require(PutBlockList.BlockReference reference) {
            Optional<Content> found =
                    switch (reference.source()) {
                        case COMMITTED -> committed(reference.id());
                        case UNCOMMITTED -> uncommitted(reference.id());
                        case LATEST -> uncommitted(reference.id()).or(() -> committed(reference.id()));
                    };
            return found.orElseThrow(BlobError.INVALID_BLOCK_LIST::exception);
        }

        private Optional<Content> uncommitted(BlockId id) {
            Optional<UncommittedBlocks.Block> found = uncommittedBlocks.flatMap(all -> view.uncommittedBlock(all, id));
            found.ifPresent(block -> new BlobEncryption(block.keySha256(), null).requireKey(keySha256));
            return found.map(UncommittedBlocks.Block::content);
        }

        private Optional<Content> committed(BlockId id) {
            Optional<Content> found = Optional.ofNullable(committed.get(id));
            found.ifPresent(block -> before.requireKey(keySha256));
            return found;
        }

        /**
         * Splits the content of a blob into its blocks. No two blocks share a segment, because each was received on its
         * own.
         */
        private static Map<BlockId, Content> committed(StoredBlob stored) {
            Map<BlockId, Content> contents = new HashMap<>();
            Iterator<Content.Segment> segments = stored.content().segments().iterator();
            for (BlobLayout.Block block :
                    stored.blob().require(BlobLayout.Blocks.class).blocks()) {
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
}
