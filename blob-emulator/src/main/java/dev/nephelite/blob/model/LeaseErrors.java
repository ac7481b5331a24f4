package dev.nephelite.blob.model;

/** Why the lease of a resource, or the lack of one, may keep a client from using it; worded by the kind of resource. */
public enum LeaseErrors {
    OF_BLOB(
            BlobError.LEASE_NOT_PRESENT_WITH_BLOB_OPERATION,
            BlobError.LEASE_ID_MISMATCH_WITH_BLOB_OPERATION,
            BlobError.LEASE_LOST,
            BlobError.LEASE_ID_MISSING_ON_BLOB),
    OF_CONTAINER(
            BlobError.LEASE_NOT_PRESENT_WITH_CONTAINER_OPERATION,
            BlobError.LEASE_ID_MISMATCH_WITH_CONTAINER_OPERATION,
            BlobError.LEASE_LOST_ON_CONTAINER,
            BlobError.LEASE_ID_MISSING_ON_CONTAINER);

    private final BlobError notPresent;
    private final BlobError mismatch;
    private final BlobError lost;
    private final BlobError missing;

    LeaseErrors(BlobError notPresent, BlobError mismatch, BlobError lost, BlobError missing) {
        this.notPresent = notPresent;
        this.mismatch = mismatch;
        this.lost = lost;
        this.missing = missing;
    }

    BlobError notPresent() {
        return notPresent;
    }

    BlobError mismatch() {
        return mismatch;
    }

    BlobError lost() {
        return lost;
    }

    BlobError missing() {
        return missing;
    }
}
