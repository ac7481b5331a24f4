package dev.nephelite.blob.model;

import org.jspecify.annotations.Nullable;

/**
 * The encryption of a blob: a customer-provided key, of which only the checksum is stored, or an encryption scope.
 * Nothing is encrypted here, but a wrong key is refused.
 *
 * @param keySha256 base64 of the SHA-256 of the customer-provided key
 */
public record BlobEncryption(
        @Nullable String keySha256, @Nullable String scope) {
    /** With the account's own key, which requests do not carry. */
    public static final BlobEncryption OF_ACCOUNT = new BlobEncryption(null, null);

    /** Refuses a request without the customer-provided key, or with a key if the blob has none. */
    public void requireKey(@Nullable String sentSha256) {
        if (keySha256 != null && sentSha256 == null) {
            throw BlobError.BLOB_USES_CUSTOMER_SPECIFIED_ENCRYPTION.exception();
        }
        if (keySha256 == null && sentSha256 != null) {
            throw BlobError.BLOB_DOES_NOT_USE_CUSTOMER_SPECIFIED_ENCRYPTION.exception();
        }
        if (keySha256 != null && !keySha256.equals(sentSha256)) {
            throw BlobError.BLOB_CUSTOMER_SPECIFIED_ENCRYPTION_MISMATCH.exception();
        }
    }
}
