package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.StorageError;

/**
 * What the Blob service may refuse beyond what every service may, worded as the service words it.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes">Blob error codes</a>
 */
public enum BlobError implements StorageError {
    BLOB_ALREADY_EXISTS(409, "BlobAlreadyExists", "The specified blob already exists."),
    BLOB_ARCHIVED(409, "BlobArchived", "This operation is not permitted on an archived blob."),
    BLOB_NOT_FOUND(404, "BlobNotFound", "The specified blob does not exist."),
    BLOCK_COUNT_EXCEEDS_LIMIT(
            409, "BlockCountExceedsLimit", "The uncommitted block count cannot exceed the maximum limit of 100,000."),
    BLOCK_LIST_TOO_LONG(400, "BlockListTooLong", "The block list may not contain more than 50,000 blocks."),
    CONTAINER_ALREADY_EXISTS(409, "ContainerAlreadyExists", "The specified container already exists."),
    CONTAINER_NOT_FOUND(404, "ContainerNotFound", "The specified container does not exist."),
    INVALID_BLOB_OR_BLOCK(400, "InvalidBlobOrBlock", "The specified blob or block content is invalid."),
    INVALID_BLOCK_ID(400, "InvalidBlockId", "The specified block ID is invalid. The block ID must be Base64-encoded."),
    INVALID_BLOCK_LIST(400, "InvalidBlockList", "The specified block list is invalid."),
    LEASE_NOT_PRESENT_WITH_BLOB_OPERATION(
            412, "LeaseNotPresentWithBlobOperation", "There is currently no lease on the blob."),
    LEASE_NOT_PRESENT_WITH_CONTAINER_OPERATION(
            412, "LeaseNotPresentWithContainerOperation", "There is currently no lease on the container."),
    UNAUTHORIZED_BLOB_OVERWRITE(
            403, "UnauthorizedBlobOverwrite", "This request is not authorized to perform blob overwrites.");

    private final int status;
    private final String code;
    private final String message;

    BlobError(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String message() {
        return message;
    }
}
