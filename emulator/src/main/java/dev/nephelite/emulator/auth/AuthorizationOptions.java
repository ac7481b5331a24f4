package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.value.Accounts;

/** Whom the services of an emulator let in: those who have the key of an account, and perhaps those who have a token. */
public record AuthorizationOptions(Accounts accounts, OAuthMode oauth) {
    /** The access of those who have a key. */
    public static AuthorizationOptions byKey(Accounts accounts) {
        return new AuthorizationOptions(accounts, OAuthMode.NONE);
    }

    /** Returns what decides for a service about each of its requests. */
    public Authorizer authorizer(StoredAccessPolicies policies) {
        return new Authorizer(policies, oauth.delegationKeys(), oauth);
    }

    /** How a service deals with tokens of Microsoft Entra ID. */
    public enum OAuthMode {
        /** It accepts none. */
        NONE,

        /**
         * It accepts every token that was made for it and is within its lifetime, whoever signed it, and lets its bearer do
         * everything.
         */
        BASIC;

        /** The keys that are lent to bearers of tokens. */
        public DelegationKeyLookup delegationKeys() {
            return switch (this) {
                case NONE -> DelegationKeyLookup.NONE;
                case BASIC -> DelegationKeyLookup.DERIVED;
            };
        }
    }
}
