package dev.nephelite.blob.page;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.emulator.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the sequence number of a page blob must be for its pages to be changed; null where the client does not mind.
 *
 * @param atMost the greatest it may be
 * @param below what it must be less than
 */
record SequenceNumberConditions(
        @Nullable Long atMost,
        @Nullable Long below,
        @Nullable Long equal) {
    static SequenceNumberConditions from(Headers headers) {
        return new SequenceNumberConditions(
                headers.get("x-ms-if-sequence-number-le", Long::valueOf),
                headers.get("x-ms-if-sequence-number-lt", Long::valueOf),
                headers.get("x-ms-if-sequence-number-eq", Long::valueOf));
    }

    /** Refuses a blob whose number is another. */
    void require(long actual) {
        boolean met = (atMost == null || actual <= atMost)
                && (below == null || actual < below)
                && (equal == null || actual == equal);
        if (!met) {
            throw BlobError.SEQUENCE_NUMBER_CONDITION_NOT_MET.exception();
        }
    }
}
