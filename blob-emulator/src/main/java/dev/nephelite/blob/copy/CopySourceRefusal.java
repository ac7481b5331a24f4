package dev.nephelite.blob.copy;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageError;
import dev.nephelite.emulator.error.StorageException;
import org.jspecify.annotations.Nullable;

/** The error when the source of a copy cannot be read. It carries the error of the source. */
record CopySourceRefusal(int status, String message) implements StorageError {
    private static final int FIRST_ERROR = 400;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    @Override
    public String code() {
        return BlobError.CANNOT_VERIFY_COPY_SOURCE.code();
    }

    /**
     * The source responded with an error.
     *
     * @param code the error code, if the source is a storage service
     */
    static StorageException refused(int status, @Nullable String code, @Nullable String message) {
        String text = message == null || message.isBlank() ? BlobError.CANNOT_VERIFY_COPY_SOURCE.message() : message;
        StorageException refusal = new CopySourceRefusal(Math.max(status, FIRST_ERROR), text)
                .exception()
                .header("x-ms-copy-source-status-code", String.valueOf(status))
                .detail("CopySourceStatusCode", status);
        if (code != null) {
            refusal.header("x-ms-copy-source-error-code", code).detail("CopySourceErrorCode", code);
        }
        return refusal.detail("CopySourceErrorMessage", text);
    }

    /** The source is larger than the operation may copy at once. */
    static StorageException tooLarge(long limit) {
        return new CopySourceRefusal(CONFLICT, "The source of the copy is larger than the operation permits.")
                .exception()
                .detail("MaxLimit", limit);
    }

    /** The source was changed while it was read. */
    static StorageException changed() {
        return refused(PRECONDITION_FAILED, "ConditionNotMet", BlobError.SOURCE_CONDITION_NOT_MET.message());
    }

    /** The connection broke before the source had sent everything. */
    static StorageException incomplete() {
        return BlobError.CANNOT_VERIFY_COPY_SOURCE
                .exception()
                .detail("CopySourceErrorMessage", BlobError.CANNOT_VERIFY_COPY_SOURCE.message())
                .detail("Reason", "The connection to the source ended before all bytes had arrived.");
    }

    /** The source did not respond. The service reports that like a source that does not exist. */
    static StorageException unreachable(String authority) {
        String text = CommonError.RESOURCE_NOT_FOUND.message();
        return new CopySourceRefusal(CommonError.RESOURCE_NOT_FOUND.status(), text)
                .exception()
                .detail("CopySourceErrorMessage", text)
                .detail("Reason", authority + " cannot be reached or does not answer.");
    }
}
