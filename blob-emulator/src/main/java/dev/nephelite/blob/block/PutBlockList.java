package dev.nephelite.blob.block;

import dev.nephelite.blob.blob.BlobEvents;
import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.blob.NewBlob;
import dev.nephelite.blob.blob.PropertyHeaders;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Block;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlRequestBody;
import dev.nephelite.emulator.store.content.Content;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/put-block-list">Put Block List</a>. */
public record PutBlockList(BlobStore store) implements Operation {
    private static final long MOST_SEGMENTS = 1_000_000;

    @Override
    public Response handle(Request request) throws IOException {
        BlobRequest target = BlobRequest.writing(request);
        NewBlob asked = NewBlob.from(request, PropertyHeaders.of(request.headers()));
        request.requireContentLength();
        XmlRequestBody body = XmlRequestBody.read(request, "BlockList");
        List<BlockReference> references = BlockReference.readAll(body.root());

        return store.write(tx -> {
            Optional<StoredBlob> before = target.requireForReplace(tx, BlobType.BLOCK_BLOB);
            BlockLookup available = new BlockLookup(tx, target.address(), before, asked.encryption());
            List<Content> parts = references.stream().map(available::require).toList();
            requireStorable(parts);
            Content content = Content.join(parts);
            Revision revision = tx.nextRevision();
            Instant createdAt = before.map(stored -> stored.blob().createdAt()).orElse(revision.lastModified());
            BlobLayout blobLayout = new BlobLayout.Blocks(content.length(), blocks(references, parts));
            Blob asSent = asked.build(revision, blobLayout, before)
                    .createdAt(createdAt)
                    .build();
            // What the old blob and the new one share must not be let go of in between.
            tx.retain(content);
            Blob blob = tx.replace(target.address(), asSent, content);
            BlobEvents.created(tx, target, "PutBlockList", blob);
            return BlobHeaders.changed(201, blob)
                    .header("Content-MD5", body.checksums().md5());
        });
    }

    /**
     * Refuses blocks that share the bytes of other blobs in so many segments that their list would be too long. Blocks
     * that were uploaded never do.
     */
    private static void requireStorable(List<Content> parts) {
        long segments = parts.stream().mapToLong(part -> part.segments().size()).sum();
        if (segments > MOST_SEGMENTS) {
            throw BlobError.BLOCK_LIST_TOO_LONG.exception();
        }
    }

    private static List<Block> blocks(List<BlockReference> references, List<Content> parts) {
        List<Block> blocks = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            blocks.add(new Block(references.get(i).id(), parts.get(i).length()));
        }
        return blocks;
    }
}
