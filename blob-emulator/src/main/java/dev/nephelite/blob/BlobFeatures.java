package dev.nephelite.blob;

/**
 * What can be switched on for accounts by other means than the Blob service itself, which in Azure is the business of
 * the management plane.
 *
 * @param versioning whether the states that a blob leaves behind are kept as versions of it
 */
public record BlobFeatures(boolean versioning) {
    public static final BlobFeatures NONE = new BlobFeatures(false);
}
