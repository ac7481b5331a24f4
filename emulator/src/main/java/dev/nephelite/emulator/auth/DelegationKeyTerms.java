package dev.nephelite.emulator.auth;

/**
 * The terms under which a key was lent to a user, worded as the signature words them.
 *
 * @param start from when the key is good, as text, since texts are what is signed
 * @param service {@code b} for blobs, {@code q} for queues
 */
public record DelegationKeyTerms(
        String objectId, String tenantId, String start, String expiry, String service, String version) {}
