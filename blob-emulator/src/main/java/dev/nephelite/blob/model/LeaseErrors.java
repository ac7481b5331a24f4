package dev.nephelite.blob.model;

/** How a request is refused because of the lease of a resource, or the lack of one; worded by the kind of resource. */
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
    private final BlobError nothingToActOn;
    private final BlobError notTheOwn;

    LeaseErrors(
            BlobError notPresent,
            BlobError mismatch,
            BlobError lost,
            BlobError missing,
            BlobError nothingToActOn,
            BlobError notTheOwn) {
        this.notPresent = notPresent;
        this.mismatch = mismatch;
        this.lost = lost;
        this.missing = missing;
        this.nothingToActOn = nothingToActOn;
        this.notTheOwn = notTheOwn;
    }

    /** To who names a lease where there is none. */
    BlobError notPresent() {
        return notPresent;
    }

    /** To who names another lease than there is. */
    BlobError mismatch() {
        return mismatch;
    }

    /** To who names a lease that is over. */
    BlobError lost() {
        return lost;
    }

    /** To who names none where one is needed. */
    BlobError missing() {
        return missing;
    }

    /** To who wants something done to a lease where there is none. */
    BlobError nothingToActOn() {
        return nothingToActOn;
    }

    /** To who wants something done to the lease of somebody else. */
    BlobError notTheOwn() {
        return notTheOwn;
    }
}
