package dev.nephelite.blob.append;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.emulator.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How long an append blob must be for a request to be carried out, so that a client which repeats itself does no harm.
 *
 * @param length null if the client does not mind
 */
record AppendPosition(@Nullable Long length) {
    static AppendPosition from(Headers headers) {
        return new AppendPosition(headers.get("x-ms-blob-condition-appendpos", Long::valueOf));
    }

    /** Refuses a blob of another length. */
    void require(long actual) {
        if (length != null && length != actual) {
            throw BlobError.APPEND_POSITION_CONDITION_NOT_MET.exception();
        }
    }
}
