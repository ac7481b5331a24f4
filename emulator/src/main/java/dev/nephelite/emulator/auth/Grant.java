package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.error.CommonError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client was found to be allowed, for an operation whose answer depends on more than the routing table says. */
public final class Grant {
    /** What an account key opens. */
    public static final Grant EVERYTHING = new Grant(null, Map.of(), null, null);

    /** What is open to everybody: to read what the door lets be read, and no more. */
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

    /** What a user's token opens: everything, for nobody keeps roles here. */
    static Grant everythingTo(TokenIdentity tokenIdentity) {
        return new Grant(null, Map.of(), null, tokenIdentity);
    }

    /** What these letters of a signature open. */
    public static Grant of(String letters) {
        return new Grant(letters, Map.of(), null, null);
    }

    static Grant of(String letters, Map<String, String> responseHeaders, @Nullable String encryptionScope) {
        return new Grant(letters, responseHeaders, encryptionScope, null);
    }

    /** Whether the client may do what {@code letter} stands for in a signature's {@code sp}. */
    public boolean allows(char letter) {
        return letters == null || letters.indexOf(letter) >= 0;
    }

    /** Refuses a client that may not do what {@code letter} stands for. */
    public void require(char letter) {
        if (!allows(letter)) {
            throw CommonError.AUTHORIZATION_PERMISSION_MISMATCH.exception();
        }
    }

    /** Headers with which the signature wants a blob to be answered in place of the blob's own. */
    public Map<String, String> responseHeaders() {
        return responseHeaders;
    }

    /** The encryption scope that the signature wants for what is written with it, or null if it names none. */
    public @Nullable String encryptionScope() {
        return encryptionScope;
    }

    /** Returns the user whose token the client showed; one who showed something else is refused. */
    public TokenIdentity requireUser() {
        if (tokenIdentity == null) {
            throw AuthenticationFailed.because("Only authentication scheme Bearer is supported");
        }
        tokenIdentity.requireNamed();
        return tokenIdentity;
    }

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
}
