package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.auth.SasToken.StringToSign;
import dev.nephelite.emulator.auth.SasToken.ValidityPeriod;
import dev.nephelite.emulator.auth.SignedRequest.AuthorizationTarget;
import dev.nephelite.emulator.error.CommonError;
import java.util.Map;

/**
 * An account SAS: it grants access to services, containers and objects of an account.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/create-account-sas">Create an account SAS</a>
 */
record AccountSas(SasToken token, AuthorizationTarget target) {
    static boolean isIn(SignedRequest request) {
        // One legacy client also adds "sr" to account SAS, so that field does not distinguish the kinds.
        return request.isSignedWith("ss") && request.isSignedWith("srt");
    }

    Grant authorize(RequiredPermission needed, SignedRequest request) {
        token.require("ss", "srt", "sp", "se", "sig");
        if (!token.isSince("2015-04-05")) {
            throw SasToken.notWellFormed("sv");
        }
        token.requireSignature(stringToSign(), target.account().keys());
        window().requireContains(request.receivedAt());
        token.requireOrigin();
        if (token.text("ss").indexOf(target.service().charAt(0)) < 0) {
            throw CommonError.AUTHORIZATION_SERVICE_MISMATCH.exception();
        }
        needed.requireAccountSas(token.text("srt"), token.text("sp"));
        return Grant.of(token.text("sp"), Map.of(), token.encryptionScope());
    }

    String stringToSign() {
        return new StringToSign(token)
                .line(target.account().name())
                .fields("sp", "ss", "srt", "st", "se", "sip", "spr", "sv")
                .fieldsSince("2020-12-06", "ses")
                .line("")
                .text();
    }

    private ValidityPeriod window() {
        return new ValidityPeriod(
                token.has("st") ? ValidityPeriod.parse("st", token.text("st")) : null,
                ValidityPeriod.parse("se", token.text("se")));
    }
}
