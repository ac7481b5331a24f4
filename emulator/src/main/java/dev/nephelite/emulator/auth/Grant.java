package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The permissions of an authorized client, for operations that need more than the check in the routing table. */
public final class Grant {
    /** Everything; what an account key grants. */
    public static final Grant EVERYTHING = new Grant(null, Map.of(), null, null);

    /** Anonymous access to a public resource: reading only. */
    static final Grant EVERYBODY = of("");

    private final @Nullable String letters;
    private final Map<String, String> responseHeaders;
    private final @Nullable String encryptionScope;
    private final @Nullable TokenIdentity tokenIdentity;

    private Grant(
            @Nullable String letters,
            Map<String, String> responseHeaders,
            @Nullable String encryptionScope,
            @Nullable TokenIdentity tokenIdentity) {
        this.letters = letters;
        this.responseHeaders = responseHeaders;
        this.encryptionScope = encryptionScope;
        this.tokenIdentity = tokenIdentity;
    }

    /** What a bearer token grants: everything, because roles are not emulated. */
    static Grant everythingTo(TokenIdentity tokenIdentity) {
        return new Grant(null, Map.of(), null, tokenIdentity);
    }

    /** What the permission letters of a SAS grant. */
    public static Grant of(String letters) {
        return new Grant(letters, Map.of(), null, null);
    }

    static Grant of(String letters, Map<String, String> responseHeaders, @Nullable String encryptionScope) {
        return new Grant(letters, responseHeaders, encryptionScope, null);
    }

    /** Whether the client has the permission {@code letter}, as in {@code sp} of a SAS. */
    public boolean allows(char letter) {
        return letters == null || letters.indexOf(letter) >= 0;
    }

    /** Refuses a client that lacks the permission {@code letter}. */
    public void require(char letter) {
        if (!allows(letter)) {
            throw CommonError.AUTHORIZATION_PERMISSION_MISMATCH.exception();
        }
    }

    /** Response headers that the SAS sets in place of the blob's own. */
    public Map<String, String> responseHeaders() {
        return responseHeaders;
    }

    /** The encryption scope that the SAS sets for writes, or null. */
    public @Nullable String encryptionScope() {
        return encryptionScope;
    }

    /** Returns the user of the bearer token. Refuses a client that authenticated in another way. */
    public TokenIdentity requireUser() {
        if (tokenIdentity == null) {
            throw StorageException.authenticationFailed("Only authentication scheme Bearer is supported");
        }
        tokenIdentity.requireNamed();
        return tokenIdentity;
    }

    /**
     * The user or application of a Microsoft Entra ID token.
     *
     * @param objectId id of the user or application; empty if the token lacks it
     * @param tenantId id of its directory; empty if the token lacks it
     */
    public record TokenIdentity(String objectId, String tenantId) {
        /** Refuses a token that lacks either id. */
        void requireNamed() {
            if (objectId.isEmpty() || tenantId.isEmpty()) {
                throw StorageException.authenticationFailed("The token lacks one of the claims oid and tid.");
            }
        }
    }
}
