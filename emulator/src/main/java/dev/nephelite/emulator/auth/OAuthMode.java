package dev.nephelite.emulator.auth;

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
