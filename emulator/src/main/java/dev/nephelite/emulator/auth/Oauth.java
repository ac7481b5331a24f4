package dev.nephelite.emulator.auth;

/** How a service deals with tokens of Microsoft Entra ID. */
public enum Oauth {
    /** It accepts none. */
    NONE,

    /**
     * It accepts every token that was made for it and is within its lifetime, whoever signed it, and lets its bearer do
     * everything.
     */
    BASIC;

    /** The keys that are lent to bearers of tokens. */
    public DelegationKeys delegationKeys() {
        return switch (this) {
            case NONE -> DelegationKeys.NONE;
            case BASIC -> DelegationKeys.DERIVED;
        };
    }
}
