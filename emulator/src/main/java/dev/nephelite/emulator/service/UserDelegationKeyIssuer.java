package dev.nephelite.emulator.service;

import dev.nephelite.emulator.auth.DelegationKeyLookup;
import dev.nephelite.emulator.auth.DelegationKeyLookup.DelegationKeyTerms;
import dev.nephelite.emulator.auth.Grant.TokenIdentity;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.value.IsoTime;
import dev.nephelite.emulator.value.SigningKey;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Issues user delegation keys. The services differ only in the letter that the key has for them.
 */
public final class UserDelegationKeyIssuer {
    private static final Duration MAX_VALIDITY = Duration.ofDays(7);

    private UserDelegationKeyIssuer() {}

    /**
     * Issues a key for the user of the request's token and for the requested period.
     *
     * @param service {@code b} for blobs, {@code q} for queues
     * @throws IOException if the client's connection broke
     */
    public static Response answer(Request request, String service) throws IOException {
        TokenIdentity tokenIdentity = request.grant().requireUser();
        XmlElement info = XmlBody.read(request, "KeyInfo").root();
        Instant now = request.receivedAt();
        Instant start = time(info, "Start").orElse(now);
        Instant expiry = time(info, "Expiry").orElseThrow(() -> StorageException.missingXmlNode("Expiry"));
        requireNear("Start", start, now);
        requireNear("Expiry", expiry, now);
        if (!expiry.isAfter(start) || !expiry.isAfter(now) || isTooLong(start, expiry)) {
            throw refused("Expiry", IsoTime.format(expiry));
        }
        return XmlBody.response(
                200,
                document(
                        request.account(),
                        new DelegationKeyTerms(
                                tokenIdentity.objectId(),
                                tokenIdentity.tenantId(),
                                IsoTime.format(start),
                                IsoTime.format(expiry),
                                service,
                                request.version()),
                        info.textOf("DelegatedUserTid").map(String::strip).orElse("")));
    }

    /** Describes the key, with the tenant of the further user it is for, if there is one. */
    private static XmlWriter document(String account, DelegationKeyTerms terms, String delegatedTenant) {
        SigningKey key = Objects.requireNonNull(DelegationKeyLookup.DERIVED.find(account, terms), "well-formed terms");
        return new XmlWriter()
                .open("UserDelegationKey")
                .element("SignedOid", terms.objectId())
                .element("SignedTid", terms.tenantId())
                .element("SignedStart", terms.start())
                .element("SignedExpiry", terms.expiry())
                .element("SignedService", terms.service())
                .element("SignedVersion", terms.version())
                .optional("SignedDelegatedUserTid", delegatedTenant.isEmpty() ? null : delegatedTenant)
                .element("Value", key.base64())
                .close();
    }

    private static Optional<Instant> time(XmlElement info, String name) {
        Optional<String> text = info.textOf(name).map(String::strip).filter(given -> !given.isEmpty());
        try {
            return text.map(IsoTime::parse);
        } catch (DateTimeException malformed) {
            throw refused(name, text.orElse(""));
        }
    }

    private static void requireNear(String name, Instant time, Instant now) {
        if (isTooLong(now, time) || isTooLong(time, now)) {
            throw refused(name, IsoTime.format(time));
        }
    }

    private static boolean isTooLong(Instant from, Instant to) {
        return Duration.between(from, to).compareTo(MAX_VALIDITY) > 0;
    }

    private static StorageException refused(String name, String value) {
        return StorageException.invalidXmlNode(name, value);
    }
}
