package dev.nephelite.blob.model;

/**
 * The encryption scope of the blobs of a container for which no other is named.
 *
 * @param only whether no other may be named
 */
public record DefaultScope(String name, boolean only) {
    /** The one that every account has: the account's own key. */
    public static final DefaultScope ACCOUNT_KEY = new DefaultScope("$account-encryption-key", false);
}
