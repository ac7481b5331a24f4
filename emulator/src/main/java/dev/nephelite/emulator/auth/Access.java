package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.value.Accounts;

/** Whom the services of an emulator let in: those who have the key of an account, and perhaps those who have a token. */
public record Access(Accounts accounts, Oauth oauth) {
    /** The access of those who have a key. */
    public static Access byKey(Accounts accounts) {
        return new Access(accounts, Oauth.NONE);
    }

    /** Returns what decides for a service about each of its requests. */
    public Authorizer authorizer(StoredPolicies policies) {
        return new Authorizer(policies, oauth.delegationKeys(), oauth);
    }
}
