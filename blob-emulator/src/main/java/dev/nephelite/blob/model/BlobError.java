package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.StorageError;

/**
 * The errors of the Blob service in addition to the common ones, with the messages of the service.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes">Blob error codes</a>
 */
public enum BlobError implements StorageError {
    ACCESS_TIER_NOT_SUPPORTED_FOR_BLOB_TYPE(
            400, "AccessTierNotSupportedForBlobType", "The access tier is not supported for this blob type."),
    ALL_BATCH_SUB_REQUESTS_SHOULD_BE_SAME_API(
            400, "AllBatchSubRequestsShouldBeSameApi", "All batch subrequests should be the same api."),
    APPEND_POSITION_CONDITION_NOT_MET(
            412, "AppendPositionConditionNotMet", "The append position condition specified was not met."),
    BLOB_ALREADY_EXISTS(409, "BlobAlreadyExists", "The specified blob already exists."),
    BLOB_ARCHIVED(409, "BlobArchived", "This operation is not permitted on an archived blob."),
    BLOB_CUSTOMER_SPECIFIED_ENCRYPTION_MISMATCH(
            409,
            "BlobCustomerSpecifiedEncryptionMismatch",
            "The given customer specified encryption does not match the encryption used to encrypt the blob."),
    BLOB_DOES_NOT_USE_CUSTOMER_SPECIFIED_ENCRYPTION(
            409,
            "BlobDoesNotUseCustomerSpecifiedEncryption",
            "The blob is not encrypted with customer specified encryption."),
    BLOB_BEING_REHYDRATED(
            409, "BlobBeingRehydrated", "This operation is not permitted because the blob is being rehydrated."),
    BLOB_IMMUTABLE_DUE_TO_LEGAL_HOLD(
            409,
            "BlobImmutableDueToLegalHold",
            "This operation is not permitted as the blob is immutable due to one or more legal holds."),
    BLOB_IMMUTABLE_DUE_TO_POLICY(
            409,
            "BlobImmutableDueToPolicy",
            "This operation is not permitted as the blob is immutable due to a policy."),
    BLOB_IS_SEALED(
            409,
            "BlobIsSealed",
            "The specified blob is sealed, and its contents can't be modified unless the blob is re-created after a delete."),
    BLOB_NOT_FOUND(404, "BlobNotFound", "The specified blob does not exist."),
    BLOB_OVERWRITTEN(409, "BlobOverwritten", "The blob has been recreated since the previous snapshot was taken."),
    BLOB_SNAPSHOT_NOT_SOFT_DELETED(
            409, "BlobSnapshotNotSoftDeleted", "The specified blob snapshot or version is not soft-deleted."),
    BLOB_USES_CUSTOMER_SPECIFIED_ENCRYPTION(
            409,
            "BlobUsesCustomerSpecifiedEncryption",
            "The blob is encrypted with customer specified encryption, but it was not provided in the request."),
    BLOCK_COUNT_EXCEEDS_LIMIT(
            409, "BlockCountExceedsLimit", "The uncommitted block count cannot exceed the maximum limit of 100,000."),
    BLOCK_LIST_TOO_LONG(400, "BlockListTooLong", "The block list may not contain more than 50,000 blocks."),
    BOTH_TAGS_AND_SOURCE_TAGS_COPY_PRESENT(
            400,
            "BothUserTagsAndSourceTagsCopyPresentException",
            "x-ms-tags header must not be present with x-ms-copy-source-tag-option as COPY."),
    CANNOT_VERIFY_COPY_SOURCE(
            500, "CannotVerifyCopySource", "Could not verify the copy source within the specified time."),
    COMMITTED_BLOCK_COUNT_EXCEEDS_LIMIT(
            409,
            "BlockCountExceedsLimit",
            "The committed block count cannot exceed the maximum limit of 50,000 blocks."),
    CONTAINER_ALREADY_EXISTS(409, "ContainerAlreadyExists", "The specified container already exists."),
    CONTAINER_NOT_FOUND(404, "ContainerNotFound", "The specified container does not exist."),
    COPY_ID_MISMATCH(
            409, "CopyIdMismatch", "The specified copy ID did not match the copy ID for the pending copy operation."),
    DELETED_CONTAINER_HAS_ANOTHER_NAME(
            400,
            "InvalidHeaderValue",
            "The value of deleted-container-name header must match the destination container name."),
    DUPLICATE_TAG_NAMES(400, "DuplicateTagNames", "The tags specified contain duplicate names."),
    EMPTY_TAG_NAME(400, "EmptyTagName", "The name of one of the tags is empty."),
    EXCEEDS_MAX_BATCH_REQUEST_COUNT(
            400, "ExceedsMaxBatchRequestCount", "The batch operation exceeds maximum number of allowed subrequests."),
    INCREMENTAL_COPY_BLOB_MISMATCH(
            409,
            "IncrementalCopyBlobMismatch",
            "The specified source blob is different than the copy source of the existing incremental copy blob."),
    INCREMENTAL_COPY_OF_EARLIER_SNAPSHOT_NOT_ALLOWED(
            409,
            "IncrementalCopyOfEarlierVersionSnapshotNotAllowed",
            "The specified snapshot is earlier than the last snapshot copied into the incremental copy blob."),
    INCREMENTAL_COPY_SOURCE_MUST_BE_SNAPSHOT(
            409, "IncrementalCopySourceMustBeSnapshot", "The source for incremental copy request must be a snapshot."),
    INFINITE_LEASE_DURATION_REQUIRED(
            412,
            "InfiniteLeaseDurationRequired",
            "The lease ID matched, but the specified lease must be an infinite-duration lease."),
    INVALID_BLOB_OR_BLOCK(400, "InvalidBlobOrBlock", "The specified blob or block content is invalid."),
    INVALID_BLOB_TYPE(409, "InvalidBlobType", "The blob type is invalid for this operation."),
    INVALID_BLOCK_ID(400, "InvalidBlockId", "The specified block ID is invalid. The block ID must be Base64-encoded."),
    INVALID_BLOCK_LIST(400, "InvalidBlockList", "The specified block list is invalid."),
    INVALID_PAGE_RANGE(416, "InvalidPageRange", "The page range specified is invalid."),
    INVALID_SNAPSHOT_OPERATION(400, "InvalidOperation", "Invalid operation against a blob snapshot."),
    INVALID_SOURCE_BLOB_TYPE(409, "InvalidSourceBlobType", "The copy source blob type is invalid for this operation."),
    INVALID_SOURCE_BLOB_URL(
            409,
            "InvalidSourceBlobUrl",
            "The source URL for incremental copy request must be valid Azure Storage blob URL."),
    INVALID_TAG(400, "InvalidTag", "The tags specified are invalid. They contain characters that are not permitted."),
    LEASE_ALREADY_PRESENT(409, "LeaseAlreadyPresent", "There is already a lease present."),
    LEASE_ID_MISMATCH_WITH_BLOB_OPERATION(
            412, "LeaseIdMismatchWithBlobOperation", "The lease ID specified did not match the lease ID for the blob."),
    LEASE_ID_MISMATCH_WITH_CONTAINER_OPERATION(
            412,
            "LeaseIdMismatchWithContainerOperation",
            "The lease ID specified did not match the lease ID for the container."),
    LEASE_ID_MISMATCH_WITH_LEASE_OF_BLOB(
            409,
            "LeaseIdMismatchWithLeaseOperation",
            "The lease ID specified did not match the lease ID for the blob."),
    LEASE_ID_MISMATCH_WITH_LEASE_OF_CONTAINER(
            409,
            "LeaseIdMismatchWithLeaseOperation",
            "The lease ID specified did not match the lease ID for the container."),
    LEASE_ID_MISSING_ON_BLOB(
            412,
            "LeaseIdMissing",
            "There is currently a lease on the blob and no lease ID was specified in the request."),
    LEASE_ID_MISSING_ON_CONTAINER(
            412,
            "LeaseIdMissing",
            "There is currently a lease on the container and no lease ID was specified in the request."),
    LEASE_IS_BREAKING_AND_CANNOT_BE_ACQUIRED(
            409,
            "LeaseIsBreakingAndCannotBeAcquired",
            "The lease ID matched, but the lease is currently in breaking state and cannot be acquired until it is broken."),
    LEASE_IS_BREAKING_AND_CANNOT_BE_CHANGED(
            409,
            "LeaseIsBreakingAndCannotBeChanged",
            "The lease ID matched, but the lease is currently in breaking state and cannot be changed."),
    LEASE_IS_BROKEN_AND_CANNOT_BE_RENEWED(
            409,
            "LeaseIsBrokenAndCannotBeRenewed",
            "The lease ID matched, but the lease has been broken explicitly and cannot be renewed."),
    LEASE_LOST(412, "LeaseLost", "A lease ID was specified, but the lease for the blob has expired."),
    LEASE_LOST_ON_CONTAINER(412, "LeaseLost", "A lease ID was specified, but the lease for the container has expired."),
    LEASE_NOT_PRESENT_WITH_BLOB_OPERATION(
            412, "LeaseNotPresentWithBlobOperation", "There is currently no lease on the blob."),
    LEASE_NOT_PRESENT_WITH_CONTAINER_OPERATION(
            412, "LeaseNotPresentWithContainerOperation", "There is currently no lease on the container."),
    LEASE_NOT_PRESENT_WITH_LEASE_OF_BLOB(
            409, "LeaseNotPresentWithLeaseOperation", "There is currently no lease on the blob."),
    LEASE_NOT_PRESENT_WITH_LEASE_OF_CONTAINER(
            409, "LeaseNotPresentWithLeaseOperation", "There is currently no lease on the container."),
    MAX_BLOB_SIZE_CONDITION_NOT_MET(
            412, "MaxBlobSizeConditionNotMet", "The max blob size condition specified was not met."),
    NO_PENDING_COPY_OPERATION(409, "NoPendingCopyOperation", "There is currently no pending copy operation."),
    OPERATION_NOT_ALLOWED_ON_INCREMENTAL_COPY_BLOB(
            409,
            "OperationNotAllowedOnIncrementalCopyBlob",
            "The specified operation is not allowed on an incremental copy blob."),
    OPERATION_NOT_ALLOWED_ON_ROOT_BLOB(
            403, "OperationNotAllowedOnRootBlob", "The specified operation is not allowed on root blob."),
    PENDING_COPY_OPERATION(409, "PendingCopyOperation", "There is currently a pending copy operation."),
    PERMANENT_DELETE_NOT_ENABLED(
            409, "PermanentDeleteNotEnabled", "Permanent delete is not enabled on this storage account."),
    PREVIOUS_SNAPSHOT_CANNOT_BE_NEWER(
            400,
            "PreviousSnapshotCannotBeNewer",
            "The prevsnapshot query parameter value cannot be newer than snapshot query parameter value."),
    PREVIOUS_SNAPSHOT_NOT_FOUND(409, "PreviousSnapshotNotFound", "The previous snapshot is not found."),
    REQUEST_FORBIDDEN_BY_CONTAINER_ENCRYPTION_POLICY(
            403,
            "RequestForbiddenByContainerEncryptionPolicy",
            "The request is forbidden by the container encryption policy."),
    SEQUENCE_NUMBER_CONDITION_NOT_MET(
            412, "SequenceNumberConditionNotMet", "The sequence number condition specified was not met."),
    SEQUENCE_NUMBER_INCREMENT_TOO_LARGE(
            409,
            "SequenceNumberIncrementTooLarge",
            "The sequence number increment cannot be performed because it would result in overflow of the sequence number."),
    SNAPSHOTS_PRESENT(409, "SnapshotsPresent", "This operation is not permitted because the blob has snapshots."),
    SOURCE_CONDITION_NOT_MET(
            412,
            "SourceConditionNotMet",
            "The source condition specified using HTTP conditional header(s) is not met."),
    TAGS_TOO_LARGE(400, "TagsTooLarge", "The tags specified exceed the maximum permissible limit."),
    TARGET_CONDITION_NOT_MET(
            412,
            "TargetConditionNotMet",
            "The target condition specified using HTTP conditional header(s) is not met."),
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
