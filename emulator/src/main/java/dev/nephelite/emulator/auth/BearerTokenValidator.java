package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.error.CommonError;

/**
 * Decides whether a request bears a token that is good for it.
 *
 * @param account the name of the account the request is for
 */
record BearerTokenValidator(OAuthMode oauth, SignedRequest request, String account) {
    static final String NAME = "Bearer";

    /** Returns for whom the token in the {@code Authorization} header was made. */
    TokenIdentity requireUser() {
        String authorization = request.headers().get("Authorization");
        if (authorization == null) {
            throw AuthenticationFailed.because("A token has to come with the request, in an Authorization header.");
        }
        if (!authorization.startsWith(NAME + " ")) {
            throw CommonError.INVALID_AUTHENTICATION_INFO.exception();
        }
        if (!request.scheme().equals("https")) {
            throw AuthenticationFailed.because("Authentication scheme Bearer is not allowed with HTTP. Start"
                    + " Nephelite with --cert and --oauth basic, or use a connection string.");
        }
        return switch (oauth) {
            case NONE ->
                throw AuthenticationFailed.because(
                        "Authentication scheme Bearer is not supported. Start Nephelite with --oauth basic, or use a"
                                + " connection string.");
            case BASIC -> {
                BearerToken token =
                        BearerToken.parse(authorization.substring(NAME.length()).strip());
                token.requireGood(request.receivedAt(), account);
                yield token.user();
            }
        };
    }
}
