package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.auth.ResourceAccess.StoredAccessPolicy;
import dev.nephelite.emulator.auth.SasToken.StringToSign;
import dev.nephelite.emulator.auth.SasToken.ValidityPeriod;
import dev.nephelite.emulator.auth.SignedRequest.AuthorizationTarget;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.value.Account;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service SAS: it grants access to one container, blob, queue or table.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/create-service-sas">Create a service SAS</a>
 */
record ServiceSas(SasToken token, SasResource resource, AuthorizationTarget target) {
    private static final Map<String, String> OVERRIDES = Map.of(
            "rscc", "Cache-Control",
            "rscd", "Content-Disposition",
            "rsce", "Content-Encoding",
            "rscl", "Content-Language",
            "rsct", "Content-Type");

    Grant authorize(RequiredPermission needed, SignedRequest request, ResourceAccess access) {
        token.require("sig");
        if (!token.has("si")) {
            token.require("sp", "se");
        }
        token.requireSignature(stringToSign(), target.account().keys());
        StoredAccessPolicy terms = terms(access);
        if (terms.expiry() == null || terms.permission() == null) {
            throw SasToken.notWellFormed("neither the signature nor its stored access policy gives both sp and se");
        }
        new ValidityPeriod(terms.start(), terms.expiry()).requireContains(request.receivedAt());
        token.requireOrigin();
        needed.requireServiceSas(terms.permission());
        return Grant.of(terms.permission(), overrides(token, target), token.encryptionScope());
    }

    String stringToSign() {
        StringToSign lines = new StringToSign(token)
                .fields("sp", "st", "se")
                .line(resource.path())
                .fields("si")
                .fieldsSince("2015-04-05", "sip", "spr")
                .fieldsSince("2012-02-12", "sv");
        if (target.isBlobService()) {
            lines.fieldsSince("2018-11-09", "sr")
                    .lineSince("2018-11-09", resource.snapshotOrVersion())
                    .fieldsSince("2020-12-06", "ses")
                    .fieldsSince("2013-08-15", "rscc", "rscd", "rsce", "rscl", "rsct");
        } else if (target.service().equals("table")) {
            lines.fields("spk", "srk", "epk", "erk");
        }
        return lines.text();
    }

    static Map<String, String> overrides(SasToken token, AuthorizationTarget target) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (target.isBlobService() && token.isSince("2013-08-15")) {
            OVERRIDES.forEach((field, header) -> {
                if (token.has(field)) {
                    headers.put(header, token.text(field));
                }
            });
        }
        return Map.copyOf(headers);
    }

    /** Combines the terms of the SAS with those of its stored access policy. A term may be set in only one of them. */
    private StoredAccessPolicy terms(ResourceAccess access) {
        StoredAccessPolicy own =
                new StoredAccessPolicy(instant("st"), instant("se"), token.has("sp") ? token.text("sp") : null);
        if (!token.has("si")) {
            return own;
        }
        StoredAccessPolicy stored = stored(access, target.account());
        return new StoredAccessPolicy(
                either(own.start(), stored.start()),
                either(own.expiry(), stored.expiry()),
                either(own.permission(), stored.permission()));
    }

    private StoredAccessPolicy stored(ResourceAccess access, Account account) {
        String container = target.container();
        StoredAccessPolicy found =
                container == null ? null : access.policy(account.name(), container, token.text("si"));
        if (found == null) {
            throw StorageException.authenticationFailed(
                    "There is no stored access policy '" + token.text("si") + "' on '" + container + "'");
        }
        return found;
    }

    private @Nullable Instant instant(String field) {
        return token.has(field) ? ValidityPeriod.parse(field, token.text(field)) : null;
    }

    private static <T> @Nullable T either(@Nullable T own, @Nullable T stored) {
        if (own != null && stored != null) {
            throw StorageException.authenticationFailed(
                    "Access policy fields can be associated with signature or SAS identifier but not both");
        }
        return own == null ? stored : own;
    }
}
