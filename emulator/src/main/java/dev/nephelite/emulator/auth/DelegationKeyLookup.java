package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.value.SigningKey;
import org.jspecify.annotations.Nullable;

/** Finds the user delegation key that signed a user delegation SAS. */
@FunctionalInterface
public interface DelegationKeyLookup {
    /** For a service that issues none. */
    DelegationKeyLookup NONE = (account, delegationKeyTerms) -> null;

    /** For a service that issues a key to every bearer of a token; the keys are the same in every emulator. */
    DelegationKeyLookup DERIVED = new DerivedDelegationKeys();

    /** Returns the key, or null if none was issued with these terms. */
    @Nullable
    SigningKey find(String account, DelegationKeyTerms delegationKeyTerms);

    /**
     * The terms of a user delegation key, as text, because text is what is signed.
     *
     * @param start start of the key's validity
     * @param service {@code b} for blobs, {@code q} for queues
     */
    public record DelegationKeyTerms(
            String objectId, String tenantId, String start, String expiry, String service, String version) {}
}
