package dev.nephelite.emulator.auth;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Tokens as Microsoft Entra ID makes them, but for the signature; good for an hour at first. */
public final class Tokens {
    public static final String USER = "33333333-3333-3333-3333-333333333333";
    public static final String TENANT = "22222222-2222-2222-2222-222222222222";

    private final Map<String, String> claims = new LinkedHashMap<>();

    private Tokens(Instant now) {
        with("iat", now.getEpochSecond());
        with("nbf", now.getEpochSecond());
        with("exp", now.plusSeconds(3600).getEpochSecond());
        with("iss", "https://sts.windows.net/" + TENANT + "/");
        with("aud", "https://storage.azure.com");
        with("oid", USER);
        with("tid", TENANT);
    }

    public static Tokens issuedAt(Instant now) {
        return new Tokens(now);
    }

    public Tokens with(String claim, String text) {
        return withJson(claim, '"' + text + '"');
    }

    public Tokens with(String claim, long number) {
        return withJson(claim, Long.toString(number));
    }

    public Tokens withJson(String claim, String json) {
        claims.put(claim, json);
        return this;
    }

    public Tokens without(String claim) {
        claims.remove(claim);
        return this;
    }

    /** The value of an {@code Authorization} header. */
    public String authorization() {
        String payload = claims.entrySet().stream()
                .map(claim -> '"' + claim.getKey() + "\": " + claim.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
        return "Bearer " + encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encode(payload) + "." + encode("any");
    }

    static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
