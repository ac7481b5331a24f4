package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.value.SigningKey;
import org.jspecify.annotations.Nullable;

/** Finds the key that was lent to a user, by what a user delegation SAS says about it. */
@FunctionalInterface
public interface DelegationKeyLookup {
    /** For a service that lends none. */
    DelegationKeyLookup NONE = (account, delegationKeyTerms) -> null;

    /** For a service that lends to everybody who bears a token; the keys are the same in every emulator. */
    DelegationKeyLookup DERIVED = new DerivedDelegationKeys();

    /** Returns the key, or null when none was lent under these terms. */
    @Nullable
    SigningKey find(String account, DelegationKeyTerms delegationKeyTerms);

    /**
     * The terms under which a key was lent to a user, worded as the signature words them.
     *
     * @param start from when the key is good, as text, since texts are what is signed
     * @param service {@code b} for blobs, {@code q} for queues
     */
    public record DelegationKeyTerms(
            String objectId, String tenantId, String start, String expiry, String service, String version) {}
}
