package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.auth.BearerToken.BearerTokenValidator;
import dev.nephelite.emulator.auth.DelegationKeyLookup.DelegationKeyTerms;
import dev.nephelite.emulator.auth.Grant.TokenIdentity;
import dev.nephelite.emulator.auth.SasToken.StringToSign;
import dev.nephelite.emulator.auth.SasToken.ValidityPeriod;
import dev.nephelite.emulator.auth.SignedRequest.AuthorizationTarget;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.value.SigningKey;
import java.time.Instant;
import java.util.List;

/**
 * A user delegation SAS: it grants access to one container, blob or queue and is signed with a user delegation key. If
 * it names another user ({@code sduoid}), the request also needs a bearer token of that user.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas">Create a user
 *     delegation SAS</a>
 */
record UserDelegationSas(SasToken token, SasResource resource, AuthorizationTarget target) {
    private static final List<String> TERMS = List.of("skoid", "sktid", "skt", "ske", "sks", "skv");

    static boolean isIn(SignedRequest request) {
        return request.isSignedWith("skoid");
    }

    Grant authorize(
            RequiredPermission needed, SignedRequest request, DelegationKeyLookup keys, BearerTokenValidator bearer) {
        token.require("sig", "sp", "se");
        requireTerms();
        token.requireSignature(stringToSign(request), List.of(key(keys)));
        Instant now = request.receivedAt();
        window("skt", "ske").requireContains(now);
        window("st", "se").requireContains(now);
        token.requireOrigin();
        requireDelegatedUser(bearer);
        needed.requireServiceSas(token.text("sp"));
        return Grant.of(token.text("sp"), ServiceSas.overrides(token, target), token.encryptionScope());
    }

    String stringToSign(SignedRequest request) {
        StringToSign lines = new StringToSign(token)
                .fields("sp", "st", "se")
                .line(resource.path())
                .fields(TERMS.toArray(String[]::new));
        if (!target.isBlobService()) {
            return lines.fields("skdutid", "sduoid", "sip", "spr", "sv").text();
        }
        return lines.fieldsSince("2020-02-10", "saoid", "suoid", "scid")
                .fieldsSince("2025-07-05", "skdutid", "sduoid")
                .fields("sip", "spr", "sv", "sr")
                .line(resource.snapshotOrVersion())
                .fieldsSince("2020-12-06", "ses")
                .lineSince("2026-04-06", signedHeaders(request))
                .lineSince("2026-04-06", signedParameters(request))
                .fields("rscc", "rscd", "rsce", "rscl", "rsct")
                .text();
    }

    private void requireTerms() {
        boolean complete = TERMS.stream().allMatch(token::has);
        boolean forThisService = token.text("sks").equals(target.service().substring(0, 1));
        if (!complete || !forThisService || token.has("si")) {
            throw CommonError.AUTHORIZATION_FAILURE.exception();
        }
    }

    private void requireDelegatedUser(BearerTokenValidator bearer) {
        if (!token.has("sduoid")) {
            return;
        }
        TokenIdentity tokenIdentity = bearer.requireUser();
        boolean ofTenant = !token.has("skdutid") || tokenIdentity.tenantId().equals(token.text("skdutid"));
        if (!tokenIdentity.objectId().equals(token.text("sduoid")) || !ofTenant) {
            throw StorageException.authenticationFailed("The signature is for the user '" + token.text("sduoid")
                    + "', the token in the Authorization header for '" + tokenIdentity.objectId() + "'.");
        }
    }

    private SigningKey key(DelegationKeyLookup keys) {
        DelegationKeyTerms terms = new DelegationKeyTerms(
                token.text("skoid"),
                token.text("sktid"),
                token.text("skt"),
                token.text("ske"),
                token.text("sks"),
                token.text("skv"));
        SigningKey found = keys.find(target.account().name(), terms);
        if (found == null) {
            throw StorageException.authenticationFailed("There is no user delegation key for " + terms);
        }
        return found;
    }

    private ValidityPeriod window(String start, String expiry) {
        return new ValidityPeriod(
                token.has(start) ? ValidityPeriod.parse(start, token.text(start)) : null,
                ValidityPeriod.parse(expiry, token.text(expiry)));
    }

    private String signedHeaders(SignedRequest request) {
        StringBuilder text = new StringBuilder();
        for (String name : names("srh")) {
            String value = request.headers().get(name);
            text.append(name).append(':').append(value == null ? "" : value).append('\n');
        }
        return text.toString();
    }

    private String signedParameters(SignedRequest request) {
        StringBuilder text = new StringBuilder();
        for (String name : names("srq")) {
            String value = request.query().get(name);
            text.append('\n').append(name).append(':').append(value == null ? "" : value);
        }
        return text.toString();
    }

    private List<String> names(String field) {
        return token.has(field) ? List.of(token.text(field).split(",", -1)) : List.of();
    }
}
