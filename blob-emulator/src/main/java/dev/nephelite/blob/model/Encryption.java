package dev.nephelite.blob.model;

import org.jspecify.annotations.Nullable;

/**
 * The key that a client says the blob is encrypted with: one it sends along each time, of which only the checksum is
 * kept, or one of a scope. Nothing is encrypted here; who shows the wrong key is refused all the same.
 *
 * @param keySha256 base64 of the checksum of the client's own key
 */
public record Encryption(
        @Nullable String keySha256, @Nullable String scope) {
    /** With the account's own key, which nobody has to show. */
    public static final Encryption OF_ACCOUNT = new Encryption(null, null);
}
