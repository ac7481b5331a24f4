package dev.nephelite.blob.model;

import dev.nephelite.emulator.service.SignedIdentifiers;
import dev.nephelite.emulator.value.Metadata;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A container: its own properties, not the blobs in it.
 *
 * @param generation tells the blobs of this container from those of every other, the ones that had its name before it
 *     included
 * @param lease null if there is none
 * @param publicAccess what of it is open to everybody
 * @param policies the stored access policies that signatures may name
 */
public record Container(
        ContainerName name,
        Revision revision,
        Metadata metadata,
        long generation,
        @Nullable Lease lease,
        PublicAccess publicAccess,
        SignedIdentifiers policies,
        DefaultScope defaultScope) {
    /** A container as most are made. */
    public Container(ContainerName name, Revision revision, Metadata metadata, long generation) {
        this(
                name,
                revision,
                metadata,
                generation,
                null,
                PublicAccess.NONE,
                SignedIdentifiers.NONE,
                DefaultScope.ACCOUNT_KEY);
    }

    public Container with(Metadata changed, Revision next) {
        return new Container(name, next, changed, generation, lease, publicAccess, policies, defaultScope);
    }

    /** The same, its lease being another. */
    public Container leased(@Nullable Lease changed) {
        return new Container(name, revision, metadata, generation, changed, publicAccess, policies, defaultScope);
    }

    /** The same, open to others. */
    public Container with(PublicAccess access, SignedIdentifiers identifiers, Revision next) {
        return new Container(name, next, metadata, generation, lease, access, identifiers, defaultScope);
    }

    /** The same, its blobs being encrypted in another scope. */
    public Container with(DefaultScope scope) {
        return new Container(name, revision, metadata, generation, lease, publicAccess, policies, scope);
    }

    /** What its lease is at a moment. */
    public Lease.State leaseState(Instant now) {
        return lease == null ? Lease.State.AVAILABLE : lease.state(now);
    }

    /** What a container opens to those who show no key and no signature. */
    public enum PublicAccess {
        NONE,
        /** Its blobs, to those who know their names. */
        BLOB,
        /** The list of its blobs and its own properties as well. */
        CONTAINER;

        /**
         * Reads a header value, in any case.
         *
         * @throws IllegalArgumentException if it is neither of the two that can be asked for
         */
        public static PublicAccess parse(String text) {
            PublicAccess parsed = valueOf(text.toUpperCase(Locale.ROOT));
            if (parsed == NONE) {
                throw new IllegalArgumentException("not a level of public access: " + text);
            }
            return parsed;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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
}
