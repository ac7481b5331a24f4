package dev.nephelite.blob.page;

import static dev.nephelite.blob.model.BlobLayout.Pages.PAGE;

import dev.nephelite.blob.blob.BlobHeaders;
import dev.nephelite.blob.blob.BlobRequest;
import dev.nephelite.blob.blob.BlobRequestHeaders;
import dev.nephelite.blob.http.ByteRange;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.store.content.Content;
import org.jspecify.annotations.Nullable;

/**
 * A request to write or clear pages, whatever the source of the bytes.
 *
 * @param range whole pages
 */
public record PageWrite(BlobRequest target, ByteRange range, SequenceNumberConditions conditions) {
    public PageWrite {
        boolean whole = range.first() % PAGE == 0 && range.last() % PAGE == PAGE - 1;
        if (!whole || range.last() == Long.MAX_VALUE) {
            throw BlobError.INVALID_PAGE_RANGE.exception();
        }
    }

    public static PageWrite from(Request request) {
        return new PageWrite(
                BlobRequest.writing(request), requireRange(request), SequenceNumberConditions.from(request.headers()));
    }

    /** Refuses content of another length than the range. */
    public void requireLength(long length) {
        if (length != range.length()) {
            throw BlobError.INVALID_PAGE_RANGE.exception();
        }
    }

    /**
     * Writes the pages if the conditions are met. The response lacks the checksum of the bytes.
     *
     * @param content as long as the range; stored or retained by the caller in this transaction
     */
    public Response write(BlobWriter tx, Content content) {
        StoredBlob stored = require(tx);
        BlobLayout.Pages pages = stored.blob().require(BlobLayout.Pages.class);
        tx.write(pages, range.first(), content);
        return changed(tx, stored, pages);
    }

    /** Clears the pages if the conditions are met. */
    public Response clear(BlobWriter tx) {
        StoredBlob stored = require(tx);
        BlobLayout.Pages pages = stored.blob().require(BlobLayout.Pages.class);
        return changed(tx, stored, tx.clear(pages, range.first(), range.last() + 1));
    }

    private StoredBlob require(BlobWriter tx) {
        StoredBlob stored = target.requireForWrite(tx.reader());
        BlobLayout.Pages pages = stored.blob().require(BlobLayout.Pages.class);
        BlobRequestHeaders.requireEncryptionKey(target.request().headers(), stored.blob());
        conditions.require(pages.sequenceNumber());
        if (range.last() >= pages.length()) {
            throw BlobError.INVALID_PAGE_RANGE.exception();
        }
        return stored;
    }

    private Response changed(BlobWriter tx, StoredBlob stored, BlobLayout.Pages pages) {
        Blob blob =
                stored.blob().change().revision(tx.nextRevision()).layout(pages).build();
        tx.update(target.address(), stored.with(blob));
        return BlobHeaders.addSequenceNumber(BlobHeaders.changed(201, blob), blob.layout());
    }

    private static ByteRange requireRange(Request request) {
        @Nullable ByteRange range = ByteRange.from(request.headers());
        if (range != null) {
            return range;
        }
        boolean sent = request.headers().has("Range") || request.headers().has("x-ms-range");
        throw (sent ? CommonError.INVALID_HEADER_VALUE : CommonError.MISSING_REQUIRED_HEADER)
                .exception()
                .detail("HeaderName", "Range");
    }

    /**
     * The conditions on the sequence number; null for no condition.
     *
     * @param atMost the inclusive upper bound
     * @param below the exclusive upper bound
     */
    private record SequenceNumberConditions(
            @Nullable Long atMost,
            @Nullable Long below,
            @Nullable Long equal) {
        static SequenceNumberConditions from(Headers headers) {
            return new SequenceNumberConditions(
                    headers.get("x-ms-if-sequence-number-le", Long::valueOf),
                    headers.get("x-ms-if-sequence-number-lt", Long::valueOf),
                    headers.get("x-ms-if-sequence-number-eq", Long::valueOf));
        }

        /** Refuses a blob that does not meet them. */
        void require(long actual) {
            boolean met = (atMost == null || actual <= atMost)
                    && (below == null || actual < below)
                    && (equal == null || actual == equal);
            if (!met) {
                throw BlobError.SEQUENCE_NUMBER_CONDITION_NOT_MET.exception();
            }
        }
    }
}
