package dev.nephelite.blob.block;

import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.container.ResourceHeaders;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.XmlBody;
import dev.nephelite.emulator.xml.XmlWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-block-list">Get Block List</a>. */
public record GetBlockList(BlobStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        BlobRequest target = BlobRequest.reading(request);
        @Nullable BlockListType requested = request.query().get("blocklisttype", BlockListType::parse);
        BlockListType type = requested == null ? BlockListType.COMMITTED : requested;
        // Public access covers committed blocks only.
        if (type.hasUncommitted() && !request.grant().allows('r')) {
            throw CommonError.RESOURCE_NOT_FOUND.exception();
        }

        return store.read(view -> {
            Optional<Blob> blob = target.requireForReadOfBlocks(view).map(StoredBlob::blob);
            List<BlobLayout.Block> blocks = blob.map(committed ->
                            committed.require(BlobLayout.Blocks.class).blocks())
                    .orElse(List.of());
            XmlWriter xml = new XmlWriter().open("BlockList");
            if (type.hasCommitted()) {
                write(xml, "CommittedBlocks", blocks);
            }
            if (type.hasUncommitted()) {
                List<BlobLayout.Block> uncommitted = view.uncommittedBlocks(target.address()).stream()
                        .flatMap(view::listUncommittedBlocks)
                        .toList();
                write(xml, "UncommittedBlocks", uncommitted);
            }
            Response response = XmlBody.response(200, xml.close());
            blob.ifPresent(committed -> ResourceHeaders.add(response, committed.revision()));
            return response.header(
                    "x-ms-blob-content-length", blob.map(Blob::length).orElse(0L));
        });
    }

    private static void write(XmlWriter xml, String name, List<BlobLayout.Block> blocks) {
        xml.open(name);
        for (BlobLayout.Block block : blocks) {
            xml.open("Block")
                    .element("Name", block.id())
                    .element("Size", block.size())
                    .close();
        }
        xml.close();
    }

    /** The values of {@code blocklisttype}. */
    private enum BlockListType {
        COMMITTED,
        UNCOMMITTED,
        ALL;

        /**
         * Parses a query parameter, ignoring case.
         *
         * @throws IllegalArgumentException if it is none of them
         */
        static BlockListType parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        boolean hasCommitted() {
            return this != UNCOMMITTED;
        }

        boolean hasUncommitted() {
            return this != COMMITTED;
        }
    }
}
