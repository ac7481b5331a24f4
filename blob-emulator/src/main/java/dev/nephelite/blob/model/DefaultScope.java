package dev.nephelite.blob.model;

import org.jspecify.annotations.Nullable;

/**
 * The encryption scope of the blobs of a container for which no other is named.
 *
 * @param only whether no other may be named
 */
public record DefaultScope(String name, boolean only) {
    /** The one that every account has: the account's own key. */
    public static final DefaultScope ACCOUNT_KEY = new DefaultScope("$account-encryption-key", false);

    /** What a new blob is encrypted with for which a client asks for {@code asked}, if that is allowed here. */
    public BlobEncryption of(BlobEncryption asked) {
        @Nullable String scope = asked.scope();
        if (only && scope != null && !scope.equals(name)) {
            throw BlobError.REQUEST_FORBIDDEN_BY_CONTAINER_ENCRYPTION_POLICY.exception();
        }
        boolean asUsual = name.equals(ACCOUNT_KEY.name);
        return asked.equals(BlobEncryption.OF_ACCOUNT) && !asUsual ? new BlobEncryption(null, name) : asked;
    }
}
