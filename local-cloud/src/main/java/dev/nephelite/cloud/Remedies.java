package dev.nephelite.cloud;

import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.http.TrustedHosts;

/**
 * What refused clients are told to change in a cloud. A program that starts clouds says it in terms of its options.
 *
 * @param allowHost how a host name is allowed: an imperative that the name follows, such as {@code start it with --host}
 * @param acceptTokens how bearer tokens are accepted: an imperative
 */
public record Remedies(String allowHost, String acceptTokens) {
    /** Neutral words. */
    static final Remedies DEFAULT = new Remedies(TrustedHosts.ALLOW, AuthorizationOptions.ACCEPT_TOKENS);
}
