package dev.nephelite.emulator.auth;

/**
 * For whom a token of Microsoft Entra ID was made.
 *
 * @param objectId the user's or the program's own identity
 * @param tenantId the directory that knows it; empty, like the other, in a token that does not say
 */
public record TokenIdentity(String objectId, String tenantId) {
    /** Refuses one whose token does not say who it is. */
    void requireNamed() {
        if (objectId.isEmpty() || tenantId.isEmpty()) {
            throw AuthenticationFailed.because("The token lacks one of the claims oid and tid.");
        }
    }
}
