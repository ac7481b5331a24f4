package dev.nephelite.blob.copy;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.blob.BlobRequestHeaders;
import dev.nephelite.blob.blob.NewBlob;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.BlobEvents;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Checksums;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.BooleanText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/put-blob-from-url">Put Blob From URL</a>. It creates a
 * block blob without blocks from the content of any blob.
 */
public record PutBlobFromURL(BlobStore store, CopySources sources) implements Operation {
    private static final long MAX_LENGTH = 5000L * 1024 * 1024;

    @Override
    public Response handle(Request request) throws IOException {
        BlobRequest target = BlobRequest.writing(request);
        PutFromUrl putFromUrl = PutFromUrl.from(request);
        Checksums checksums = Checksums.ofSource(request.headers());
        request.requireNoBody();

        try (CopySource.CopiedContent copiedContent =
                sources.find(request).read(null, PutBlobFromURL::requireShort, checksums)) {
            return store.write(tx -> {
                Optional<StoredBlob> before = CopyDestination.require(tx.reader(), target, BlobType.BLOCK_BLOB);
                Blob newBlob = putFromUrl.build(copiedContent, tx.nextRevision(), before);
                Blob blob = tx.replace(target.address(), newBlob, copiedContent.store(tx));
                BlobEvents.created(tx, target.eventCause("PutBlob"), blob);
                Checksums.Verified sums = copiedContent.checksums();
                return BlobHeaders.changed(201, blob)
                        .header("Content-MD5", sums.md5())
                        .header("x-ms-content-crc64", sums.md5Sent() ? null : sums.crc64());
            });
        }
    }

    private static void requireShort(long length) {
        if (length > MAX_LENGTH) {
            throw CopySource.Refusal.tooLarge(MAX_LENGTH);
        }
    }

    /**
     * What the request specifies about the new blob.
     *
     * @param withProperties whether the blob inherits the HTTP properties of the source that the headers do not set
     * @param withTags whether the copy inherits the tags of the source
     */
    private record PutFromUrl(NewBlob requested, Headers headers, boolean withProperties, boolean withTags) {
        static PutFromUrl from(Request request) {
            Headers headers = request.headers();
            request.requireHeader("x-ms-blob-type", PutFromUrl::requireBlockBlob);
            return new PutFromUrl(
                    NewBlob.from(request, BlobRequestHeaders.properties(headers)),
                    headers,
                    !Boolean.FALSE.equals(headers.get("x-ms-copy-source-blob-properties", BooleanText::parse)),
                    CopyDestination.copiesTags(request));
        }

        /** Creates the new blob. */
        Blob build(CopySource.CopiedContent copiedContent, Revision revision, Optional<StoredBlob> before) {
            Blob source = copiedContent.source();
            Blob.Builder blob = requested
                    .copying(properties(copiedContent), source.metadata())
                    .build(revision, new BlobLayout.Blocks(copiedContent.length(), List.of()), before);
            return (withTags ? blob.tags(source.tags()) : blob).build();
        }

        private BlobProperties properties(CopySource.CopiedContent copiedContent) {
            BlobProperties properties = withProperties
                    ? BlobRequestHeaders.propertiesOfCopy(
                            headers, copiedContent.source().properties())
                    : BlobRequestHeaders.propertiesOfBody(headers);
            return properties.contentMd5() == null
                    ? properties.withContentMd5(copiedContent.checksums().md5())
                    : properties;
        }

        private static BlobType requireBlockBlob(String text) {
            BlobType type = BlobType.parse(text);
            if (type != BlobType.BLOCK_BLOB) {
                throw new IllegalArgumentException("not a block blob: " + text);
            }
            return type;
        }
    }
}
