package dev.nephelite.blob.model;

import dev.nephelite.emulator.service.StoredAccessPolicyList;
import dev.nephelite.emulator.value.Metadata;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A container: its own properties, not the blobs in it.
 *
 * @param generation the number under which the blobs of this container are stored, so that they cannot be mistaken for
 *     those of an earlier container of the same name
 * @param lease null if there is none
 * @param publicAccess what anonymous requests may read
 * @param policies the stored access policies that signatures may name
 */
public record Container(
        ContainerName name,
        Revision revision,
        Metadata metadata,
        long generation,
        @Nullable Lease lease,
        PublicAccess publicAccess,
        StoredAccessPolicyList policies,
        DefaultScope defaultScope) {
    /** A container with defaults. */
    public Container(ContainerName name, Revision revision, Metadata metadata, long generation) {
        this(
                name,
                revision,
                metadata,
                generation,
                null,
                PublicAccess.NONE,
                StoredAccessPolicyList.NONE,
                DefaultScope.ACCOUNT_KEY);
    }

    public Container with(Metadata changed, Revision next) {
        return new Container(name, next, changed, generation, lease, publicAccess, policies, defaultScope);
    }

    /** This container with another lease. */
    public Container leased(@Nullable Lease changed) {
        return new Container(name, revision, metadata, generation, changed, publicAccess, policies, defaultScope);
    }

    /** This container without its blobs and without a lease. */
    public Container emptied(long newGeneration) {
        return new Container(name, revision, metadata, newGeneration, null, publicAccess, policies, defaultScope);
    }

    /** This container with another access control list. */
    public Container with(PublicAccess access, StoredAccessPolicyList identifiers, Revision next) {
        return new Container(name, next, metadata, generation, lease, access, identifiers, defaultScope);
    }

    /** This container with another default encryption scope. */
    public Container with(DefaultScope scope) {
        return new Container(name, revision, metadata, generation, lease, publicAccess, policies, scope);
    }

    /** The state of its lease. */
    public Lease.State leaseState(Instant now) {
        return lease == null ? Lease.State.AVAILABLE : lease.state(now);
    }

    /** What anonymous requests may read of a container. */
    public enum PublicAccess {
        NONE,
        /** Blobs, but not the list of them. */
        BLOB,
        /** Blobs, the list of blobs and the container's properties. */
        CONTAINER;

        /**
         * Parses a header value, ignoring case.
         *
         * @throws IllegalArgumentException if it is neither {@code blob} nor {@code container}
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
     * The encryption scope of new blobs in a container for which the request sets none.
     *
     * @param only whether requests must not set another scope
     */
    public record DefaultScope(String name, boolean only) {
        /** The default of every account: the account's own key. */
        public static final DefaultScope ACCOUNT_KEY = new DefaultScope("$account-encryption-key", false);

        /** The encryption of a new blob. Refuses a requested scope that the container does not allow. */
        public BlobEncryption of(BlobEncryption requested) {
            @Nullable String scope = requested.scope();
            if (only && scope != null && !scope.equals(name)) {
                throw BlobError.REQUEST_FORBIDDEN_BY_CONTAINER_ENCRYPTION_POLICY.exception();
            }
            boolean isDefault = name.equals(ACCOUNT_KEY.name);
            return requested.equals(BlobEncryption.OF_ACCOUNT) && !isDefault
                    ? new BlobEncryption(null, name)
                    : requested;
        }
    }

    /** A deleted container that can be restored with its blobs. */
    public record Deleted(Container container, Version version, Deletion deletion) {

        /**
         * The version of a deleted container, which distinguishes deleted containers of the same name.
         *
         * @param ticks the time of the deletion in 100 nanoseconds since the year 1
         */
        public record Version(long ticks) implements Comparable<Version> {
            /** Clients see the time as a Windows file time. */
            private static final long TICKS_FROM_YEAR_1_TO_1601 = 504_911_232_000_000_000L;

            private static final int HEXADECIMAL = 16;

            /**
             * Parses the text that clients see.
             *
             * @throws IllegalArgumentException if it is none
             */
            public static Version parse(String text) {
                return new Version(Long.parseLong(text, HEXADECIMAL) + TICKS_FROM_YEAR_1_TO_1601);
            }

            @Override
            public int compareTo(Version other) {
                return Long.compare(ticks, other.ticks);
            }

            @Override
            public String toString() {
                return "%016X".formatted(ticks - TICKS_FROM_YEAR_1_TO_1601);
            }
        }
    }
}
