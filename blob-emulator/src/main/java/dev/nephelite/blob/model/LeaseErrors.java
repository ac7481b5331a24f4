package dev.nephelite.blob.model;

/** The errors about leases, worded for the kind of resource. */
public enum LeaseErrors {
    OF_BLOB(
            BlobError.LEASE_NOT_PRESENT_WITH_BLOB_OPERATION,
            BlobError.LEASE_ID_MISMATCH_WITH_BLOB_OPERATION,
            BlobError.LEASE_LOST,
            BlobError.LEASE_ID_MISSING_ON_BLOB,
            BlobError.LEASE_NOT_PRESENT_WITH_LEASE_OF_BLOB,
            BlobError.LEASE_ID_MISMATCH_WITH_LEASE_OF_BLOB),
    OF_CONTAINER(
            BlobError.LEASE_NOT_PRESENT_WITH_CONTAINER_OPERATION,
            BlobError.LEASE_ID_MISMATCH_WITH_CONTAINER_OPERATION,
            BlobError.LEASE_LOST_ON_CONTAINER,
            BlobError.LEASE_ID_MISSING_ON_CONTAINER,
            BlobError.LEASE_NOT_PRESENT_WITH_LEASE_OF_CONTAINER,
            BlobError.LEASE_ID_MISMATCH_WITH_LEASE_OF_CONTAINER);

    private final BlobError notPresent;
    private final BlobError mismatch;
    private final BlobError lost;
    private final BlobError missing;
    private final BlobError notPresentForLeaseOperation;
    private final BlobError mismatchForLeaseOperation;

    LeaseErrors(
            BlobError notPresent,
            BlobError mismatch,
            BlobError lost,
            BlobError missing,
            BlobError notPresentForLeaseOperation,
            BlobError mismatchForLeaseOperation) {
        this.notPresent = notPresent;
        this.mismatch = mismatch;
        this.lost = lost;
        this.missing = missing;
        this.notPresentForLeaseOperation = notPresentForLeaseOperation;
        this.mismatchForLeaseOperation = mismatchForLeaseOperation;
    }

    /** A lease id was given, but the resource is not leased. */
    BlobError notPresent() {
        return notPresent;
    }

    /** The lease id given is not that of the lease on the resource. */
    BlobError mismatch() {
        return mismatch;
    }

    /** The lease id given is that of a lease that has expired or was broken. */
    BlobError lost() {
        return lost;
    }

    /** The resource is leased, and no lease id was given. */
    BlobError missing() {
        return missing;
    }

    /** A lease operation on a resource that is not leased. */
    public BlobError notPresentForLeaseOperation() {
        return notPresentForLeaseOperation;
    }

    /** A lease operation with another lease id than that of the lease on the resource. */
    public BlobError mismatchForLeaseOperation() {
        return mismatchForLeaseOperation;
    }
}
