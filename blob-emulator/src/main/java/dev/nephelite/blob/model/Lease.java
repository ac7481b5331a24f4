package dev.nephelite.blob.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A lease as of the last action on it. Its state depends on the clock. A resource that was never leased, or whose lease
 * was released, has none. {@link Transitions} has the rules.
 *
 * @param duration the duration of each renewal, or null for an infinite lease
 * @param breaking whether the lease was broken
 * @param end when the lease expires or the break period ends, or null for never
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob">Lease Blob</a>
 */
public record Lease(
        UUID id,
        @Nullable Duration duration,
        boolean breaking,
        @Nullable Instant end) {
    private static final Pattern ID = Pattern.compile(
            "[{(]?(\\p{XDigit}{8})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{12})[)}]?");

    /** A newly acquired lease. */
    static Lease acquired(UUID id, @Nullable Duration duration, Instant now) {
        return new Lease(id, duration, false, duration == null ? null : now.plus(duration));
    }

    /**
     * Parses a lease id in any of the forms of GUIDs, ignoring case.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static UUID parseId(String text) {
        Matcher digits = ID.matcher(text);
        if (!digits.matches()) {
            throw new IllegalArgumentException("not a lease id: " + text);
        }
        return UUID.fromString(digits.replaceFirst("$1-$2-$3-$4-$5"));
    }

    /** The state at a time. */
    public State state(Instant now) {
        boolean over = end != null && !now.isBefore(end);
        if (breaking) {
            return over ? State.BROKEN : State.BREAKING;
        }
        return over ? State.EXPIRED : State.LEASED;
    }

    /** {@code infinite} or {@code fixed} while the lease is active, otherwise null. */
    public @Nullable String kind(Instant now) {
        if (state(now) != State.LEASED) {
            return null;
        }
        return duration == null ? "infinite" : "fixed";
    }

    /** Whether writes need the lease id. */
    public boolean isActive(Instant now) {
        return state(now).locked();
    }

    /** How many seconds remain until the lease ends, rounded up. */
    public long secondsLeft(Instant now) {
        if (end == null || !isActive(now)) {
            return 0;
        }
        return Duration.between(now, end).plusNanos(999_999_999).toSeconds();
    }

    /** The lease states of the REST reference. */
    public enum State {
        AVAILABLE,
        LEASED,
        EXPIRED,
        BREAKING,
        BROKEN;

        /** Whether writes need the lease id. */
        public boolean locked() {
            return this == LEASED || this == BREAKING;
        }

        /** The value of {@code x-ms-lease-status}. */
        public String status() {
            return locked() ? "locked" : "unlocked";
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The errors about leases, worded for the kind of resource. */
    public enum Errors {
        OF_BLOB(
                BlobError.LEASE_NOT_PRESENT_WITH_BLOB_OPERATION,
                BlobError.LEASE_ID_MISMATCH_WITH_BLOB_OPERATION,
                BlobError.LEASE_LOST,
                BlobError.LEASE_ID_MISSING_ON_BLOB,
                BlobError.LEASE_NOT_PRESENT_WITH_LEASE_OF_BLOB,
                BlobError.LEASE_ID_MISMATCH_WITH_LEASE_OF_BLOB),
        OF_CONTAINER(
                BlobError.LEASE_NOT_PRESENT_WITH_CONTAINER_OPERATION,
                BlobError.LEASE_ID_MISMATCH_WITH_CONTAINER_OPERATION,
                BlobError.LEASE_LOST_ON_CONTAINER,
                BlobError.LEASE_ID_MISSING_ON_CONTAINER,
                BlobError.LEASE_NOT_PRESENT_WITH_LEASE_OF_CONTAINER,
                BlobError.LEASE_ID_MISMATCH_WITH_LEASE_OF_CONTAINER);

        private final BlobError notPresent;
        private final BlobError mismatch;
        private final BlobError lost;
        private final BlobError missing;
        private final BlobError notPresentForLeaseOperation;
        private final BlobError mismatchForLeaseOperation;

        Errors(
                BlobError notPresent,
                BlobError mismatch,
                BlobError lost,
                BlobError missing,
                BlobError notPresentForLeaseOperation,
                BlobError mismatchForLeaseOperation) {
            this.notPresent = notPresent;
            this.mismatch = mismatch;
            this.lost = lost;
            this.missing = missing;
            this.notPresentForLeaseOperation = notPresentForLeaseOperation;
            this.mismatchForLeaseOperation = mismatchForLeaseOperation;
        }

        /** A lease id was given, but the resource is not leased. */
        BlobError notPresent() {
            return notPresent;
        }

        /** The lease id given is not that of the lease on the resource. */
        BlobError mismatch() {
            return mismatch;
        }

        /** The lease id given is that of a lease that has expired or was broken. */
        BlobError lost() {
            return lost;
        }

        /** The resource is leased, and no lease id was given. */
        BlobError missing() {
            return missing;
        }

        /** A lease operation on a resource that is not leased. */
        BlobError notPresentForLeaseOperation() {
            return notPresentForLeaseOperation;
        }

        /** A lease operation with another lease id than that of the lease on the resource. */
        BlobError mismatchForLeaseOperation() {
            return mismatchForLeaseOperation;
        }
    }

    /**
     * The outcomes of lease operations by lease state, as in the REST reference: one method for each action.
     *
     * @param lease null if there is none
     * @param errors worded for the resource
     * @see
     *     <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob#outcomes-of-lease-operations-on-blobs-by-lease-state">Outcomes
     *     of lease operations by lease state</a>
     */
    public record Transitions(@Nullable Lease lease, Lease.Errors errors, Instant now) {
        /**
         * Acquires the lease. Its holder may acquire it again with another duration.
         *
         * @param duration null for an infinite lease
         */
        public Lease acquire(UUID proposed, @Nullable Duration duration) {
            boolean own = lease != null && lease.id().equals(proposed);
            Lease acquired = Lease.acquired(proposed, duration, now);
            return switch (state()) {
                case AVAILABLE, EXPIRED, BROKEN -> acquired;
                case LEASED -> {
                    if (!own) {
                        throw BlobError.LEASE_ALREADY_PRESENT.exception();
                    }
                    yield acquired;
                }
                case BREAKING ->
                    throw (own ? BlobError.LEASE_IS_BREAKING_AND_CANNOT_BE_ACQUIRED : BlobError.LEASE_ALREADY_PRESENT)
                            .exception();
            };
        }

        /** Renews the lease for its duration, even if it has expired. */
        public Lease renew(UUID id) {
            Lease current = requireHolder(id);
            if (current.breaking()) {
                throw BlobError.LEASE_IS_BROKEN_AND_CANNOT_BE_RENEWED.exception();
            }
            return Lease.acquired(id, current.duration(), now);
        }

        /** Changes the lease id. Repeating a change succeeds. */
        public Lease change(UUID id, UUID proposed) {
            if (lease == null || !lease.isActive(now)) {
                throw errors.notPresentForLeaseOperation().exception();
            }
            boolean done = lease.id().equals(proposed) && !lease.breaking();
            if (!done && !lease.id().equals(id)) {
                throw errors.mismatchForLeaseOperation().exception();
            }
            if (lease.breaking()) {
                throw BlobError.LEASE_IS_BREAKING_AND_CANNOT_BE_CHANGED.exception();
            }
            return new Lease(proposed, lease.duration(), false, lease.end());
        }

        /** Checks that the lease may be released. */
        public void release(UUID id) {
            requireHolder(id);
        }

        /**
         * Breaks the lease.
         *
         * @param period the break period, at most the remaining time of the lease; null for the remaining time, which
         *     is zero for an infinite lease
         */
        public Lease breakAfter(@Nullable Duration period) {
            if (lease == null) {
                throw errors.notPresentForLeaseOperation().exception();
            }
            Instant end = lease.end();
            Instant latest = period == null ? end : now.plus(period);
            if (latest == null) {
                latest = now;
            }
            boolean endsEarlier = end != null && end.isBefore(latest);
            return new Lease(lease.id(), lease.duration(), true, endsEarlier ? end : latest);
        }

        private Lease.State state() {
            return lease == null ? Lease.State.AVAILABLE : lease.state(now);
        }

        private Lease requireHolder(UUID id) {
            if (lease == null || !lease.id().equals(id)) {
                throw errors.mismatchForLeaseOperation().exception();
            }
            return lease;
        }
    }

    /**
     * The lease id of a request, and whether it permits the request. A request without an id is refused before its
     * conditional headers are evaluated, one with a wrong id afterwards; hence two checks for a write.
     *
     * @param id null if the request has none
     * @param now when the request was received
     * @see
     *     <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob#outcomes-of-use-attempts-on-blobs-by-lease-state">Outcomes
     *     of use attempts</a>
     */
    public record Condition(@Nullable UUID id, Instant now) {
        /** Refuses to write a leased resource if the request carries no lease id. */
        public void requirePresent(@Nullable Lease lease, Lease.Errors errors) {
            if (id == null && lease != null && lease.isActive(now)) {
                throw errors.missing().exception();
            }
        }

        /** Refuses a request whose lease id is not that of an active lease on the resource. */
        public void requireMatch(@Nullable Lease lease, Lease.Errors errors) {
            if (id == null) {
                return;
            }
            if (lease == null) {
                throw errors.notPresent().exception();
            }
            if (!id.equals(lease.id())) {
                throw errors.mismatch().exception();
            }
            if (!lease.isActive(now)) {
                throw errors.lost().exception();
            }
        }

        /** The lease after a write, which removes an inactive lease so that it can no longer be renewed. */
        public @Nullable Lease afterWrite(@Nullable Lease lease) {
            return lease != null && lease.isActive(now) ? lease : null;
        }
    }
}
