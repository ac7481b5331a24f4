package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.value.Accounts;

/** How clients of a service authenticate: with an account key or a SAS, and optionally with bearer tokens. */
public record AuthorizationOptions(Accounts accounts, OAuthMode oauth) {
    /** Accepts account keys and SAS, but no bearer tokens. */
    public static AuthorizationOptions byKey(Accounts accounts) {
        return new AuthorizationOptions(accounts, OAuthMode.NONE);
    }

    /** Returns the authorizer of one service. */
    public Authorizer authorizer(StoredAccessPolicies policies) {
        return new Authorizer(policies, oauth.delegationKeys(), oauth);
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
