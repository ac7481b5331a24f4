package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.auth.Grant.TokenIdentity;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The claims of a Microsoft Entra ID token: its issuer, user, audience and lifetime. Its signature is not verified.
 *
 * @param audience the services that it is issued for
 * @param user its ids are empty if the token lacks them
 */
record BearerToken(Instant notBefore, Instant expiry, String issuer, List<String> audience, TokenIdentity user) {
    private static final Pattern ISSUER = Pattern.compile("https://(?:sts\\.windows\\.net|sts\\.microsoftonline\\.de"
            + "|sts\\.chinacloudapi\\.cn|sts\\.windows-ppe\\.net|login\\.microsoftonline\\.(?:com|us|de)"
            + "|login\\.chinacloudapi\\.cn|login\\.partner\\.microsoftonline\\.cn)/.*");
    private static final Pattern ANY_ACCOUNT =
            Pattern.compile("https://storage\\.azure\\.com/?|e406a681-f3d4-42a8-90b6-c2b029497af1");
    private static final String CLOUDS =
            "core\\.(?:windows\\.net|chinacloudapi\\.cn|usgovcloudapi\\.net|cloudapi\\.de)";

    /** Parses a JSON Web Token. Refuses text that is not one, or that lacks a required claim. */
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

    /** Refuses a token that is outside its lifetime, or not issued for a service of this account. */
    void requireGood(Instant now, String account) {
        if (issuer.isEmpty() || audience.isEmpty()) {
            throw malformed();
        }
        if (now.isBefore(notBefore)) {
            throw StorageException.authenticationFailed("Lifetime validation failed.");
        }
        if (now.isAfter(expiry)) {
            throw StorageException.authenticationFailed("Lifetime validation failed. The token is expired.");
        }
        if (!ISSUER.matcher(issuer).matches()) {
            throw StorageException.authenticationFailed(
                    "Invalid token issuer. It must be Microsoft Entra ID, such as https://sts.windows.net/TENANT/.");
        }
        Pattern ofAccount =
                Pattern.compile("https://" + Pattern.quote(account) + "\\.(?:blob|queue|table)\\." + CLOUDS + "/?");
        if (audience.stream()
                .noneMatch(service -> ANY_ACCOUNT.matcher(service).matches()
                        || ofAccount.matcher(service).matches())) {
            throw StorageException.authenticationFailed(
                    "Invalid token audience. Request the token for https://storage.azure.com/.");
        }
    }

    private static StorageException malformed() {
        return StorageException.authenticationFailed(
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
        // RFC 7519 allows fractions of a second; they do not matter here.
        return Instant.ofEpochSecond((long) Double.parseDouble(text(claims, name)));
    }

    /**
     * Parses the claims of a token: a JSON object of strings, numbers and lists of these. Nested objects are skipped,
     * because no claim that is used here is one.
     */
    static final class JwtClaims {
        private static final int MAX_DEPTH = 16;

        private final String json;
        private int position;
        private int depth;

        private JwtClaims(String json) {
            this.json = json;
        }

        /**
         * Returns the values of every claim as text.
         *
         * @throws IllegalArgumentException if this is not a JSON object
         */
        static Map<String, List<String>> read(String json) {
            JwtClaims claims = new JwtClaims(json);
            Map<String, List<String>> found = claims.object();
            if (claims.peek() != 0) {
                throw claims.malformed();
            }
            return found;
        }

        private Map<String, List<String>> object() {
            Map<String, List<String>> members = new HashMap<>();
            enter('{');
            while (!leave('}', members.isEmpty())) {
                String name = string();
                expect(':');
                members.put(name, value());
            }
            return members;
        }

        private List<String> array() {
            List<String> values = new ArrayList<>();
            enter('[');
            for (boolean first = true; !leave(']', first); first = false) {
                values.addAll(value());
            }
            return values;
        }

        private List<String> value() {
            return switch (peek()) {
                case '"' -> List.of(string());
                case '[' -> array();
                case '{' -> {
                    object();
                    yield List.of();
                }
                default -> List.of(word());
            };
        }

        private String string() {
            expect('"');
            StringBuilder text = new StringBuilder();
            for (char c = next(); c != '"'; c = next()) {
                text.append(c == '\\' ? escaped() : c);
            }
            return text.toString();
        }

        private char escaped() {
            char c = next();
            return switch (c) {
                case '"', '\\', '/' -> c;
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> (char) Integer.parseInt("" + next() + next() + next() + next(), 16);
                default -> throw malformed();
            };
        }

        /** Parses a number or a literal. */
        private String word() {
            int start = position;
            while (position < json.length() && ",]} \t\r\n".indexOf(json.charAt(position)) < 0) {
                position++;
            }
            String word = json.substring(start, position);
            if (!word.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?|true|false|null")) {
                throw malformed();
            }
            return word;
        }

        private void enter(char bracket) {
            expect(bracket);
            if (++depth > MAX_DEPTH) {
                throw malformed();
            }
        }

        /** Whether the bracket closes here. Otherwise something follows, after a comma unless it is the first. */
        private boolean leave(char bracket, boolean first) {
            if (peek() == bracket) {
                position++;
                depth--;
                return true;
            }
            if (!first) {
                expect(',');
                if (peek() == bracket) {
                    throw malformed();
                }
            }
            return false;
        }

        private void expect(char wanted) {
            if (peek() != wanted) {
                throw malformed();
            }
            position++;
        }

        private char next() {
            if (position == json.length()) {
                throw malformed();
            }
            return json.charAt(position++);
        }

        /** Skips white space and returns the next character without consuming it; zero at the end. */
        private char peek() {
            while (position < json.length() && " \t\r\n".indexOf(json.charAt(position)) >= 0) {
                position++;
            }
            return position == json.length() ? 0 : json.charAt(position);
        }

        private IllegalArgumentException malformed() {
            return new IllegalArgumentException("no claims in JSON");
        }
    }

    /**
     * Validates the bearer token of a request.
     *
     * @param remedy see {@link AuthorizationOptions#tokenRemedy}
     * @param account the name of the account that the request addresses
     */
    record BearerTokenValidator(OAuthMode oauth, String remedy, SignedRequest request, String account) {
        static final String NAME = "Bearer";

        /** Returns the user of the token in the {@code Authorization} header. */
        TokenIdentity requireUser() {
            String authorization = request.headers().get("Authorization");
            if (authorization == null) {
                throw StorageException.authenticationFailed(
                        "A token has to come with the request, in an Authorization header.");
            }
            if (!authorization.startsWith(NAME + " ")) {
                throw CommonError.INVALID_AUTHENTICATION_INFO.exception();
            }
            if (!request.scheme().equals("https")) {
                throw unavailable("not allowed with HTTP");
            }
            return switch (oauth) {
                case NONE -> throw unavailable("not supported");
                case BASIC -> {
                    BearerToken token = BearerToken.parse(
                            authorization.substring(NAME.length()).strip());
                    token.requireGood(request.receivedAt(), account);
                    yield token.user();
                }
            };
        }

        private StorageException unavailable(String reason) {
            return StorageException.authenticationFailed("Authentication scheme Bearer is " + reason + ". To use it, "
                    + remedy + "; or use a connection string.");
        }
    }
}
