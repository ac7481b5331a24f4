package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.NewBlob;
import dev.nephelite.blob.blob.PropertyHeaders;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobBuilder;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.BooleanText;
import java.util.List;
import java.util.Optional;

/**
 * What a request says of a block blob that has the bytes of another blob and else only what is wanted of it.
 *
 * @param withProperties whether the source says how the blob is served, where the headers do not
 * @param withTags whether it has the tags of its source
 */
record PutFromUrl(NewBlob asked, Headers headers, boolean withProperties, boolean withTags) {
    static PutFromUrl from(Request request) {
        Headers headers = request.headers();
        request.requireHeader("x-ms-blob-type", PutFromUrl::requireBlockBlob);
        return new PutFromUrl(
                NewBlob.from(request, PropertyHeaders.of(headers)),
                headers,
                !Boolean.FALSE.equals(headers.get("x-ms-copy-source-blob-properties", BooleanText::parse)),
                CopyDestination.copiesTags(request));
    }

    /** The new blob. */
    Blob of(CopiedContent copiedContent, Revision revision, Optional<StoredBlob> before) {
        Blob source = copiedContent.source();
        BlobBuilder blob = asked.copying(properties(copiedContent), source.metadata())
                .build(revision, new BlobLayout.Blocks(copiedContent.length(), List.of()), before);
        return (withTags ? blob.tags(source.tags()) : blob).build();
    }

    private BlobProperties properties(CopiedContent copiedContent) {
        BlobProperties said = withProperties
                ? PropertyHeaders.ofCopy(headers, copiedContent.source().properties())
                : PropertyHeaders.ofBody(headers);
        return said.contentMd5() == null
                ? said.withContentMd5(copiedContent.checksums().md5())
                : said;
    }

    private static BlobType requireBlockBlob(String text) {
        BlobType type = BlobType.parse(text);
        if (type != BlobType.BLOCK_BLOB) {
            throw new IllegalArgumentException("only block blobs can be made so: " + text);
        }
        return type;
    }
}
