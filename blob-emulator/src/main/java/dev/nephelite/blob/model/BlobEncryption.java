package dev.nephelite.blob.model;

import org.jspecify.annotations.Nullable;

/**
 * The key that a client says the blob is encrypted with: one it sends along each time, of which only the checksum is
 * kept, or one of a scope. Nothing is encrypted here; who shows the wrong key is refused all the same.
 *
 * @param keySha256 base64 of the checksum of the client's own key
 */
public record BlobEncryption(
        @Nullable String keySha256, @Nullable String scope) {
    /** With the account's own key, which nobody has to show. */
    public static final BlobEncryption OF_ACCOUNT = new BlobEncryption(null, null);

    /** Refuses who does not show the client's own key, or shows one where there is none. */
    public void requireKey(@Nullable String shownSha256) {
        if (keySha256 != null && shownSha256 == null) {
            throw BlobError.BLOB_USES_CUSTOMER_SPECIFIED_ENCRYPTION.exception();
        }
        if (keySha256 == null && shownSha256 != null) {
            throw BlobError.BLOB_DOES_NOT_USE_CUSTOMER_SPECIFIED_ENCRYPTION.exception();
        }
        if (keySha256 != null && !keySha256.equals(shownSha256)) {
            throw BlobError.BLOB_CUSTOMER_SPECIFIED_ENCRYPTION_MISMATCH.exception();
        }
    }
}
