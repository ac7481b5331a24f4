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
}
