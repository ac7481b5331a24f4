package dev.nephelite.sdk;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import reactor.core.publisher.Mono;

/** A credential with a token as Microsoft Entra ID issues it, except for the signature, which is not verified. */
record Token(String user) implements TokenCredential {
    static final String TENANT = "22222222-2222-2222-2222-222222222222";

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        OffsetDateTime expiry = now.plusHours(1);
        String claims =
                """
                {"aud": "https://storage.azure.com", "iss": "https://sts.windows.net/%s/", "iat": %d, "nbf": %d,
                 "exp": %d, "oid": "%s", "tid": "%s"}
                """.formatted(TENANT, now.toEpochSecond(), now.toEpochSecond(), expiry.toEpochSecond(), user, TENANT);
        String token = encode("{\"alg\": \"RS256\", \"typ\": \"JWT\"}") + "." + encode(claims) + "." + encode("any");
        return Mono.just(new AccessToken(token, expiry));
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
