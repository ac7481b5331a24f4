package dev.nephelite.blob.model;

/**
 * How a request is refused because of the lease of a resource, or the lack of one; worded by the kind of resource.
 */
public enum LeaseErrors {
    OF_BLOB(
            new Use(
                    BlobError.LEASE_NOT_PRESENT_WITH_BLOB_OPERATION,
                    BlobError.LEASE_ID_MISMATCH_WITH_BLOB_OPERATION,
                    BlobError.LEASE_LOST,
                    BlobError.LEASE_ID_MISSING_ON_BLOB),
            new Change(BlobError.LEASE_NOT_PRESENT_WITH_LEASE_OF_BLOB, BlobError.LEASE_ID_MISMATCH_WITH_LEASE_OF_BLOB)),
    OF_CONTAINER(
            new Use(
                    BlobError.LEASE_NOT_PRESENT_WITH_CONTAINER_OPERATION,
                    BlobError.LEASE_ID_MISMATCH_WITH_CONTAINER_OPERATION,
                    BlobError.LEASE_LOST_ON_CONTAINER,
                    BlobError.LEASE_ID_MISSING_ON_CONTAINER),
            new Change(
                    BlobError.LEASE_NOT_PRESENT_WITH_LEASE_OF_CONTAINER,
                    BlobError.LEASE_ID_MISMATCH_WITH_LEASE_OF_CONTAINER));

    private final Use use;
    private final Change change;

    LeaseErrors(Use use, Change change) {
        this.use = use;
        this.change = change;
    }

    /** For those who want to read or write the resource. */
    Use use() {
        return use;
    }

    /** For those who want to do something to the lease itself. */
    Change change() {
        return change;
    }

    record Use(BlobError notPresent, BlobError mismatch, BlobError lost, BlobError missing) {}

    record Change(BlobError notPresent, BlobError mismatch) {}
}
