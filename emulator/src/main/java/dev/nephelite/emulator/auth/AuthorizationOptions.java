package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.Accounts;
import java.util.List;
import java.util.function.Function;

/**
 * How clients of a service authenticate: with an account key or a SAS, and optionally with bearer tokens.
 *
 * @param tokenRemedy how the user of this program makes the service accept tokens: an imperative; part of refusals
 */
public record AuthorizationOptions(Accounts accounts, OAuthMode oauth, String tokenRemedy) {
    /** How tokens are accepted, in the words of this library. */
    public static final String ACCEPT_TOKENS = "enable OAuth and HTTPS";

    public AuthorizationOptions(Accounts accounts, OAuthMode oauth) {
        this(accounts, oauth, ACCEPT_TOKENS);
    }

    /** Accepts account keys and SAS, but no bearer tokens. */
    public static AuthorizationOptions byKey(Accounts accounts) {
        return new AuthorizationOptions(accounts, OAuthMode.NONE);
    }

    /** Returns the authorizer of a service whose keys sign in the way of most services. */
    public Authorizer authorizer(ResourceAccess access, Clock machine) {
        return authorizer(access, KeyScheme::named, machine);
    }

    /**
     * Returns the authorizer of one service.
     *
     * @param keySchemes the variants of the scheme of that name, the most common first
     * @param machine the clock that the dates of requests with a shared key are compared with
     */
    public Authorizer authorizer(ResourceAccess access, Function<String, List<KeyScheme>> keySchemes, Clock machine) {
        return new Authorizer(access, oauth.delegationKeys(), oauth, tokenRemedy, keySchemes, machine);
    }

    /** How a service treats Microsoft Entra ID tokens. */
    public enum OAuthMode {
        /** It accepts none. */
        NONE,

        /**
         * It accepts every token with the right audience and lifetime without verifying its signature, and grants
         * everything.
         */
        BASIC;

        /** The user delegation keys that the service issues. */
        public DelegationKeyLookup delegationKeys() {
            return switch (this) {
                case NONE -> DelegationKeyLookup.NONE;
                case BASIC -> DelegationKeyLookup.DERIVED;
            };
        }
    }
}
