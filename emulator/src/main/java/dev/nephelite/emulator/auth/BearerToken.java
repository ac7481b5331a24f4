package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.error.StorageException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A token of Microsoft Entra ID, as far as its claims tell: from whom it is, for whom, for which service and for how
 * long. Nobody verifies who signed it.
 *
 * @param audience the services it was made for
 * @param user empty identities where it does not name any
 */
record BearerToken(Instant notBefore, Instant expiry, String issuer, List<String> audience, TokenIdentity user) {
    private static final Pattern ISSUER = Pattern.compile("https://(?:sts\\.windows\\.net|sts\\.microsoftonline\\.de"
            + "|sts\\.chinacloudapi\\.cn|sts\\.windows-ppe\\.net|login\\.microsoftonline\\.(?:com|us|de)"
            + "|login\\.chinacloudapi\\.cn|login\\.partner\\.microsoftonline\\.cn)/.*");
    private static final Pattern ANY_ACCOUNT =
            Pattern.compile("https://storage\\.azure\\.com/?|e406a681-f3d4-42a8-90b6-c2b029497af1");
    private static final String CLOUDS =
            "core\\.(?:windows\\.net|chinacloudapi\\.cn|usgovcloudapi\\.net|cloudapi\\.de)";

    /** Reads a JSON Web Token; one that is none, or lacks what every token has, is refused. */
    static BearerToken parse(String token) {
        try {
            String[] parts = token.split("\\.", -1);
            if (parts.length != 3) {
                throw malformed();
            }
            claims(parts[0]);
            Map<String, List<String>> claims = claims(parts[1]);
            instant(claims, "iat");
            return new BearerToken(
                    instant(claims, "nbf"),
                    instant(claims, "exp"),
                    text(claims, "iss"),
                    claims.getOrDefault("aud", List.of()),
                    new TokenIdentity(text(claims, "oid"), text(claims, "tid")));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw malformed();
        }
    }

    /** Refuses a token that is not good now, or not for any service of this account. */
    void requireGood(Instant now, String account) {
        if (issuer.isEmpty() || audience.isEmpty()) {
            throw malformed();
        }
        if (now.isBefore(notBefore)) {
            throw AuthenticationFailed.because("Lifetime validation failed.");
        }
        if (now.isAfter(expiry)) {
            throw AuthenticationFailed.because("Lifetime validation failed. The token is expired.");
        }
        if (!ISSUER.matcher(issuer).matches()) {
            throw AuthenticationFailed.because(
                    "Invalid token issuer. It must be Microsoft Entra ID, such as https://sts.windows.net/TENANT/.");
        }
        Pattern ofAccount =
                Pattern.compile("https://" + Pattern.quote(account) + "\\.(?:blob|queue|table)\\." + CLOUDS + "/?");
        if (audience.stream()
                .noneMatch(service -> ANY_ACCOUNT.matcher(service).matches()
                        || ofAccount.matcher(service).matches())) {
            throw AuthenticationFailed.because(
                    "Invalid token audience. Request the token for https://storage.azure.com/.");
        }
    }

    private static StorageException malformed() {
        return AuthenticationFailed.because(
                "The bearer token is not a token of Microsoft Entra ID: it must be a JSON Web"
                        + " Token with the claims iss, aud, nbf, exp and iat.");
    }

    private static Map<String, List<String>> claims(String part) {
        return JwtClaims.read(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static String text(Map<String, List<String>> claims, String name) {
        List<String> values = claims.getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : "";
    }

    private static Instant instant(Map<String, List<String>> claims, String name) {
        // A fraction of a second is allowed there and does not matter.
        return Instant.ofEpochSecond((long) Double.parseDouble(text(claims, name)));
    }
}
