package dev.nephelite.blob.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A lease as it was last acted on: what it is by now depends on the clock. A resource that never was leased, or whose
 * lease was released, has none. {@link Transitions} says what becomes of it.
 *
 * @param duration for how long each renewal is good, or null for ever
 * @param breaking whether somebody broke it
 * @param end when it ends by itself or is broken, or null for never
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob">Lease Blob</a>
 */
public record Lease(
        UUID id,
        @Nullable Duration duration,
        boolean breaking,
        @Nullable Instant end) {
    private static final Pattern ID = Pattern.compile(
            "[{(]?(\\p{XDigit}{8})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{12})[)}]?");

    /** A lease just taken, for {@code duration} or, if that is null, for ever. */
    static Lease taken(UUID id, @Nullable Duration duration, Instant now) {
        return new Lease(id, duration, false, duration == null ? null : now.plus(duration));
    }

    /**
     * Reads the id of a lease in one of the forms in which GUIDs are written, in any case.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static UUID parseId(String text) {
        Matcher digits = ID.matcher(text);
        if (!digits.matches()) {
            throw new IllegalArgumentException("not the id of a lease: " + text);
        }
        return UUID.fromString(digits.replaceFirst("$1-$2-$3-$4-$5"));
    }

    /** What the lease is at a moment. */
    public State state(Instant now) {
        boolean over = end != null && !now.isBefore(end);
        if (breaking) {
            return over ? State.BROKEN : State.BREAKING;
        }
        return over ? State.EXPIRED : State.LEASED;
    }

    /** Whether it is good for ever or only for a time, as long as it is good; else null. */
    public @Nullable String kind(Instant now) {
        if (state(now) != State.LEASED) {
            return null;
        }
        return duration == null ? "infinite" : "fixed";
    }

    /** Whether it keeps others from writing. */
    public boolean isActive(Instant now) {
        return state(now).locked();
    }

    /** How many seconds it takes until nobody has to name the lease any more; a second that has begun counts. */
    public long secondsLeft(Instant now) {
        if (end == null || !isActive(now)) {
            return 0;
        }
        return Duration.between(now, end).plusNanos(999_999_999).toSeconds();
    }

    /** What can be the matter with the lease of a blob or container. */
    public enum State {
        AVAILABLE,
        LEASED,
        EXPIRED,
        BREAKING,
        BROKEN;

        /** Whether whoever writes has to name the lease. */
        public boolean locked() {
            return this == LEASED || this == BREAKING;
        }

        /** What {@code x-ms-lease-status} says. */
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
        private final BlobError nothingToActOn;
        private final BlobError notTheOwn;

        Errors(
                BlobError notPresent,
                BlobError mismatch,
                BlobError lost,
                BlobError missing,
                BlobError nothingToActOn,
                BlobError notTheOwn) {
            this.notPresent = notPresent;
            this.mismatch = mismatch;
            this.lost = lost;
            this.missing = missing;
            this.nothingToActOn = nothingToActOn;
            this.notTheOwn = notTheOwn;
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
        BlobError nothingToActOn() {
            return nothingToActOn;
        }

        /** A lease operation with another lease id than that of the lease on the resource. */
        BlobError notTheOwn() {
            return notTheOwn;
        }
    }

    /**
     * What becomes of the lease of a resource when somebody acts on it: the outcomes by lease state of the REST reference,
     * one method for each of its actions.
     *
     * @param lease as it was last acted on, or null if there is none
     * @param errors worded for the resource
     * @see <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob#outcomes-of-lease-operations-on-blobs-by-lease-state">Outcomes
     *     of lease operations by lease state</a>
     */
    public record Transitions(@Nullable Lease lease, Lease.Errors errors, Instant now) {
        /**
         * Takes the lease. Who has it already may take it again, for another time.
         *
         * @param duration null for ever
         */
        public Lease acquire(UUID proposed, @Nullable Duration duration) {
            boolean own = lease != null && lease.id().equals(proposed);
            Lease taken = Lease.taken(proposed, duration, now);
            return switch (state()) {
                case AVAILABLE, EXPIRED, BROKEN -> taken;
                case LEASED -> {
                    if (!own) {
                        throw BlobError.LEASE_ALREADY_PRESENT.exception();
                    }
                    yield taken;
                }
                case BREAKING ->
                    throw (own ? BlobError.LEASE_IS_BREAKING_AND_CANNOT_BE_ACQUIRED : BlobError.LEASE_ALREADY_PRESENT)
                            .exception();
            };
        }

        /** Lets the lease last as long again as when it was taken, even if it has expired since. */
        public Lease renew(UUID id) {
            Lease held = requireHeld(id);
            if (held.breaking()) {
                throw BlobError.LEASE_IS_BROKEN_AND_CANNOT_BE_RENEWED.exception();
            }
            return Lease.taken(id, held.duration(), now);
        }

        /** Gives the lease another id. A client that does not know whether it has done so may do it again. */
        public Lease change(UUID id, UUID proposed) {
            if (lease == null || !lease.isActive(now)) {
                throw errors.nothingToActOn().exception();
            }
            boolean done = lease.id().equals(proposed) && !lease.breaking();
            if (!done && !lease.id().equals(id)) {
                throw errors.notTheOwn().exception();
            }
            if (lease.breaking()) {
                throw BlobError.LEASE_IS_BREAKING_AND_CANNOT_BE_CHANGED.exception();
            }
            return new Lease(proposed, lease.duration(), false, lease.end());
        }

        /** Gives the lease back: there is none any more. */
        public void release(UUID id) {
            requireHeld(id);
        }

        /**
         * Sees to it that the lease ends, whoever has it.
         *
         * @param period when, if it does not end earlier by itself; null for when it does, which is at once if it never does
         */
        public Lease breakAfter(@Nullable Duration period) {
            if (lease == null) {
                throw errors.nothingToActOn().exception();
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

        private Lease requireHeld(UUID id) {
            if (lease == null || !lease.id().equals(id)) {
                throw errors.notTheOwn().exception();
            }
            return lease;
        }
    }
}
